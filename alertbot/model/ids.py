"""The ids and languages that every noun shares."""

from typing import NewType

FeedId = NewType("FeedId", int)
EntryId = NewType("EntryId", int)
ArticleId = NewType("ArticleId", int)
IncidentId = NewType("IncidentId", int)
AlertId = NewType("AlertId", int)
DeliveryId = NewType("DeliveryId", int)
ChatKey = NewType("ChatKey", int)
"""Our own number of a destination: a chat, or one topic of a group. Survives a Telegram id change."""
WatchId = NewType("WatchId", int)

LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru", "uk", "fa", "sw")
"""ISO 639-1 codes alertbot reads and, in time, writes."""
