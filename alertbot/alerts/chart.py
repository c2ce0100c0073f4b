"""The chart of a digest as plain values: what this period told beside the periods before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alertbot.alerts.digest import DigestKind, Entry
from alertbot.alerts.labels import category_label
from alertbot.alerts.phrases import figure_phrase
from alertbot.alerts.safe import clip
from alertbot.alerts.totals import Total, totals
from alertbot.model import ChangeKind, Incident, Toll, Unit
from alertbot.model.pictures import Bar, ChartPicture, Panel, Tone
from alertbot.texts import Texts

MOST_NAMED = 5
"""Countries, and kinds of harm, that get a bar of their own."""
_LONGEST_CAPTION = 900
_NO_NUMBER = "–"
_DISPLACED = {Unit.PERSON: Tone.BLUE, Unit.HOUSEHOLD: Tone.GREEN}
"""Each on a scale of its own: families are never turned into people."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a chat was told in one period."""

    since: datetime
    until: datetime
    entries: tuple[Entry, ...] | None
    """None: before the chat was told anything, so nothing is known."""

    @property
    def new(self) -> tuple[Incident, ...]:
        """Incidents that were new then, as they were last told in that period."""
        return tuple(e.incident for e in self.entries or () if e.kind is ChangeKind.FIRST)


def digest_chart(
    kind: DigestKind, spans: Sequence[Span], texts: Texts, timezone: str
) -> tuple[ChartPicture, str] | None:
    """Return the chart and its words for who cannot see it; None where nothing is new in the last span.

    `spans` in order of time, the digest's own last. Every number is one of `totals`, or counts incidents.
    """
    if not spans or not spans[-1].new:
        return None
    standing = [_total_panel(unit, tone, spans, texts, timezone) for unit, tone in _DISPLACED.items()]
    counted = _count_panel(spans, texts, timezone)
    panels = (*(panel for panel in standing if panel), counted, *_parts(spans, texts))
    period = texts.gettext("{start} to {end} ({zone})").format(
        start=texts.date(spans[-1].since, timezone), end=texts.date(spans[-1].until, timezone), zone=timezone
    )
    picture = ChartPicture(
        texts.gettext(kind.value), (period, *_reading(panels, texts)), panels, texts.is_rtl, _credit(texts)
    )
    return picture, _caption(kind, spans, panels, texts)


def _reading(panels: Sequence[Panel], texts: Texts) -> list[str]:
    lines = []
    if any(
        not bar.strong and bar.low is not None for panel in panels if not panel.lying for bar in panel.bars
    ):
        lines.append(texts.gettext("Strong colour: this time. Pale: the times before."))
    if any(bar.usual is not None for panel in panels for bar in panel.bars):
        lines.append(texts.gettext("Black line: the mean of the times before."))
    return lines


def _credit(texts: Texts) -> tuple[str, ...]:
    return (texts.gettext("What news reports told this chat of; silence does not mean safety."),)


def _total_panel(unit: Unit, tone: Tone, spans: Sequence[Span], texts: Texts, timezone: str) -> Panel | None:
    """Columns of those displaced; None where no number of them was told at any time."""
    found = [_displaced(span, unit) for span in spans]
    if not any(found):
        return None
    bars = [
        _total_bar(total, span, texts, timezone, strong=span is spans[-1])
        for span, total in zip(spans, found, strict=True)
    ]
    people = unit is Unit.PERSON
    title = texts.gettext("People displaced") if people else texts.gettext("Families displaced")
    return Panel(title, tuple(bars), tone)


def _displaced(span: Span, unit: Unit) -> Total | None:
    return next((t for t in totals(span.new) if (t.unit, t.toll) == (unit, Toll.DISPLACED)), None)


def _total_bar(total: Total | None, span: Span, texts: Texts, timezone: str, *, strong: bool) -> Bar:
    label = _day(span, texts, timezone)
    if span.entries is None:
        return Bar(label, None, strong=strong)
    if total is None:
        return Bar(label, 0, 0, _NO_NUMBER, strong)
    return Bar(label, total.low, total.high, _count(total.low, total.high, texts), strong)


