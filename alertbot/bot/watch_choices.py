"""The conditions of a watch that are chosen from a short list, by the letter that their buttons carry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from alertbot.bot.watch_words import CERTAINTIES, FLAGS, KEYWORD_ARTICLES, OPT_INS, SEVERITIES, SOURCES, WAYS
from alertbot.model import Watch

WAY = "h"
"""The letter of how what matches comes."""
LEAST = (10, 50, 100, 500, 1000, 5000)
"""Figures offered as a minimum."""


class Extra(StrEnum):
    """Stands for `Watch.keyword_articles` among the opt-ins."""

    KEYWORD_ARTICLES = "keyword_articles"


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of a watch, and the values it may take (texts are message ids)."""

    field: str
    title: str
    none: str
    options: tuple[tuple[StrEnum, str], ...]
    several: bool

    def chosen(self, watch: Watch) -> Collection[StrEnum]:
        """The values the watch has now."""
        value = getattr(watch, self.field)
        if self.several:
            extra = (Extra.KEYWORD_ARTICLES,) if self._offers_extra() and watch.keyword_articles else ()
            return (*value, *extra)
        return () if value is None else (value,)

    def pick(self, watch: Watch, picked: str) -> Watch:
        """The watch with a value switched on or off, or 'none' of them.

        Raises ValueError or IndexError for what is not offered.
        """
        if picked == "none":
            return self._with(watch, ())
        value = self.options[range(len(self.options))[int(picked)]][0]
        before = self.chosen(watch)
        if not self.several:
            return self._with(watch, () if value in before else (value,))
        after = set(before) ^ {value}
        return self._with(watch, [option for option, _ in self.options if option in after])

    def _with(self, watch: Watch, values: Collection[StrEnum]) -> Watch:
        own: list[Any] = [value for value in values if not isinstance(value, Extra)]
        changes: dict[str, Any] = {self.field: tuple(own) if self.several else next(iter(own), None)}
        if self._offers_extra():
            changes["keyword_articles"] = Extra.KEYWORD_ARTICLES in values
        return replace(watch, **changes)

    def _offers_extra(self) -> bool:
        return self.field == "opt_ins"


CHOICES = {
    "s": Choice("minimum_severity", "Severity", "Any severity", tuple(SEVERITIES.items()), several=False),
    "t": Choice("minimum_certainty", "Certainty", "Any certainty", tuple(CERTAINTIES.items()), several=False),
    "o": Choice("source_kinds", "Sources", "Any source", tuple(SOURCES.items()), several=True),
    "g": Choice("flags", "Who or where", "Anybody, anywhere", tuple(FLAGS.items()), several=True),
    WAY: Choice("way", "How it comes", "As this chat has it", tuple(WAYS.items()), several=False),
    "i": Choice(
        "opt_ins",
        "Also tell me of",
        "Nothing else",
        (*OPT_INS.items(), (Extra.KEYWORD_ARTICLES, KEYWORD_ARTICLES)),
        several=True,
    ),
}
"""By the letter in callback data 'w:<watch>:<letter>:<number of the option>'."""
