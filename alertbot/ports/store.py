"""The whole store, as a protocol."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from alertbot.ports.exports import ExportStore
from alertbot.ports.keeping import RetentionStore, SendTimesStore
from alertbot.ports.news import ArticleStore, FeedStore, IncidentEdits, IncidentStore
from alertbot.ports.operators import AccessStore, CautionStore, NoticeStore
from alertbot.ports.people import (
    AuditStore,
    ChatStore,
    DeliveryStore,
    DigestStore,
    LeaseStore,
)
from alertbot.ports.readers import FeedbackStore, MuteStore, SuggestionStore
from alertbot.ports.troubles import FirstReadingStore, TroubleStore
from alertbot.ports.waking import WakeStore


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
    def send_times(self) -> SendTimesStore:
        """The sending limits' memory."""
        ...

    @property
    def digests(self) -> DigestStore:
        """Digests."""
        ...

    @property
    def retention(self) -> RetentionStore:
        """What is forgotten after its time."""
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

    @property
    def access(self) -> AccessStore:
        """Who may use the bot."""
        ...

    @property
    def cautions(self) -> CautionStore:
        """The do-no-harm switches."""
        ...

    @property
    def notices(self) -> NoticeStore:
        """The outbox of what is no alert."""
        ...

    @property
    def exports(self) -> ExportStore:
        """What leaves the house as data."""
        ...

    @property
    def wakes(self) -> WakeStore:
        """Wake-ups between processes."""
        ...

    @property
    def first_readings(self) -> FirstReadingStore:
        """First polls of added feeds."""
        ...

    @property
    def troubles(self) -> TroubleStore:
        """Feeds in trouble."""
        ...

    def acting(self, actor: int | None, now: datetime) -> Store:
        """The store on behalf of a person: changes are noted, incidents shown as the switches allow."""
        ...

    async def close(self) -> None:
        """Release every connection."""
        ...
