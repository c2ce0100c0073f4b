"""A dose: one module of faults, run in a process of its own so that none of them disturbs another."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, cast

from alertbot.logs import configure_logs
from faults.table import Row

DOSES = (
    "answers",
    "kills",
    "rates",
    "sender",
    "breaks",
    "addresses",
    "updates",
    "texts",
    "documents",
)
"""Modules of this package, in the order they run. Each has a function `run(size: Size) -> Iterable[Row]`."""

BESIDE = ("rates",)
"""Doses that keep one core busy and measure no real time: they run beside the others of `ONE_CORE`."""
ONE_CORE = ("answers", "sender", "addresses", "updates", "texts")

_PLENTY = 2 << 30


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
    configure_logs("CRITICAL", "console")  # faults are what is wanted here; the table tells of the rest
    module = cast(Dose, importlib.import_module(f"faults.{name}"))
    with tempfile.TemporaryDirectory(
        prefix="alertbot-faults-", dir=_quick(), ignore_cleanup_errors=True
    ) as folder:
        return list(module.run(Size(long, Path(folder))))


def _quick() -> Path | None:
    """Memory where there is plenty: a killed process loses nothing of what it gave to the system."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a name of its own
    plenty = memory.is_dir() and shutil.disk_usage(memory).free > _PLENTY
    return memory if plenty else None
