"""Segments: cuts a text into paragraphs, sentences and words, keeping every offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*(?:\n\s*)?")
_FINAL = (".", "!", "?", "؟", "…", "”", "»", '"', ":", "۔")
_WORD = re.compile(
    r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:[.,٫]\d+)?"
    r"|\d+(?:[.,٫٬'’]\d+)*"
    r"|[^\W\d_]+(?:[\u064b-\u0655\u0670\u0640\u0301]+[^\W\d_]*)*"
    r"(?:\u200c[^\W\d_]+)*(?:['’ʼ](?=[^\W\d_])[^\W\d_]+)*['’ʼ]?"
)
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu)['’ʼ]", re.IGNORECASE)
"""French words that lose their vowel before another and are words of their own here."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“«])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Maj|Rev|Hon|Sen|Gov|St|No|vs|approx|est|Jan|Feb|Aug|Sept?|Oct"
    r"|Nov|Dec|a\.m|p\.m|U\.S|U\.N|U\.K|e\.g|i\.e|M|MM|Mme|Me|Mgr|env|hab|art|av|Sr|Sra|Dra?|Gral|Cnel|Tte|Ing|Lic|núm|nro|EE"
    r"|EE\.UU|aprox|pág|tel|Exmo|г|гг|им|ул|д|кв|тыс|тис|млн|млрд|чел|стр|см|р|рр|вул|буд|м|обл|р-н|пгт|смт|км|т|к|н"
    r"|د|م|ص|هـ|أ|Bw|Bi|Bi|Dkt|Mhe|[A-ZА-ЯЁІЇЄ])\.\s*$"
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of `text`, blank space trimmed, none empty.

    An empty line always ends one; a single line break does unless it looks like hard wrapping (the line
    before it is long and does not end like a sentence).
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        line = text[max(start, text.rfind("\n", 0, match.start()) + 1) : match.start()]
        single = match.group().count("\n") == 1
        if (
            single
            and len(line) > 60
            and not line.endswith(_FINAL)
            and text[match.end() : match.end() + 1].islower()
        ):
            continue
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return [trimmed for trimmed in (_trim(text, *span) for span in spans) if trimmed[0] < trimmed[1]]


def sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph; a break after an abbreviation or an initial is undone."""
    spans: list[tuple[int, int]] = []
    position = start
    for piece in _segmented(text, start, end, language):
        stop = position + len(piece)
        if spans and _continues(text, spans[-1], position):
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((position, stop))
        position = stop
    if position < end:
        spans.append((position, end))
    pieces = (piece for span in spans for piece in _cut(text, *span))
    return [trimmed for trimmed in (_trim(text, *piece) for piece in pieces) if trimmed[0] < trimmed[1]]


LONGEST_SENTENCE = 1_500
"""Characters; longer ones are cut between words, so that no text makes reading slow."""
_LONGEST_PARAGRAPH = 10_000
"""Characters; the segmenter's time grows with the square of a paragraph of quotation marks."""


def _segmented(text: str, start: int, end: int, language: str) -> Iterator[str]:
    for first, last in _cut(text, start, end, _LONGEST_PARAGRAPH):
        yield from sentencex.segment(language, text[first:last])


def _cut(text: str, start: int, end: int, longest: int = LONGEST_SENTENCE) -> Iterator[tuple[int, int]]:
    while end - start > longest:
        stop = text.rfind(" ", start + 1, start + longest)
        stop = stop if stop > start else start + longest
        yield start, stop
        start = stop
    yield start, end


def words(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """Spans of words and numbers in `text[start:end]`.

    Hyphens part words; apostrophes do not, except French elisions (`l'`) and the English `'s`.
    """
    matches = _WORD.finditer(text, start, end)
    if not any(sign in text[start:end] for sign in _APOSTROPHES):
        return [match.span() for match in matches]
    return [span for match in matches for span in _parts(match, language)]


_APOSTROPHES = "'’ʼ"


def _parts(match: re.Match[str], language: str) -> Iterator[tuple[int, int]]:
    first, last, word = match.start(), match.end(), match.group()
    if language == "fr":
        while elided := ELISION.match(word):
            yield first, first + elided.end()
            first, word = first + elided.end(), word[elided.end() :]
    if word[-1:] in "'’ʼ":
        last, word = last - 1, word[:-1]
    if language == "en" and word[-2:].lower() in ("'s", "’s") and len(word) > 2:
        last -= 2
    if first < last:
        yield first, last


def _continues(text: str, before: tuple[int, int], position: int) -> bool:
    tail = text[max(before[0], before[1] - 12) : before[1]].rstrip()
    if not tail.endswith("."):
        return text[position : position + 1].islower() and not text[before[0] : before[1]].rstrip().endswith(
            ("!", "?")
        )
    return bool(_ABBREVIATION.search(tail)) or text[position : position + 1].islower()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
