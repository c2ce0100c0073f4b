"""The seams of the house: what the pipeline and the bot need of the world, as protocols.

Every call of a method below is one database transaction or one network call, never both. Fakes for
tests and the fault harness implement these.
"""

from alertbot.ports.keeping import RetentionStore, SendTimes, SendTimesStore
from alertbot.ports.news import ArticleStore, FeedStore, Filing, IncidentEdits, IncidentStore, WeakArticle
from alertbot.ports.operators import AccessStore, Broadcast, CautionStore, NoticeStore
from alertbot.ports.people import (
    AuditEvent,
    AuditStore,
    ChatStore,
    DeliveryRecord,
    DeliveryStore,
    DigestStore,
    LeaseStore,
    Period,
    Told,
)
from alertbot.ports.places import Gazetteer, GazetteerPlace
from alertbot.ports.readers import FeedbackStore, MuteStore, SuggestionStore
from alertbot.ports.store import Store
from alertbot.ports.troubles import FirstReadingStore, TroubleStore
from alertbot.ports.waking import Wake, WakeStore
from alertbot.ports.world import Embedder, Fetched, Fetcher, Meter, Painter, Sandbox, Unmetered

__all__ = [
    "AccessStore",
    "ArticleStore",
    "AuditEvent",
    "AuditStore",
    "Broadcast",
    "CautionStore",
    "ChatStore",
    "DeliveryRecord",
    "DeliveryStore",
    "DigestStore",
    "Embedder",
    "FeedStore",
    "FeedbackStore",
    "Fetched",
    "Fetcher",
    "Filing",
    "FirstReadingStore",
    "Gazetteer",
    "GazetteerPlace",
    "IncidentEdits",
    "IncidentStore",
    "LeaseStore",
    "Meter",
    "MuteStore",
    "NoticeStore",
    "Painter",
    "Period",
    "RetentionStore",
    "Sandbox",
    "SendTimes",
    "SendTimesStore",
    "Store",
    "SuggestionStore",
    "Told",
    "TroubleStore",
    "Unmetered",
    "Wake",
    "WakeStore",
    "WeakArticle",
]
