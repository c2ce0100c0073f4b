"""T2: verdict, incident, alert revision and one delivery for each chat, in one serialised transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, union_all, update

from alertbot.errors import LostClaim
from alertbot.model import (
    Alert,
    Article,
    ArticleId,
    ArticleState,
    Caution,
    Chat,
    ChatKey,
    DeliveryState,
    Filed,
    Incident,
    IncidentId,
    Match,
    MentionFor,
    Reading,
    WatchChanges,
    WatchId,
)
from alertbot.store.cautions import load_cautions
from alertbot.store.chats import still_watching
from alertbot.store.codes import free_code
from alertbot.store.database import Transaction
from alertbot.store.incidents import load_incidents
from alertbot.store.mutes import muting
from alertbot.store.notices import plan_mentions
from alertbot.store.outbox import plan_deliveries
from alertbot.store.tables import (
    alerts,
    articles,
    deliveries,
    incident_categories,
    incident_keys,
    incidents,
    reports,
)
from alertbot.store.watching import changes_since, load_listening

FILING_LOCK = 0x616C6572_00000002
"""PostgreSQL advisory lock: 'aler', 2."""
_KEYS_AT_ONCE = 100
"""Branches of one UNION; SQLite takes 500."""


class OpenFiling:
    """Implements `ports.Filing` in an open transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def candidates(self, keys: Sequence[str], limit: int) -> list[Incident]:
        """Incidents found under `keys`, those with most of them first, then the latest.

        Under each key only the `limit` latest are looked at: what a report costs does not grow with history.
        """
        latest: dict[int, datetime] = {}
        shared: Counter[int] = Counter()
        distinct = list(dict.fromkeys(keys))
        for start in range(0, len(distinct), _KEYS_AT_ONCE):
            branches = [_newest_under(key, limit) for key in distinct[start : start + _KEYS_AT_ONCE]]
            found = (await self._transaction.run(union_all(*branches))).all()
            latest.update((row.incident_id, row.last_at) for row in found)
            shared.update(row.incident_id for row in found)
        ids = sorted(latest, key=lambda found: (shared[found], latest[found], found), reverse=True)
        return await load_incidents(self._transaction, ids[:limit])

    async def counts_under(
        self, keys: Sequence[str], since: datetime, but: IncidentId | None
    ) -> dict[str, int]:
        """Under each key, the incidents told, not withdrawn, with reports since then; `but` is left out."""
        table = incident_keys
        query = (
            select(table.c.key, func.count())
            .join(incidents, incidents.c.id == table.c.incident_id)
            .where(table.c.key.in_(keys), table.c.last_at >= since)
            .where(incidents.c.revision > 0, incidents.c.retracted.is_(False))
        )
        if but is not None:
            query = query.where(table.c.incident_id != but)
        return {row[0]: row[1] for row in await self._transaction.run(query.group_by(table.c.key))}

    async def data_since(self) -> datetime | None:
        """When the first article was seen."""
        query = select(func.min(articles.c.first_seen))
        first: datetime | None = (await self._transaction.run(query)).scalar_one()
        return first

    async def filed_under(self, article: ArticleId) -> list[Incident]:
        """Incidents that hold a report of this article already: it is being filed again."""
        query = select(reports.c.incident_id).where(reports.c.article_id == article)
        ids = (await self._transaction.run(query.order_by(reports.c.incident_id))).scalars().all()
        return await load_incidents(self._transaction, ids)

    async def watch_changes(self, since: int) -> WatchChanges:
        """Watches made or changed after the count `since` (0: all), whatever process did it."""
        return await changes_since(self._transaction, since)

    async def listening(
        self, watches: Collection[WatchId], chats: Collection[ChatKey]
    ) -> list[tuple[Chat, WatchId]]:
        """Of these watches and all those of these chats, the ones that exist, in order of making.

        Chats that Telegram does not let us write to are among them (`suspended`).
        """
        return await load_listening(self._transaction, watches, chats)

    async def cautions(self) -> list[Caution]:
        """The do-no-harm switches."""
        return await load_cautions(self._transaction)

    async def told(self, incident: Incident) -> frozenset[ChatKey]:
        """Chats that still watch anything, with a delivery (not cancelled) of an earlier revision."""
        if incident.id is None:
            return frozenset()
        query = select(deliveries.c.chat_key).where(
            deliveries.c.incident_id == incident.id,
            deliveries.c.revision < incident.revision,
            deliveries.c.state != DeliveryState.CANCELLED,
            still_watching(),
        )
        return frozenset(ChatKey(key) for key in (await self._transaction.run(query.distinct())).scalars())

    async def muting(self, incident: Incident) -> frozenset[ChatKey]:
        """Chats that muted the incident, or every feed that carried it."""
        return await muting(self._transaction, incident)

    async def mention(self, article: ArticleId, mentions: Sequence[MentionFor], now: datetime) -> None:
        """One pending notice for each chat, unless it has one of this article."""
        await plan_mentions(self._transaction, article, mentions, now)

    async def save(
        self,
        article: Article,
        reading: Reading,
        filed: Filed | None,
        alert: Alert | None,
        matches: Sequence[Match],
        now: datetime,
    ) -> None:
        """Verdict, incident, alert revision and one pending delivery per distinct chat of `matches`.

        Raises LostClaim if the article was assessed, or its text changed, meanwhile.
        """
        await self._verdict(article, reading)
        if filed is not None:
            await self.save_event(article.id, filed, alert, matches, now)

    async def save_event(
        self,
        article: ArticleId,
        filed: Filed,
        alert: Alert | None,
        matches: Sequence[Match],
        now: datetime,
    ) -> Incident:
        """Incident, alert revision and deliveries of one event of an article whose verdict is saved."""
        incident = await self._incident(filed.incident)
        await self._reports(incident, article)
        await self._keys(incident, filed.keys)
        if alert is not None:
            told = replace(alert.incident, id=incident.id, code=incident.code)
            alert_id = await self._alert(replace(alert, id=None, incident=told))
            await plan_deliveries(self._transaction, alert_id, incident, matches, now)
        return incident

    async def rewrite(self, filed: Filed) -> Incident:
        """Store an incident as it was told anew by hand: new if it has no id; given back as stored."""
        table = incident_keys
        await self._transaction.run(delete(table).where(table.c.incident_id == filed.incident.id))
        incident = await self._incident(filed.incident)
        await self._reports(incident, None)
        await self._keys(incident, filed.keys)
        return incident

    async def _verdict(self, article: Article, reading: Reading) -> None:
        statement = update(articles).where(
            articles.c.id == article.id,
            articles.c.state == ArticleState.TO_ASSESS,
            articles.c.title == article.title,
            articles.c.text == article.text,
        )
        done = {"state": ArticleState.ASSESSED, "due_at": articles.c.first_seen, "reading": reading}
        if (await self._transaction.run(statement.values(done))).rowcount == 0:
            raise LostClaim(
                f"Article {article.id} was assessed or changed meanwhile; this verdict is dropped."
            )

    async def _incident(self, incident: Incident) -> Incident:
        """Store the incident itself and its kinds; given back with its id and a code of its own."""
        if incident.id is None:
            incident = replace(incident, code=await free_code(self._transaction, incident.code))
            added = await self._transaction.run(
                insert(incidents).returning(incidents.c.id), [_head(incident)]
            )
            incident = replace(incident, id=IncidentId(added.scalar_one()))
        else:
            statement = update(incidents).where(incidents.c.id == incident.id)
            await self._transaction.run(statement.values(_head(incident)))
        await self._categories(incident)
        return incident

    async def _categories(self, incident: Incident) -> None:
        table = incident_categories
        await self._transaction.run(delete(table).where(table.c.incident_id == incident.id))
        rows = [{"incident_id": incident.id, "category": category} for category in set(incident.categories)]
        if rows:
            await self._transaction.run(insert(table), rows)

    async def _reports(self, incident: Incident, filed: ArticleId | None) -> None:
        """Write what is new: the article just filed and reports not stored yet; drop those left out."""
        query = select(reports.c.article_id, reports.c.position).where(reports.c.incident_id == incident.id)
        stored: dict[int, int] = {row.article_id: row.position for row in await self._transaction.run(query)}
        left_out = stored.keys() - {report.article_id for report in incident.reports}
        if left_out:
            old = delete(reports).where(
                reports.c.incident_id == incident.id, reports.c.article_id.in_(left_out)
            )
            await self._transaction.run(old)
        new = [report for report in incident.reports if report.article_id not in stored.keys() - {filed}]
        rows = [
            {"incident_id": incident.id, "article_id": report.article_id, "position": place, "report": report}
            for place, report in enumerate(new, start=max(stored.values(), default=-1) + 1)
        ]
        if rows:
            add = self._transaction.insert(reports)
            replaced = {"report": add.excluded.report}  # an article filed again keeps its place
            await self._transaction.run(
                add.on_conflict_do_update(index_elements=["incident_id", "article_id"], set_=replaced), rows
            )

    async def _keys(self, incident: Incident, keys: Sequence[str]) -> None:
        """Add new keys, and move all of the incident's to its latest report."""
        table = incident_keys
        touched = update(table).where(table.c.incident_id == incident.id).values(last_at=incident.last_at)
        await self._transaction.run(touched)
        rows = [
            {"incident_id": incident.id, "key": key, "last_at": incident.last_at}
            for key in dict.fromkeys(keys)
        ]
        if rows:
            add = self._transaction.insert(table).on_conflict_do_nothing()
            await self._transaction.run(add, rows)

    async def _alert(self, alert: Alert) -> int:
        row = {
            "incident_id": alert.incident.id,
            "revision": alert.incident.revision,
            "snapshot": alert,
            "created_at": alert.created_at,
        }
        identity: int = (
            await self._transaction.run(insert(alerts).returning(alerts.c.id), [row])
        ).scalar_one()
        return identity


def _newest_under(key: str, limit: int) -> Any:
    newest = (
        select(incident_keys.c.incident_id, incident_keys.c.last_at)
        .where(incident_keys.c.key == key)
        .order_by(incident_keys.c.last_at.desc())
        .limit(limit)
        .subquery()
    )
    return select(newest.c.incident_id, newest.c.last_at)


def _head(incident: Incident) -> dict[str, Any]:
    return {
        "code": incident.code.upper(),
        "revision": incident.revision,
        "country": incident.country,
        "status": incident.status,
        "severity": incident.severity,
        "certainty": incident.certainty,
        "retracted": incident.retracted,
        "first_at": incident.first_at,
        "last_at": incident.last_at,
        "snapshot": replace(incident, id=None, reports=()),
    }
