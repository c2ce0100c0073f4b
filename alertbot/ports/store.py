"""The whole store, as a protocol."""

from __future__ import annotations

from typing import Protocol

from alertbot.ports.news import ArticleStore, FeedStore, IncidentEdits, IncidentStore
from alertbot.ports.people import AuditStore, ChatStore, DeliveryStore, LeaseStore
from alertbot.ports.readers import FeedbackStore, MuteStore, SuggestionStore


class Store(Protocol):
    """All of it, as `store.open_store` returns it."""

    @property
    def feeds(self) -> FeedStore:
        """Feeds."""
        ...

    @property
    def articles(self) -> ArticleStore:
        """Articles."""
        ...

    @property
    def incidents(self) -> IncidentStore:
        """Incidents."""
        ...

    @property
    def incident_edits(self) -> IncidentEdits:
        """Incidents changed by hand."""
        ...

    @property
    def chats(self) -> ChatStore:
        """Chats and watches."""
        ...

    @property
    def deliveries(self) -> DeliveryStore:
        """The outbox."""
        ...

    @property
    def leases(self) -> LeaseStore:
        """Leases."""
        ...

    @property
    def audit(self) -> AuditStore:
        """The audit trail."""
        ...

    @property
    def feedback(self) -> FeedbackStore:
        """What readers say of alerts."""
        ...

    @property
    def mutes(self) -> MuteStore:
        """What chats do not want to hear of."""
        ...

    @property
    def suggestions(self) -> SuggestionStore:
        """Sources that readers want read."""
        ...

    async def close(self) -> None:
        """Release every connection."""
        ...
