"""Shows how far long work at the command line has come: a bar on a terminal, nothing in a file or pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

import click

Progress = Callable[[int, int], None]
"""Told how much is done, and how much there is."""


@contextlib.contextmanager
def bar(label: str) -> Iterator[Progress]:
    """A bar on standard error with the time left, while the block runs; told nothing, it stays at nothing."""
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as shown:

        def tell(done: int, whole: int) -> None:
            shown.length = whole
            shown.update(done - shown.pos)

        yield tell if sys.stderr.isatty() else (lambda _done, _whole: None)
