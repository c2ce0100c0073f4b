"""First look: whether a text holds any words that could tell of harm, in one pass and before it is cut up."""

from __future__ import annotations

import re
from collections.abc import Iterable

import ahocorasick

from alertbot.signals.figures_lexicon import FigureWords
from alertbot.signals.folding import fold
from alertbot.signals.lexicon import Lexicon, Pattern, Word
from alertbot.signals.match import pieces_of
from alertbot.signals.taxonomy import Taxonomy
from alertbot.signals.text import LONGEST

_PARTING = re.compile("[\u00ad\u200b\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff]")
"""Invisible signs that part words where a text is cut, and that folding would drop."""
_BETWEEN = re.compile(r"(?:'s(?![^\W\d_]))?[\W\d_]+")
"""What stands between words; an English 's belongs to no word."""
_ATTACHING = frozenset({"ar"})
"""Languages that write particles onto the next word: there a word may begin anywhere."""


class FirstLook:
    """The words of one language without which no harm is told and no figure given.

    It errs to one side only: where it finds nothing, the text holds no trigger of the taxonomy and nothing
    that a figure could rest on.
    """

    def __init__(self, language: str, patterns: Iterable[Pattern]) -> None:
        self._language = language
        self._together: dict[str, set[frozenset[str]]] = {}
        """Keys of patterns with gaps, all of which must stand in the text, by one of them."""
        self._automaton = ahocorasick.Automaton()
        keys: dict[str, bool] = {}
        for pattern in patterns:
            own = frozenset(_key(piece, language) for piece in pieces_of(pattern)[0])
            for key in own:
                keys[key] = keys.get(key, False) or len(own) == 1
            if len(own) > 1:
                self._together.setdefault(max(own, key=len), set()).add(own)
        for key, enough in keys.items():
            self._automaton.add_word(key, (key, enough))
        self._automaton.make_automaton()

    def finds(self, text: str) -> bool:
        """Whether anything in the text calls for reading it; only its first `LONGEST` characters count."""
        folded = fold(_PARTING.sub(" ", text[:LONGEST]), self._language)
        seen: set[str] = set()
        for _, (key, enough) in self._automaton.iter(f" {_BETWEEN.sub(' ', folded)} "):
            if enough:
                return True
            seen.add(key)
        return any(needs <= seen for key in seen for needs in self._together.get(key, ()))


def first_look(lexicon: Lexicon, taxonomy: Taxonomy, figures: FigureWords | None) -> FirstLook:
    """What to look for in a language: triggers of the taxonomy's rules and what figures rest on."""
    triggers = frozenset().union(*(rule.needs[0] for rule in taxonomy.rules))
    patterns = [pattern for pattern in lexicon.patterns if pattern.concept in triggers]
    patterns += [_phrase(text) for text in figures.telling] if figures else []
    return FirstLook(lexicon.language, patterns)


def _phrase(text: str) -> Pattern:
    words = tuple(Word(part.strip("*"), part.startswith("*"), part.endswith("*")) for part in text.split())
    return Pattern("figure", words, (0,) * (len(words) - 1))


def _key(piece: list[Word], language: str) -> str:
    """The words of a piece as `finds` writes a text, with a space where a word must begin or end."""
    words = _BETWEEN.sub(" ", " ".join(word.text for word in piece)).strip()
    open_start = piece[0].open_start or language in _ATTACHING
    return f"{'' if open_start else ' '}{words}{'' if piece[-1].open_end else ' '}"
