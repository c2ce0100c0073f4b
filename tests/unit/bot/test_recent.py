"""What a chat may be shown of the past: incidents worth an alert and not withdrawn, that match its watch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from alertbot.bot.recent import reaching, recent
from alertbot.model import (
    Category,
    Certainty,
    Chat,
    ChatKey,
    ChatKind,
    Incident,
    Severity,
    Status,
    Watch,
)

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CHAT = Chat(ChatKey(1), 1, 0, ChatKind.PRIVATE)
INCIDENT = Incident(
    id=None,
    code="GOOD",
    revision=1,
    reports=(),
    categories=(Category.FORCED_EVICTION,),
    country="SDN",
    places=(),
    figures=(),
    perpetrators=("Army",),
    sources=(),
    denied_by=(),
    status=Status.ALLEGED,
    severity=Severity.MODERATE,
    certainty=Certainty.POSSIBLE,
    first_at=NOW,
    last_at=NOW,
)
STORED = [
    INCIDENT,
    replace(INCIDENT, code="WITHDRAWN", retracted=True),
    replace(INCIDENT, code="UNWORTHY", revision=0),
    replace(INCIDENT, code="RISK", categories=(Category.DISPLACEMENT_RISK,)),
    replace(INCIDENT, code="OTHERS", perpetrators=("Militia",)),
]


class StoredIncidents:
    async def latest(self, *_: object) -> list[Incident]:
        return STORED


def a_talk() -> Any:
    store = SimpleNamespace(incidents=StoredIncidents())
    return SimpleNamespace(services=SimpleNamespace(store=store), chat=CHAT)


async def test_what_was_withdrawn_or_never_worth_an_alert_is_not_shown() -> None:
    assert [incident.code for incident in await recent(a_talk(), None)] == ["GOOD", "RISK", "OTHERS"]


async def test_what_the_watch_would_not_tell_is_not_counted() -> None:
    watch = Watch(None, CHAT.key, countries=("SDN",), keywords=("actor:army",))
    assert [incident.code for incident in await reaching(a_talk(), watch)] == ["GOOD"]
