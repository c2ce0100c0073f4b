"""When: the day of an event, where the sentences that carry it tell the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from alertbot.signals.evidence import Evidence
from alertbot.signals.match import Found, Hit
from alertbot.signals.text import Document, Part, Sentence, clauses, dateline
from alertbot.signals.when_words import Day, DayKind, DayWords

FURTHEST = timedelta(days=60)
"""An event further back than this before publication is no news: its day is not told."""
RECENT = timedelta(days=31)
"""A day so far back is as good as 'recently'."""
_LEADING = 3
"""Sentences of the event in which a day is sought, the leading one first."""
_SAID_BEFORE, _SAID_AFTER = 3, 1
"""Words between a verb of saying and the day on which it was said."""
_NOWRUZ = (3, 21)
_ERA = 621


@dataclass(frozen=True, slots=True)
class _Told:
    """A day named in a sentence: words `first` to `last - 1` of it."""

    first: int
    last: int
    day: date
    exact: bool
    """By its date rather than by the name of a weekday."""


def occurred(
    document: Document,
    evidence: Sequence[Evidence],
    found: Sequence[Found],
    published: datetime | None,
    words: Mapping[str, DayWords],
) -> datetime | None:
    """Return the day of the event (midnight UTC), None if the text does not tell it for sure.

    `evidence` is that of the event, the leading piece first. The day is never after `published` and at most
    `FURTHEST` before it. A day on which something was said or published, a deadline and a dateline are none.
    """
    known = words.get(document.language)
    if known is None or published is None:
        return None
    by_index = {item.sentence.index: item for item in found}
    for item in _leading(evidence):
        for sentence in _carrying(item.sentence, by_index):
            days = list(_days(document, by_index[sentence.index], known, published.date()))
            if days:
                return _midnight(_nearest(days, sentence, item).day)
    return None


def with_dates(
    document: Document, found: Sequence[Found], published: datetime | None, words: Mapping[str, DayWords]
) -> tuple[Found, ...]:
    """The sentences with a date of the last month ('on 3 June') as a hit of the concept 'recent'."""
    known = words.get(document.language)
    if known is None or published is None:
        return tuple(found)
    return tuple(_dated(document, item, known, published.date()) for item in found)


def _dated(document: Document, item: Found, words: DayWords, today: date) -> Found:
    if "recent" in item.concepts or not any(token.folded.isdigit() for token in item.sentence.tokens):
        return item
    for told in _days(document, item, words, today):
        if told.exact and today - told.day <= RECENT:
            hits = sorted((*item.hits, Hit("recent", told.first, told.last - 1)), key=lambda hit: hit[1:])
            return replace(item, hits=tuple(hits), concepts=item.concepts | {"recent"})
    return item


def _leading(evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """The first piece of evidence of each leading sentence; titles seldom name a day."""
    seen: set[int] = set()
    for item in evidence:
        if item.sentence.index not in seen and len(seen) < _LEADING:
            seen.add(item.sentence.index)
            yield item


def _carrying(sentence: Sentence, found: Mapping[int, Found]) -> Iterator[Sentence]:
    """The sentence, then the one before it in its paragraph: 'On Tuesday gunmen came. They burned ...'."""
    yield sentence
    before = found.get(sentence.index - 1)
    if before is not None and before.sentence.paragraph == sentence.paragraph:
        yield before.sentence


def _nearest(days: Sequence[_Told], sentence: Sentence, item: Evidence) -> _Told:
    """The day nearest to the words of the harm, in their clause if any; a date beside a weekday wins."""
    place = next((n for n, token in enumerate(sentence.tokens) if token.start >= item.trigger[0]), 0)
    inside = [told for told in days if _one_clause(sentence, told.first, item.trigger[0])]
    nearest = min(inside or days, key=lambda told: min(abs(told.first - place), abs(told.last - place)))
    beside = [told for told in days if told.exact and abs(told.first - nearest.last) <= 1]
    return beside[0] if beside else nearest


def _one_clause(sentence: Sentence, word: int, place: int) -> bool:
    at = sentence.tokens[word].start
    return any(start <= at < end and start <= place < end for start, end in clauses(sentence))


def _days(document: Document, found: Found, words: DayWords, today: date) -> Iterator[_Told]:
    sentence = found.sentence
    folded = [token.folded for token in sentence.tokens]
    first = _after_dateline(document, sentence)
    for named in words.find(folded):
        if named.first < first or _is_bound(sentence, found, named, words):
            continue
        day = _resolve(named, today)
        if day is not None and today - FURTHEST <= day <= today:
            yield _Told(named.first, named.last, day, named.kind in (DayKind.DATE, DayKind.SOLAR))


def _after_dateline(document: Document, sentence: Sentence) -> int:
    """The first word after 'KABUL, 12 May — ': that day is the report's."""
    place = dateline(document) if sentence.part is Part.LEAD else None
    if place is None or not sentence.start <= place[0] < sentence.end:
        return 0
    stop = min((at for mark in "—–-:" if (at := document.full.find(mark, place[1])) > 0), default=0)
    return sum(token.start < stop for token in sentence.tokens)


def _is_bound(sentence: Sentence, found: Found, named: Day, words: DayWords) -> bool:
    """Whether it is the day of saying or publishing, or a limit or a plan ('by Friday', 'next week')."""
    folded = [token.folded for token in sentence.tokens]
    if words.limits(folded, named):
        return True
    telling = [(hit.first, hit.last + 1) for hit in found.of("say")]
    telling += [(n, n + 1) for n, word in enumerate(folded) if word in words.telling]
    return any(
        (0 <= named.first - last <= _SAID_BEFORE and not _parted(sentence, last, named.first))
        or (0 <= first - named.last <= _SAID_AFTER and not _parted(sentence, named.last, first))
        for first, last in telling
    )


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a comma or a stronger mark stands between word `first - 1` and word `last`."""
    text = sentence.text[
        sentence.tokens[first - 1].end - sentence.start : sentence.tokens[last].start - sentence.start
    ]
    return any(mark in text for mark in ",،;؛:—–")


def _resolve(named: Day, today: date) -> date | None:
    if named.kind is DayKind.AGO:
        return today - timedelta(days=named.number)
    if named.kind is DayKind.WEEKDAY:
        return today - timedelta(days=(today.weekday() - named.number) % 7)
    calendar = _solar if named.kind is DayKind.SOLAR else _gregorian
    if named.year is not None:
        return calendar(named.year, named.month, named.number)
    this = today.year - _ERA if named.kind is DayKind.SOLAR else today.year
    days = [calendar(year, named.month, named.number) for year in (this, this - 1)]
    return next((day for day in days if day is not None and day <= today), None)


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _solar(year: int, month: int, day: int) -> date | None:
    """A day of the Solar Hijri calendar; Nowruz falls on 20 March in leap years of ours, else on the 21st."""
    if not (1300 <= year < 1500 and 1 <= day <= 31):
        return None
    first = date(year + _ERA, *_NOWRUZ) - timedelta(days=(year + _ERA) % 4 == 0)
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return first + timedelta(days=before + day - 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
