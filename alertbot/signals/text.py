"""Text: an article as sentences, clauses, quotations and words, every offset into one string."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from alertbot.signals import boilerplate, segments
from alertbot.signals.folding import fold, fold_word

__all__ = ["Document", "Part", "Sentence", "Token", "build_document", "clauses", "dateline", "fold", "quotes"]

LONGEST = 100_000
"""Characters of an article that are read; no news item is longer, hostile ones are."""


class Part(StrEnum):
    """Where in the article a sentence stands."""

    TITLE = "title"
    LEAD = "lead"
    """The first paragraph of the story."""
    BODY = "body"
    BOILERPLATE = "boilerplate"
    """Read-also lines, captions, newsletter lines, tags, bylines: never evidence."""


class Token(NamedTuple):
    """One word or number; `full[start:end] == text`."""

    start: int
    end: int
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `full[start:end] == text`."""

    index: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    part: Part
    paragraph: int
    """0 is the title."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article cut into sentences; all offsets count characters of `full`."""

    title: str
    body: str
    full: str
    language: str
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset`, None between sentences."""
        place = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        if place < 0 or self.sentences[place].end <= offset:
            return None
        return self.sentences[place]


def build_document(title: str, body: str, language: str) -> Document:
    """Cut an article into sentences and words.

    `full` is `title + "\\n\\n" + body`; beyond `LONGEST` characters nothing is cut into sentences.
    """
    full = f"{title}\n\n{body}"
    readable = full[:LONGEST]
    sentences: list[Sentence] = []
    for number, part, (start, end) in _parts(readable, len(title)):
        for first, last in segments.sentences(readable, start, end, language):
            tokens = _tokens(readable, first, last, language)
            sentences.append(
                Sentence(len(sentences), first, last, readable[first:last], tokens, part, number)
            )
    return Document(title, body, full, language, tuple(sentences))


def _tokens(text: str, start: int, end: int, language: str) -> tuple[Token, ...]:
    spans = segments.words(text, start, end, language)
    return tuple([Token(*span, word := text[slice(*span)], fold_word(word, language)) for span in spans])


def _parts(text: str, title_length: int) -> Iterator[tuple[int, Part, tuple[int, int]]]:
    if text[:title_length].strip():
        yield 0, Part.TITLE, (0, title_length)
    led = in_list = False
    for number, (start, end) in enumerate(segments.paragraphs(text[title_length:]), 1):
        span = (start + title_length, end + title_length)
        paragraph = text[span[0] : span[1]]
        in_list = boilerplate.opens_list(paragraph) or (in_list and boilerplate.is_list_item(paragraph))
        if in_list or boilerplate.is_boilerplate(paragraph):
            yield number, Part.BOILERPLATE, span
            continue
        lead = not led and (len(paragraph.split()) >= 6 or paragraph.endswith((".", "؟", "۔")))
        led = led or lead
        yield number, Part.LEAD if lead else Part.BODY, span


_CLAUSE_WORDS = (
    "but|while|whereas|although|though|after|before|because|when|which|who|where|unless|if"
    "|mais|tandis|alors|bien que|après|avant|parce|quand|lorsque|qui|dont|où|si"
    "|pero|mientras|aunque|después|antes|porque|cuando|que|quien|quienes|donde|sino|si"
    "|mas|enquanto|embora|depois|quando|onde|senão|se"
    "|لكن|ولكن|بينما|فيما|بعد|قبل|حين|عندما|إذ|التي|الذي|الذين"
    "|но|а|однако|хотя|после|когда|который|которая|которые|которых|где|если|пока"
    "|але|проте|хоча|після|коли|який|яка|які|яких|де|якщо|поки"
    "|اما|ولی|در حالی|پس از|وقتی|اگر|زیرا"
    "|lakini|wakati|ingawa|baada|kabla|kwa sababu|ambao|ambapo|iwapo"
)
_CLAUSE_END = re.compile(rf"[;؛:]\s|\s[—–-]\s|[,،]\s+(?=(?:{_CLAUSE_WORDS})\b)|[,،]\s+", re.IGNORECASE)
_JOINING = re.compile(rf"[,،]\s+$|[,،]\s+(?={_CLAUSE_WORDS})")
_SHORTEST_CLAUSE = 4


def clauses(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Spans of the clauses of a sentence, in order, without gaps: the scope of a negation or a denial.

    Cut at semicolons, colons, dashes, and commas; a piece of fewer than four words stays with the one before.
    """
    cuts = [sentence.start]
    for match in _CLAUSE_END.finditer(sentence.text):
        end = sentence.start + match.end()
        if _words_between(sentence, cuts[-1], end) >= _SHORTEST_CLAUSE:
            cuts.append(end)
    if len(cuts) > 1 and _words_between(sentence, cuts[-1], sentence.end) < _SHORTEST_CLAUSE:
        cuts.pop()
    return tuple(zip(cuts, [*cuts[1:], sentence.end], strict=True))


def _words_between(sentence: Sentence, start: int, end: int) -> int:
    return sum(start <= token.start < end for token in sentence.tokens)


_QUOTE = re.compile(r"“[^“”]{2,1500}”|«[^«»]{2,1500}»|„[^„“”]{2,1500}[“”]|\"[^\"\n]{2,1500}\"")


def quotes(document: Document) -> tuple[tuple[int, int], ...]:
    """Spans of quotations, quote marks included; an unclosed quote is none."""
    return tuple(match.span() for match in _QUOTE.finditer(document.full))


_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_][^\n.!?—–:;\"“«()]{1,40}?)"
    r"(?:\s*,\s*[^\n—–:]{1,40}?|\s*\([^)\n]{1,40}\)|\.\s*\d{1,2}\s+\w+\.?)*\s*(?:[—–]|-{1,2}|:(?=\s))\s"
)


def dateline(document: Document) -> tuple[int, int] | None:
    """Span of the place in a dateline ('NAIROBI — ', 'بورتسودان (وكالة) - '), None if there is none."""
    start = len(document.title) + 2
    match = _DATELINE.match(document.full, start, start + 120)
    if match is None or len(match["place"].split()) > 5:
        return None
    return match.span("place")
