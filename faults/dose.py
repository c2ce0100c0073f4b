"""A dose: one module of faults, run in a process of its own so that none of them disturbs another."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, cast

from faults.table import Row

DOSES = ("answers", "addresses")
"""Modules of this package, in the order they run. Each has a function `run(size: Size) -> Iterable[Row]`."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a dose is wanted, and where it may write."""

    long: bool
    """False: all doses together take at most 8 minutes on two cores; True: at most 40."""
    folder: Path
    """Empty; gone afterwards."""

    def of(self, short: int, long: int) -> int:
        """The number for this size."""
        return long if self.long else short


class Dose(Protocol):
    """What a module of `DOSES` looks like."""

    def run(self, size: Size) -> Iterable[Row]:
        """Do the faults and tell, one row for each kind; raise only where the dose itself is broken."""
        ...


def take(name: str, long: bool) -> list[Row]:
    """Run one dose; a dose that raises or dies is a violation."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_run, name, long).result()
        except BrokenProcessPool:
            return [Row(name, 1, violations=("the dose's process died",))]
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the other doses are run
            return [Row(name, 1, violations=(f"the dose ended with {error!r}",))]


def _run(name: str, long: bool) -> list[Row]:
    module = cast(Dose, importlib.import_module(f"faults.{name}"))
    with tempfile.TemporaryDirectory(prefix="alertbot-faults-", ignore_cleanup_errors=True) as folder:
        return list(module.run(Size(long, Path(folder))))
