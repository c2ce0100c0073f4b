"""Verdicts of readers on incidents: kept, shown to who gave them, and joined with what they fall back on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from alertbot.model import ArticleId, ChatKey, Feedback, FeedId, Incident, Judged, Verdict
from alertbot.store.codes import id_of_code
from alertbot.store.database import Database, Transaction
from alertbot.store.incidents import load_incidents
from alertbot.store.reader_tables import feedback
from alertbot.store.tables import articles, chats, entries, feeds, incidents


class FeedbackRows:
    """Implements `ports.FeedbackStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def give(self, code: str, verdict: Verdict, person: int, chat: ChatKey, now: datetime) -> bool:
        """Keep a person's verdict on the incident with that code; False if there is none or the chat is gone.

        The bare NOT_USEFUL never replaces a reason given earlier.
        """
        async with self._database.write() as transaction:
            incident = await id_of_code(transaction, code)
            here = select(chats.c.id).where(chats.c.id == chat).with_for_update(read=True, key_share=True)
            if incident is None or (await transaction.run(here)).first() is None:
                return False
            values: dict[str, Any] = {"verdict": verdict, "chat_key": chat, "at": now}
            mine = (feedback.c.incident_id == incident, feedback.c.person == person)
            if verdict is Verdict.NOT_USEFUL:
                reasoned = (*mine, feedback.c.verdict.not_in((Verdict.USEFUL, Verdict.NOT_USEFUL)))
                if (await transaction.run(select(feedback.c.person).where(*reasoned))).first():
                    return True
            add = transaction.insert(feedback).on_conflict_do_update(
                index_elements=["incident_id", "person"], set_=values
            )
            await transaction.run(add, [{"incident_id": incident, "person": person, **values}])
            return True

    async def of_person(self, person: int) -> list[Feedback]:
        """Everything one person said, in any chat, latest first."""
        query = (
            select(feedback, incidents.c.code)
            .join(incidents, incidents.c.id == feedback.c.incident_id)
            .where(feedback.c.person == person)
            .order_by(feedback.c.at.desc(), feedback.c.incident_id.desc())
        )
        async with self._database.read() as transaction:
            rows = await transaction.run(query)
            return [
                Feedback(row.code, row.verdict, row.person, ChatKey(row.chat_key), row.at) for row in rows
            ]

    async def judged(self, since: datetime | None = None, chat: ChatKey | None = None) -> list[Judged]:
        """Verdicts with the feeds, languages and kinds of harm they fall back on, latest first."""
        where: list[ColumnElement[bool]] = [] if since is None else [feedback.c.at >= since]
        where += [] if chat is None else [feedback.c.chat_key == chat]
        query = select(feedback).where(*where).order_by(feedback.c.at.desc(), feedback.c.incident_id.desc())
        async with self._database.read() as transaction:
            rows = (await transaction.run(query)).all()
            ids = list({row.incident_id for row in rows})
            told = {incident.id: incident for incident in await load_incidents(transaction, ids)}
            reported = [report.article_id for incident in told.values() for report in incident.reports]
            carried = await feeds_of(transaction, reported)
        return [_judged(row.verdict, row.at, told[row.incident_id], carried) for row in rows]


async def feeds_of(
    transaction: Transaction, reported: Sequence[ArticleId]
) -> dict[ArticleId, tuple[FeedId, str]]:
    """The feed, as (id, name), that each of these articles came from."""
    query = (
        select(articles.c.id, feeds.c.id.label("feed_id"), feeds.c.name)
        .join(entries, entries.c.id == articles.c.entry_id)
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .where(articles.c.id.in_(set(reported)))
    )
    rows = await transaction.run(query)
    return {ArticleId(row.id): (FeedId(row.feed_id), row.name) for row in rows}


async def move_feedback(transaction: Transaction, absorbed: int, standing: int) -> None:
    """What was said of an incident merged away holds of the one that stands, unless said of that too."""
    said = select(feedback.c.person).where(feedback.c.incident_id == standing)
    left = update(feedback).where(feedback.c.incident_id == absorbed, feedback.c.person.not_in(said))
    await transaction.run(left.values(incident_id=standing))


def _judged(
    verdict: Verdict, at: datetime, incident: Incident, carried: dict[ArticleId, tuple[FeedId, str]]
) -> Judged:
    here = [carried[report.article_id] for report in incident.reports if report.article_id in carried]
    languages = [report.reading.language for report in incident.reports if report.reading.language]
    return Judged(
        verdict, at, tuple(dict.fromkeys(here)), tuple(dict.fromkeys(languages)), incident.categories
    )
