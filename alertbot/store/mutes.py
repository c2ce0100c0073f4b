"""What chats do not want to hear of: single incidents, and feeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, select, union, update

from alertbot.model import Alert, ArticleId, ChangeKind, ChatKey, DeliveryState, FeedId, Incident, Mutes
from alertbot.store.codes import id_of_code
from alertbot.store.database import Database, Transaction
from alertbot.store.reader_tables import muted_feeds, muted_incidents
from alertbot.store.tables import alerts, articles, chats, deliveries, entries, feeds, incidents

MUTED = "the chat muted this incident"
"""The outcome of a delivery cancelled for that."""
_STILL_TOLD = frozenset({ChangeKind.CORRECTED, ChangeKind.RETRACTED})


class MuteRows:
    """Implements `ports.MuteStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mute_incident(self, chat: ChatKey, code: str, now: datetime) -> bool:
        """No more updates of it, those waiting are cancelled; False if there is no such incident or chat."""
        async with self._database.write() as transaction:
            here = select(chats.c.id).where(chats.c.id == chat).with_for_update()
            incident = await id_of_code(transaction, code)
            if incident is None or (await transaction.run(here)).first() is None:
                return False
            await _add(transaction, muted_incidents, chat, {"incident_id": incident}, now)
            await _cancel_waiting(transaction, chat, incident, now)
            return True

    async def unmute_incident(self, chat: ChatKey, code: str) -> bool:
        """Updates again; False if it was not muted."""
        async with self._database.write() as transaction:
            incident = await id_of_code(transaction, code)
            gone = delete(muted_incidents).where(
                muted_incidents.c.chat_key == chat, muted_incidents.c.incident_id == incident
            )
            return (await transaction.run(gone)).rowcount > 0

    async def mute_feed(self, chat: ChatKey, feed: FeedId, now: datetime) -> bool:
        """What only muted feeds carry is not sent there; False if there is no such feed or chat."""
        here = select(chats.c.id).where(chats.c.id == chat).with_for_update(read=True, key_share=True)
        known = select(feeds.c.id).where(feeds.c.id == feed).with_for_update(read=True, key_share=True)
        async with self._database.write() as transaction:
            for query in (here, known):
                if (await transaction.run(query)).first() is None:
                    return False
            await _add(transaction, muted_feeds, chat, {"feed_id": feed}, now)
            return True

    async def unmute_feed(self, chat: ChatKey, feed: FeedId) -> bool:
        """It counts again; False if it was not muted."""
        gone = delete(muted_feeds).where(muted_feeds.c.chat_key == chat, muted_feeds.c.feed_id == feed)
        async with self._database.write() as transaction:
            return (await transaction.run(gone)).rowcount > 0

    async def mute_feeds(self, chat: ChatKey, chosen: Sequence[FeedId], now: datetime) -> bool:
        """As `mute_feed` for several; those that are gone are left out, False if all are, or the chat."""
        here = select(chats.c.id).where(chats.c.id == chat).with_for_update(read=True, key_share=True)
        known = select(feeds.c.id).where(feeds.c.id.in_(chosen)).with_for_update(read=True, key_share=True)
        async with self._database.write() as transaction:
            there = (await transaction.run(here)).first() is not None
            found = (await transaction.run(known)).scalars().all() if there else []
            rows = [{"chat_key": chat, "at": now, "feed_id": feed} for feed in found]
            if rows:
                await transaction.run(transaction.insert(muted_feeds).on_conflict_do_nothing(), rows)
            return bool(rows)

    async def unmute_feeds(self, chat: ChatKey, chosen: Sequence[FeedId]) -> None:
        """They count again."""
        gone = delete(muted_feeds).where(muted_feeds.c.chat_key == chat, muted_feeds.c.feed_id.in_(chosen))
        async with self._database.write() as transaction:
            await transaction.run(gone)

    async def of_chat(self, chat: ChatKey) -> Mutes:
        """All that a chat has muted."""
        codes = (
            select(incidents.c.code)
            .join(muted_incidents, muted_incidents.c.incident_id == incidents.c.id)
            .where(muted_incidents.c.chat_key == chat)
            .order_by(muted_incidents.c.at.desc(), incidents.c.code)
        )
        names = (
            select(feeds.c.id, feeds.c.name)
            .join(muted_feeds, muted_feeds.c.feed_id == feeds.c.id)
            .where(muted_feeds.c.chat_key == chat)
            .order_by(feeds.c.name, feeds.c.id)
        )
        async with self._database.read() as transaction:
            found = (await transaction.run(codes)).scalars().all()
            named = [(FeedId(row.id), row.name) for row in await transaction.run(names)]
            return Mutes(tuple(found), tuple(named))


async def muting(transaction: Transaction, incident: Incident) -> frozenset[ChatKey]:
    """Chats that muted the incident, or every feed that carried it."""
    reported: Sequence[ArticleId] = [report.article_id for report in incident.reports]
    carriers = (
        select(entries.c.feed_id)
        .join(articles, articles.c.entry_id == entries.c.id)
        .where(articles.c.id.in_(reported))
        .distinct()
        .subquery()
    )
    all_feeds = select(func.count()).select_from(carriers).scalar_subquery()
    feedless = (
        select(muted_feeds.c.chat_key)
        .where(muted_feeds.c.feed_id.in_(select(carriers.c.feed_id)))
        .group_by(muted_feeds.c.chat_key)
        .having(func.count() == all_feeds)
    )
    tired = select(muted_incidents.c.chat_key).where(muted_incidents.c.incident_id == incident.id)
    return frozenset(ChatKey(key) for key in (await transaction.run(union(feedless, tired))).scalars())


async def move_mutes(transaction: Transaction, absorbed: int, standing: int) -> None:
    """Who muted an incident merged away has muted the one that stands."""
    already = select(muted_incidents.c.chat_key).where(muted_incidents.c.incident_id == standing)
    left = update(muted_incidents).where(
        muted_incidents.c.incident_id == absorbed, muted_incidents.c.chat_key.not_in(already)
    )
    await transaction.run(left.values(incident_id=standing))


async def _add(
    transaction: Transaction, table: Table, chat: ChatKey, what: dict[str, Any], now: datetime
) -> None:
    add = transaction.insert(table).on_conflict_do_nothing()
    await transaction.run(add, [{"chat_key": chat, "at": now, **what}])


async def _cancel_waiting(transaction: Transaction, chat: ChatKey, incident: int, now: datetime) -> None:
    """Cancel what waits to be sent, except what a muted chat hears all the same."""
    waiting = (DeliveryState.PENDING, DeliveryState.SUSPENDED)
    query = (
        select(deliveries.c.id, alerts.c.snapshot)
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .where(deliveries.c.chat_key == chat, deliveries.c.incident_id == incident)
        .where(deliveries.c.state.in_(waiting))
    )
    rows = (await transaction.run(query)).all()
    told: dict[int, Alert] = {row.id: row.snapshot for row in rows}
    idle = [identity for identity, alert in told.items() if alert.change.kind not in _STILL_TOLD]
    values = {"state": DeliveryState.CANCELLED, "outcome": MUTED, "finished_at": now}
    cancelled = update(deliveries).where(deliveries.c.id.in_(idle), deliveries.c.state.in_(waiting))
    await transaction.run(cancelled.values(values))
