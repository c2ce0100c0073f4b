"""Incidents that stand: worth an alert and not withdrawn, as a chat may be shown or counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alertbot.alerts.route import match
from alertbot.bot.talk import Talk
from alertbot.model import Incident, Watch

MOST_INCIDENTS = 300
"""Incidents looked at, the latest."""


async def recent(talk: Talk, watch: Watch | None, since: datetime | None = None) -> list[Incident]:
    """Standing incidents of the watch's countries and kinds of harm, latest first; of all without a watch."""
    countries, categories = (watch.countries, watch.categories) if watch else ((), ())
    store = talk.services.store.incidents
    found = await store.latest(countries, categories, MOST_INCIDENTS, since)
    return [incident for incident in found if incident.revision > 0 and not incident.retracted]


async def reaching(talk: Talk, watch: Watch, since: datetime | None = None) -> list[Incident]:
    """Those of which the watch would have the chat told, latest first."""
    found = await recent(talk, watch, since)
    return [incident for incident in found if match(incident, talk.chat, watch)]


async def reaching_any(talk: Talk, watches: Sequence[Watch], since: datetime | None = None) -> list[Incident]:
    """Incidents of which any of the watches would have the chat told, latest first."""
    found = {incident.code: incident for watch in watches for incident in await reaching(talk, watch, since)}
    return sorted(found.values(), key=lambda incident: incident.last_at, reverse=True)
