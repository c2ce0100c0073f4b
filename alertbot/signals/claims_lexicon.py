"""Loads the words of saying, blaming and denying from `config/claims/` into one trie per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alertbot.errors import ConfigurationError
from alertbot.model import LANGUAGES
from alertbot.signals.actors_lexicon import read_mapping, read_phrases
from alertbot.signals.actors_trie import PhraseTrie, pattern


class Cue(StrEnum):
    """What a word or phrase of a claim does."""

    SAY = "say"
    ACCORDING = "according"
    CONFIRM = "confirm"
    OWN = "own"
    """The perpetrator owns the act: 'claimed responsibility'."""
    NOCLAIM = "noclaim"
    """Nobody is named: 'no group has claimed'."""
    ACCUSE = "accuse"
    BLAMED = "blamed"
    """A perpetrator follows: 'attributed to', 'at the hands of'."""
    BY = "by"
    ATTACK = "attack"
    """A noun of harm: 'raid', 'expulsion'."""
    HARM = "harm"
    """A verb of harm."""
    DENY = "deny"
    RELABEL = "relabel"
    """Denies when the accused says it: 'voluntary', 'clean-up', 'visits to relatives'."""
    NODENY = "nodeny"
    """Looks like a denial and is none: 'declined to comment', 'denied access'."""
    OFFTOPIC = "offtopic"
    """What a denial about something else is about: prices, corruption."""
    UNVERIFIED = "unverified"
    ANONYMOUS = "anonymous"
    AND = "and"
    NEGATION = "negation"
    BEFORE = "before"
    """Prepositions: who follows one is no subject."""
    PASSIVE = "passive"
    PRONOUN = "pronoun"
    SELF = "self"
    """The teller is the doer: 'a annoncé avoir expulsé'."""
    FLATLY = "flatly"
    """Denies whoever says it; `deny` also holds verbs that refuse bills, deals and appeals."""
    THAT = "that"
    TELL = "tell"
    """Whom one speaks to follows: 'told this newspaper'."""
    RESCUE = "rescue"
    """Who frees, saves or treats people harms nobody."""
    NOREPLY = "noreply"
    """Who was asked and said nothing; never a denial."""
    PAST = "past"
    """Tells of an earlier year: no answer to this claim."""
    WHEN = "when"
    """Opens a clause of its own."""
    AGAINST = "against"
    SIDING = "siding"
    """Whom victims are said to help follows: 'collaborating with', 'loyal to'."""


@dataclass(frozen=True, slots=True)
class ClaimLexicon:
    """Words of saying, blaming and denying in nine languages."""

    tries: Mapping[str, PhraseTrie[Cue]]


def load_claims(config_dir: Path) -> ClaimLexicon:
    """Read `config_dir/claims/<lang>.yaml`. Raises ConfigurationError naming the file and the entry."""
    return ClaimLexicon(
        {language: _load(config_dir / "claims" / f"{language}.yaml", language) for language in LANGUAGES}
    )


def _load(path: Path, language: str) -> PhraseTrie[Cue]:
    trie: PhraseTrie[Cue] = PhraseTrie()
    rows = read_mapping(path)
    missing = [cue.value for cue in Cue if cue.value not in rows]
    if missing:
        raise ConfigurationError(
            f"{path} lacks {', '.join(missing)}; add each, if need be as an empty list []"
        )
    for key, phrases in rows.items():
        if key not in tuple(Cue):
            raise ConfigurationError(f"{path}: '{key}' is no kind of cue; use one of {', '.join(Cue)}")
        for phrase in read_phrases(path, phrases):
            trie.add(pattern(phrase, language), Cue(key))
    return trie
