"""Words of a sentence, folded for the gazetteer, that know how they are joined to the word before."""

from __future__ import annotations

from typing import NamedTuple

from alertbot.gazetteer.fold import fold
from alertbot.signals.text import Document, Sentence

_JOINTS = frozenset((" ", "-", "‑", "‐", "\u00a0", "\u202f", "", "'", "’", "‘", "ʼ", " – ", "–", ". "))


class Word(NamedTuple):
    """One word; `joined`: only a space, hyphen or apostrophe lies between it and the word before."""

    start: int
    end: int
    text: str
    folded: str
    joined: bool
    hyphened: bool


def words_of(document: Document, sentence: Sentence) -> list[Word]:
    """The words of a sentence in order."""
    found: list[Word] = []
    last = sentence.start
    for token in sentence.tokens:
        gap = document.full[last : token.start]
        joined = gap in _JOINTS and not (gap == ". " and (not found or len(found[-1].text) > 2))
        text = token.text
        folded = fold(text[:-2] if text.endswith(("'s", "’s")) else text)
        found.append(
            Word(token.start, token.end, text, folded, joined and bool(found), gap in ("-", "‑", "‐"))
        )
        last = token.end
    return found
