"""Which kind of harm a word stands for, by the lexicons: 'deport*' is deportation in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from alertbot.model import LANGUAGES, Category
from alertbot.signals.folding import fold
from alertbot.signals.lexicon import Lexicon, Pattern, load_lexicon

KINDS = {
    "uproot": Category.FORCED_DISPLACEMENT,
    "flight": Category.FORCED_DISPLACEMENT,
    "evict": Category.FORCED_EVICTION,
    "deport": Category.DEPORTATION_EXPULSION,
    "loot": Category.LOOTING_EXTORTION,
    "extort": Category.LOOTING_EXTORTION,
    "abduct": Category.ABDUCTION,
    "detain": Category.ARBITRARY_DETENTION,
    "torture": Category.TORTURE,
    "rape": Category.GBV,
    "recruit": Category.FORCED_RECRUITMENT,
    "besiege": Category.ACCESS_DENIAL_SIEGE,
    "block_aid": Category.ACCESS_DENIAL_SIEGE,
    "mine": Category.EXPLOSIVE_ORDNANCE,
    "traffic": Category.TRAFFICKING_FORCED_LABOUR,
    "persecute": Category.PERSECUTION,
    "separate": Category.FAMILY_SEPARATION,
    "marry": Category.FORCED_MARRIAGE,
    "kill": Category.ATTACK_ON_CIVILIANS,
    "bombard": Category.ATTACK_ON_CIVILIANS,
}
"""Concepts of the lexicons that stand for one kind of harm; others ('burn', 'order') need company."""


def kind_words(folder: Path) -> Callable[[str], Category | None]:
    """Return what tells the kind of harm behind a word, a phrase or a beginning ('deport*'), or None.

    The lexicons in `folder` are read when it is first asked.
    """
    return partial(_kind, _Lazily(folder))


class _Lazily:
    """The lexicons of every language, read once."""

    def __init__(self, folder: Path) -> None:
        self.read = lru_cache(maxsize=1)(partial(_read, folder))


def _read(folder: Path) -> tuple[Lexicon, ...]:
    return tuple(load_lexicon(folder / f"{language}.yaml") for language in LANGUAGES)


def _kind(lexicons: _Lazily, typed: str) -> Category | None:
    for lexicon in lexicons.read():
        words, begins = fold(typed.rstrip("*"), lexicon.language).split(), typed.endswith("*")
        for pattern in _of_harm(lexicon):
            if words and _means(pattern, words, begins):
                return KINDS[pattern.concept]
    return None


def _of_harm(lexicon: Lexicon) -> Iterator[Pattern]:
    return (pattern for pattern in lexicon.patterns if pattern.concept in KINDS and not any(pattern.gaps))


def _means(pattern: Pattern, typed: list[str], begins: bool) -> bool:
    if len(pattern.words) != len(typed) or any(word.open_start for word in pattern.words):
        return False
    pairs = list(zip(pattern.words, typed, strict=True))
    whole = all(
        text == word.text or (word.open_end and text.startswith(word.text)) for word, text in pairs[:-1]
    )
    word, text = pairs[-1]
    last = text == word.text or (word.open_end and text.startswith(word.text))
    return whole and (last or (begins and len(typed) == 1 and word.text.startswith(text)))
