"""Finds who acts and who speaks in a text: armed groups, forces, offices, organisations, residents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alertbot.signals.text import Document

__all__ = ["ActorLexicon", "ActorMention", "ActorType", "Authority", "find_actors", "load_actors"]


class Authority(StrEnum):
    """How much a statement by somebody weighs: UN and OFFICIAL confirm, the others claim."""

    UN = "un"
    OFFICIAL = "official"
    NGO = "ngo"
    MONITOR = "monitor"
    MEDIA = "media"
    LOCAL = "local"
    WITNESS = "witness"
    UNNAMED = "unnamed"
    ARMED = "armed"


class ActorType(StrEnum):
    """What an actor is; follows ACLED's actor types, widened by who speaks in the news."""

    ARMED_GROUP = "armed_group"
    MILITIA = "militia"
    GANG = "gang"
    SETTLERS = "settlers"
    MOB = "mob"
    UNIDENTIFIED = "unidentified"
    FORCES = "forces"
    AUTHORITIES = "authorities"
    OFFICIAL = "official"
    COUNTRY = "country"
    COMPANY = "company"
    SPOKESPERSON = "spokesperson"
    UN = "un"
    RED_CROSS = "red_cross"
    NGO = "ngo"
    MONITOR = "monitor"
    MEDIA = "media"
    CHURCH = "church"
    LOCAL = "local"
    WITNESS = "witness"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One naming of an actor; `full[start:end] == name`."""

    start: int
    end: int
    name: str
    canonical: str
    """The English name of the lexicon; the folded words of the text for generic actors."""
    type: ActorType
    country: str | None
    """ISO3 of the state a force, office or group belongs to, where that is known."""
    can_harm: bool
    can_speak: bool
    authority: Authority


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """Names of actors in nine languages, as `find_actors` needs them."""


def load_actors(config_dir: Path) -> ActorLexicon:
    """Read `config_dir/actors/`. Raises ConfigurationError naming the file and the entry that is wrong."""
    return ActorLexicon()


def find_actors(document: Document, lexicon: ActorLexicon) -> tuple[ActorMention, ...]:
    """Every actor named in the sentences of `document`, in order, none overlapping."""
    return ()
