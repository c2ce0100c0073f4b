"""ALERT: who is told what, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alertbot.model.ids import AlertId, ChatKey, WatchId
from alertbot.model.incidents import Change, Incident
from alertbot.model.signals import Severity
from alertbot.model.watches import Way


class ChatKind(StrEnum):
    """Telegram's kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Chat:
    """A destination: a chat or one topic of a group, with its settings. No names are kept."""

    key: ChatKey
    telegram_id: int
    thread_id: int
    """0: the chat itself, no topic."""
    kind: ChatKind
    language: str = "en"
    timezone: str = "UTC"
    quiet: str = ""
    """Hours in which nothing but what is extreme is sent, '22:00-06:30' in `timezone`; '': none."""
    paused: bool = False
    paused_until: datetime | None = None
    """When a pause ends by itself; None: at /resume."""
    immediate: bool = True
    """False: nothing comes by itself but the digest."""
    digest: str = ""
    """When digests come, 'daily 07:30' or 'weekly mon 07:30' in `timezone`; '': none."""
    digest_empty: bool = True
    """A digest with nothing to report is one line; False: it is left out."""
    digest_picture: bool = True
    """A digest comes with its chart, a weekly one with a map too."""
    alert_map: bool = False
    """The first alert of an incident comes with its map."""
    hourly: int = 0
    """Alerts an hour at most, the rest in one message; 0: no limit."""
    silent_below: Severity | None = None
    """What is less severe comes without a sound; None: everything rings."""
    source_notices: bool = True
    """Whether it is told when sources about its countries fall silent."""
    suspended: str | None = None
    """Why Telegram refuses us there ('blocked', 'kicked' ...); None while it works."""
    digest_at: datetime | None = None
    """When the next digest is due; None: not worked out since a setting changed."""
    digest_since: datetime | None = None
    """Until when the last digest told."""
    not_before: datetime | None = None
    """Telegram asked us to wait until then."""
    countries: tuple[str, ...] = ()
    """ISO3; empty: everywhere. What a new chat picks first; see Watch for finer conditions."""


@dataclass(frozen=True, slots=True)
class History:
    """How an incident stands beside earlier ones in its province, as far as we have data."""

    place: str
    """The province."""
    since: datetime
    """From when on we have data."""
    number: int
    """Which incident of this kind there within 30 days it is, from 1."""
    highest: bool
    """Its displacement figure is the highest there within 12 months, of several."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One revision of an incident worth telling."""

    id: AlertId | None
    incident: Incident
    """As it stood at this revision."""
    change: Change
    created_at: datetime
    history: History | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An alert goes to a chat, and why."""

    chat: ChatKey
    watch: WatchId
    reason: str
    hold: bool = False
    """An operator decides before it goes out."""
    way: Way | None = None
    """How it comes; None: as the chat has it."""
