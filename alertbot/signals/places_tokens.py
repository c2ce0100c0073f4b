"""Words of a sentence, folded for the gazetteer, and runs of them that may be one name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from alertbot.gazetteer.fold import fold
from alertbot.signals.text import Document, Sentence

_HYPHENS = ("-", "‑", "‐")
_POSSESSIVES = ("'s ", "’s ")
"""English: 'Cox's Bazar'."""
_JOINTS = frozenset(
    (" ", *_HYPHENS, *_POSSESSIVES, "\u00a0", "\u202f", "", "'", "’", "‘", "ʼ", " – ", "–", ". ")
)
_LONGEST_ABBREVIATION = 2
_OPENERS = '"“«:.?!•–—'


class Word(NamedTuple):
    """One word; `joined`: only a space, hyphen, apostrophe or "'s" lies between it and the word before."""

    start: int
    end: int
    text: str
    folded: str
    joined: bool
    hyphened: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def plain(self) -> str:
        """Lower case with its accents, the apostrophe of an elision dropped: 'à' is not 'a'."""
        return self.text.casefold().rstrip("'’ʼ")


def words_of(document: Document, sentence: Sentence) -> list[Word]:
    """The words of a sentence in order."""
    found: list[Word] = []
    last = sentence.start
    for token in sentence.tokens:
        gap = document.full[last : token.start]
        joined = bool(found) and gap in _JOINTS
        if gap == ". " and found and len(found[-1].text) > _LONGEST_ABBREVIATION:
            joined = False
        found.append(Word(token.start, token.end, token.text, _folded(token.text), joined, gap in _HYPHENS))
        last = token.end
    return found


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    """A word without its English 's, folded, remembered: words repeat."""
    return fold(word[:-2] if word.endswith(("'s", "’s")) else word)


@dataclass(frozen=True, slots=True)
class Span:
    """`words[start : start + length]` of a sentence."""

    words: list[Word]
    start: int
    length: int
    sentence: Sentence
    language: str

    def at(self, length: int) -> Span:
        """The span of that many words from the same first word on."""
        return Span(self.words, self.start, length, self.sentence, self.language)

    @property
    def part(self) -> list[Word]:
        """Its words."""
        return self.words[self.start : self.start + self.length]

    @property
    def written(self) -> str:
        """Its words as the text has them, with single spaces."""
        if self.length == 1:
            return self.words[self.start].text
        return " ".join([word.text for word in self.words[self.start : self.start + self.length]])

    @property
    def first(self) -> Word:
        """Its first word."""
        return self.words[self.start]

    @property
    def last(self) -> Word:
        """Its last word."""
        return self.words[self.start + self.length - 1]

    @property
    def folded(self) -> str:
        """Its words folded, with single spaces."""
        return " ".join(word.folded for word in self.part)

    def after(self, steps: int = 0) -> Word | None:
        """The word that many steps behind the one that follows, None beyond the sentence."""
        place = self.start + self.length + steps
        return self.words[place] if place < len(self.words) else None

    def before(self, steps: int = 0) -> Word | None:
        """The word that many steps ahead of the one before, None beyond the sentence."""
        place = self.start - 1 - steps
        return self.words[place] if place >= 0 else None

    def opens(self) -> bool:
        """Whether a capital means nothing here: first of the sentence, a quotation, after a colon."""
        if self.start == 0:
            return True
        offset = self.first.start - self.sentence.start
        return any(mark in self.sentence.text[max(0, offset - 2) : offset] for mark in _OPENERS)


def is_upper(sentence: Sentence) -> bool:
    """Whether the sentence is written in capitals throughout."""
    letters = [token.text for token in sentence.tokens if token.text[0].isalpha()]
    return len(letters) > 2 and sum(text.isupper() for text in letters) > 0.8 * len(letters)


def is_headline(sentence: Sentence) -> bool:
    """Whether the sentence is written In Title Case, where a capital tells nothing."""
    long = [token.text for token in sentence.tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(long) > 2 and sum(text[0].isupper() for text in long) > 0.7 * len(long)


def lower_words(document: Document) -> frozenset[str]:
    """Words that the document also writes in lower case: they are no names at the start of a sentence."""
    tokens = (token.text for sentence in document.sentences for token in sentence.tokens)
    return frozenset(text for text in tokens if text.islower())