def _count(low: int, high: int, texts: Texts) -> str:
    if low == high:
        return texts.number(low)
    return texts.gettext("{low} to {high}").format(low=texts.number(low), high=texts.number(high))


def _count_panel(spans: Sequence[Span], texts: Texts, timezone: str) -> Panel:
    bars = []
    for span in spans:
        number = len(span.new) if span.entries is not None else None
        shown = "" if number is None else texts.number(number)
        bars.append(Bar(_day(span, texts, timezone), number, number or 0, shown, span is spans[-1]))
    return Panel(texts.gettext("New incidents"), tuple(bars), Tone.RED)


def _day(span: Span, texts: Texts, timezone: str) -> str:
    """The day on which a period ended: what its digest was dated."""
    return texts.day_and_month(span.until, timezone)


def _parts(spans: Sequence[Span], texts: Texts) -> tuple[Panel, ...]:
    def country(incident: Incident) -> str:
        return texts.country(incident.country) if incident.country else texts.gettext("Country not known")

    def kind(incident: Incident) -> str:
        leading = incident.categories[:1]
        return category_label(leading[0], texts) if leading else texts.gettext("Incident reported")

    return (
        Panel(texts.gettext("By country"), _compared(spans, country, texts), Tone.SKY, lying=True),
        Panel(texts.gettext("By kind of harm"), _compared(spans, kind, texts), Tone.ORANGE, lying=True),
    )


def _compared(spans: Sequence[Span], name: Callable[[Incident], str], texts: Texts) -> tuple[Bar, ...]:
    """The most frequent names of this time with their mean before, and all others together."""
    now = Counter(name(incident) for incident in spans[-1].new)
    before = [Counter(map(name, span.new)) for span in spans[:-1] if span.entries is not None]
    ranked = sorted(now, key=lambda one: (-now[one], one))
    named, rest = ranked[:MOST_NAMED], ranked[MOST_NAMED:]
    bars = [
        Bar(one, now[one], now[one], texts.number(now[one]), True, _mean([past[one] for past in before]))
        for one in named
    ]
    if rest:
        others = sum(now[one] for one in rest)
        bars.append(Bar(texts.gettext("All others"), others, others, texts.number(others), True))
    return tuple(bars)


def _mean(numbers: Sequence[int]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def _caption(kind: DigestKind, spans: Sequence[Span], panels: Sequence[Panel], texts: Texts) -> str:
    """What the chart shows, in words: this time, and the least and most of the times before."""
    lines = [texts.gettext("{title} as a chart").format(title=texts.gettext(kind.value))]
    for unit in _DISPLACED:
        total = _displaced(spans[-1], unit)
        phrase = figure_phrase(total.as_figure(), texts) if total else None
        if phrase:
            earlier = [one for span in spans[:-1] if (one := _displaced(span, unit))]
            lines.append(_beside(phrase, [t.low for t in earlier], [t.high for t in earlier], texts))
    number = len(spans[-1].new)
    counted = texts.ngettext("{n} new incident", "{n} new incidents", number).format(n=texts.number(number))
    known = [len(span.new) for span in spans[:-1] if span.entries is not None]
    lines.append(_beside(counted, known, known, texts))
    for panel in panels:
        if panel.lying:
            told = texts.gettext("; ").join(f"{bar.label} {bar.shown}" for bar in panel.bars)
            lines.append(f"{panel.title}: {told}")
    return clip("\n".join(lines), _LONGEST_CAPTION)


def _beside(told: str, lows: Sequence[int], highs: Sequence[int], texts: Texts) -> str:
    if not lows:
        return f"• {told}"
    before = texts.gettext("before: {range}").format(range=_count(min(lows), max(highs), texts))
    return f"• {told} ({before})"
