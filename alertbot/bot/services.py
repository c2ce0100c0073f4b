"""What the conversation needs of the house, handed over by the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from alertbot.bot.countries import CountryFinder
from alertbot.bot.pace import HeavyPace, Pace
from alertbot.model import AccessMode, Category, Chat, Incident
from alertbot.pipeline.probe import Probe
from alertbot.pipeline.trial import Trial
from alertbot.ports import Gazetteer, Painter, Store
from alertbot.texts import Texts


@dataclass(frozen=True, slots=True)
class Services:
    """Plain values and functions; no settings."""

    store: Store
    texts: Callable[[str], Texts]
    """Language code to its texts."""
    write_incident: Callable[[Incident, Chat], str]
    """An incident as Telegram HTML in the chat's language."""
    countries: CountryFinder
    """Finds the countries named in a message."""
    clock: Callable[[], datetime]
    gazetteer: Gazetteer
    """Finds the places of watches."""
    kind_of: Callable[[str], Category | None]
    """The kind of harm that a word, phrase or beginning ('deport*') stands for in any of our languages."""
    probe: Probe
    """Looks at the address of a feed or page."""
    trial: Trial
    """Reads pasted texts and linked pages without storing anything."""
    trials: Pace
    """How often one person may try a text."""
    exporting: HeavyPace
    """How often one person may have a file made."""
    maps: Pace
    """How often the map of one incident is posted in one group."""
    painter: Painter | None
    """Draws maps and charts; None: pictures are not installed."""
    sender: str = "alertbot"
    """As whom CAP messages and feeds go out."""
    operators: tuple[int, ...] = ()
    access: AccessMode = AccessMode.OPEN
