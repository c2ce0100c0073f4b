"""Shows a person what was read in an article: the text with each piece of evidence marked, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alertbot.model import Figure, Place, Reading, Signal


@dataclass(frozen=True, slots=True)
class Mark:
    """A note to put around a span of the text."""

    start: int
    end: int
    note: str


def explain(title: str, text: str, reading: Reading) -> str:
    """Return the verdict, the marked article and the reasons, as plain text.

    Sentences with a signal stand between « », figures between ‹ ›, each followed by what it was taken for.
    """
    full = f"{title}\n\n{text}"
    verdict = "ALERT" if reading.alert else "no alert"
    head = (
        f"{verdict}, score {reading.score:.2f}, language {reading.language}, status {reading.status or '-'}"
    )
    parts = [head, "", _marked(full, [*_signals(reading.signals), *_figures(reading.figures)]), ""]
    parts += [f"place: {_place(place)}" for place in reading.places]
    parts += [f"blamed: {name}" for name in reading.perpetrators]
    parts += [f"source: {name}" for name in reading.sources]
    parts += [f"denied by: {name}" for name in reading.denied_by]
    parts += [f"context: {tag}" for tag in reading.context]
    parts += [f"because: {reason}" for reason in reading.reasons]
    return "\n".join(parts)


def _signals(signals: tuple[Signal, ...]) -> Iterator[Mark]:
    notes: dict[tuple[int, int], list[str]] = {}
    for signal in signals:
        notes.setdefault((signal.start, signal.end), []).append(signal.category.value)
    for (start, end), categories in notes.items():
        yield Mark(start, end, f"«{{}}»[{', '.join(categories)}]")


def _figures(figures: tuple[Figure, ...]) -> Iterator[Mark]:
    for figure in figures:
        said = f"{figure.value} {figure.unit.value} {figure.term}, {figure.role.value}"
        yield Mark(figure.start, figure.end, f"‹{{}}›[{said}]")


def _marked(text: str, marks: list[Mark]) -> str:
    """Put each mark's text around its span; a mark that holds others opens first and closes last."""
    points: list[tuple[int, int, int, str]] = []
    for mark in marks:
        before, after = mark.note.split("{}")
        points.append((mark.start, 1, -mark.end, before))
        points.append((mark.end, 0, -mark.start, after))
    told, position = [], 0
    for at, _, _, note in sorted(points):
        told += [text[position:at], note]
        position = at
    return "".join([*told, text[position:]])


def _place(place: Place) -> str:
    within = [name for name in (place.admin2, place.admin1, place.country) if name and name != place.name]
    return f"{place.name} ({', '.join([place.role.value, place.precision.value, *within])})"
