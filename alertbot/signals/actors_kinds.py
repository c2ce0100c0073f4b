"""What an actor can be, what it can do and how much its word weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


RAIDERS = frozenset(
    {
        ActorType.ARMED_GROUP,
        ActorType.MILITIA,
        ActorType.GANG,
        ActorType.SETTLERS,
        ActorType.MOB,
        ActorType.UNIDENTIFIED,
    }
)
"""Who, named beside a harm, nearly always did it."""

STATE = frozenset({ActorType.FORCES, ActorType.AUTHORITIES, ActorType.OFFICIAL, ActorType.COUNTRY})
"""Who acts or answers for a state."""

HARMFUL = RAIDERS | {ActorType.FORCES, ActorType.AUTHORITIES, ActorType.COUNTRY, ActorType.COMPANY}

AUTHORITY = {
    **dict.fromkeys(RAIDERS, Authority.ARMED),
    **dict.fromkeys(STATE, Authority.OFFICIAL),
    ActorType.UNIDENTIFIED: Authority.UNNAMED,
    ActorType.COMPANY: Authority.LOCAL,
    ActorType.SPOKESPERSON: Authority.UNNAMED,
    ActorType.UN: Authority.UN,
    ActorType.RED_CROSS: Authority.OFFICIAL,
    ActorType.NGO: Authority.NGO,
    ActorType.MONITOR: Authority.MONITOR,
    ActorType.MEDIA: Authority.MEDIA,
    ActorType.CHURCH: Authority.NGO,
    ActorType.LOCAL: Authority.LOCAL,
    ActorType.WITNESS: Authority.WITNESS,
    ActorType.UNNAMED: Authority.UNNAMED,
}


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One naming of an actor; `full[start:end] == name` unless the text only implies a country."""

    start: int
    end: int
    name: str
    """As the text names it; for an adjective ('Russian drones') the country's name in that language."""
    canonical: str
    """The English name of the lexicon; the words of the text for generic actors."""
    type: ActorType
    country: str | None
    """ISO3 of the state a force, office or group belongs to, where that is known."""
    can_harm: bool
    can_speak: bool
    authority: Authority
    implied: bool = False
    """A state named only through its weapons: 'Russian glide bombs'."""
    common: bool = False
    """A common noun that names nobody and no state's body: 'residents', 'the organisation'."""
