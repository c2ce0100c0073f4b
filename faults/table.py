"""The table of `./run faults`: one row for each kind of fault, and whether its promise held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEAD = ("fault", "cases", "lost", "dup. inside window", "dup. outside", "verdict")


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind of fault did."""

    fault: str
    """A few words: what was done, where. Two rows of a table never share them."""
    cases: int
    """How often it was done."""
    lost: int | None = 0
    """Entries or messages that never arrived; None where nothing could be lost."""
    inside: int | None = None
    """Messages told twice where that is promised to be possible; None where there are none to count."""
    outside: int | None = None
    """Messages told twice where they must not be."""
    violations: tuple[str, ...] = ()
    """Every other broken promise, one sentence each."""
    figure: str = ""
    """The figure its gate is about, said after the verdict ('97 % of the rate')."""

    @property
    def holds(self) -> bool:
        """Whether every promise of this row held, over at least one case."""
        return self.cases > 0 and not (self.lost or self.outside or self.violations)


def write_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, readable in a terminal too; below it what was violated."""
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    lines = [_line(line, widths) for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join([*lines, *_complaints(rows)])


def _cells(row: Row) -> tuple[str, ...]:
    verdict = "holds" if row.holds else "VIOLATED"
    counts = (
        f"{row.cases:,}",
        *("–" if n is None else f"{n:,}" for n in (row.lost, row.inside, row.outside)),
    )
    return (row.fault, *counts, f"{verdict}, {row.figure}" if row.figure else verdict)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = zip(cells, widths, strict=True)
    padded = [
        first[0].ljust(first[1]),
        *(cell.rjust(width) for cell, width in middle),
        last[0].ljust(last[1]),
    ]
    return "| " + " | ".join(padded) + " |"


def _complaints(rows: Iterable[Row], most: int = 10) -> Iterable[str]:
    for row in rows:
        if row.cases == 0:
            yield f"{row.fault}: no case was run"
        yield from (f"{row.fault}: {violation}" for violation in row.violations[:most])
        if len(row.violations) > most:
            yield f"{row.fault}: and {len(row.violations) - most} more like these"
