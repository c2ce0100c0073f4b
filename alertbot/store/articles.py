"""Articles: claimed to be read, given their text, claimed to be assessed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.engine import RowMapping

from alertbot.errors import LostClaim
from alertbot.model import Article, ArticleId, ArticleState, ArticleText, ArticleToRead, FeedId, Strikes
from alertbot.ports import Filing, Wake, WeakArticle
from alertbot.store.database import Database, Transaction
from alertbot.store.entries import entry_columns, entry_of
from alertbot.store.feeds import feed_of
from alertbot.store.filing import FILING_LOCK, OpenFiling
from alertbot.store.tables import article_bands, articles, entries, feeds

_FINISHED = (ArticleState.ASSESSED, ArticleState.UNREADABLE, ArticleState.SKIPPED)
_FORGET_AT_ONCE = 500


class Articles:
    """Implements `ports.ArticleStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim_to_read(
        self, now: datetime, limit: int, lease: timedelta, *, skip: Collection[FeedId] = ()
    ) -> list[ArticleToRead]:
        """Claim articles without text that are due, oldest first, none of the feeds in `skip`.

        Counts the attempt before the work.
        """
        async with self._database.write() as transaction:
            where = (_of_other_feeds(skip),) if skip else ()
            ids = await _claim(transaction, ArticleState.TO_READ, now, limit, lease, *where)
            query = (
                select(feeds, articles.c.id.label("article_id"), *_CLAIM, *entry_columns())
                .select_from(_WITH_FEED)
                .where(articles.c.id.in_(ids))
            )
            found = {row["article_id"]: _to_read(row) for row in (await transaction.run(query)).mappings()}
            return [found[identity] for identity in ids]

    async def copy_candidates(self, bands: Sequence[int], since: datetime) -> list[tuple[ArticleId, bytes]]:
        """(id, signature) of articles published since then that share a band; originals only."""
        shared = select(article_bands.c.article_id).where(
            article_bands.c.band.in_(bands), article_bands.c.published >= since
        )
        query = (
            select(articles.c.id, articles.c.signature)
            .where(articles.c.id.in_(shared), articles.c.copy_of.is_(None))
            .order_by(articles.c.published, articles.c.id)
        )
        async with self._database.read() as transaction:
            rows = await transaction.run(query)
            return [(ArticleId(row.id), bytes(row.signature)) for row in rows]

    async def save_text(self, article: ArticleToRead, text: ArticleText, now: datetime) -> None:
        """Store the text; the article is then due for assessment. Raises LostClaim."""
        values = {
            "state": ArticleState.TO_ASSESS,
            "due_at": now,
            "attempt": 0,
            "trouble": None,
            "title": text.title,
            "text": text.text,
            "language": text.language,
            "published": text.published,
            "signature": text.signature,
            "copy_of": text.copy_of,
        }
        async with self._database.write() as transaction:
            transaction.wakes(Wake.ASSESS)
            await _end_reading(transaction, article, values)
            await transaction.run(delete(article_bands).where(article_bands.c.article_id == article.id))
            bands = set(text.bands) if text.copy_of is None else set()
            if bands:
                rows = [
                    {"article_id": article.id, "band": band, "published": text.published} for band in bands
                ]
                await transaction.run(insert(article_bands), rows)

    async def fail_read(self, article: ArticleToRead, reason: str, retry_at: datetime | None) -> None:
        """Note the failure; read again at `retry_at`, or never (None: `unreadable`). Raises LostClaim."""
        values = _failure(reason, retry_at)
        async with self._database.write() as transaction:
            await _end_reading(transaction, article, values)

    async def claim_to_assess(self, now: datetime, limit: int, lease: timedelta) -> list[Article]:
        """Claim articles with text but no verdict, oldest first."""
        async with self._database.write() as transaction:
            ids = await _claim(transaction, ArticleState.TO_ASSESS, now, limit, lease)
            query = select(*_ARTICLE).select_from(_WITH_FEED).where(articles.c.id.in_(ids))
            found = {row["id"]: _article(row) for row in (await transaction.run(query)).mappings()}
            return [found[identity] for identity in ids]

    async def fail_assess(self, article: Article, reason: str, retry_at: datetime | None) -> None:
        """Note that assessing failed; retry at `retry_at` or never (None: `unreadable`). Raises LostClaim."""
        values = _failure(reason, retry_at)
        statement = update(articles).where(
            articles.c.id == article.id, articles.c.state == ArticleState.TO_ASSESS
        )
        async with self._database.write() as transaction:
            if (await transaction.run(statement.values(values))).rowcount == 0:
                raise LostClaim(f"Article {article.id} was assessed or changed meanwhile.")

    async def strike(self, feed: FeedId, now: datetime) -> bool:
        """A document of the feed ended its reader; True if that holds its pages back from now on."""
        query = select(feeds.c.strikes).where(feeds.c.id == feed).with_for_update()
        async with self._database.write() as transaction:
            before = (await transaction.run(query)).scalar() or Strikes()
            after = before.after(now)
            await transaction.run(update(feeds).where(feeds.c.id == feed).values(strikes=after))
            return after.held(now) and not before.held(now)

    async def forget_texts(self, before: datetime) -> int:
        """Erase text and content of finished articles first seen before then; returns how many (at most 500).

        Incidents keep their evidence sentences and links; identities stay, so nothing is read twice.
        """
        old = (
            select(articles.c.id, articles.c.entry_id)
            .where(articles.c.state.in_(_FINISHED), articles.c.due_at < before)
            .order_by(articles.c.due_at)
            .limit(_FORGET_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        async with self._database.write() as transaction:
            rows = (await transaction.run(old)).all()
            ids, entry_ids = [row.id for row in rows], [row.entry_id for row in rows]
            await transaction.run(update(articles).where(articles.c.id.in_(ids)).values(text="", due_at=None))
            await transaction.run(update(entries).where(entries.c.id.in_(entry_ids)).values(html=""))
            await transaction.run(delete(article_bands).where(article_bands.c.article_id.in_(ids)))
            return len(rows)

    async def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the longest waiting article to read or assess is due; None: none is."""
        waiting = (ArticleState.TO_READ, ArticleState.TO_ASSESS)
        query = select(func.min(articles.c.due_at)).where(
            articles.c.state.in_(waiting), articles.c.due_at <= now
        )
        async with self._database.read() as transaction:
            oldest: datetime | None = (await transaction.run(query)).scalar_one()
            return oldest

    def filing(self) -> AbstractAsyncContextManager[Filing]:
        """Open T2; commits when the block ends, rolls back if it raises."""
        return self._filing()

    @asynccontextmanager
    async def _filing(self) -> AsyncIterator[Filing]:
        async with self._database.write() as transaction:
            await transaction.serialise(FILING_LOCK)
            yield OpenFiling(transaction)

    async def latest(self, since: datetime, limit: int) -> list[Article]:
        """Assessed articles first seen since then whose text is still there, the latest first."""
        query = (
            select(*_ARTICLE)
            .select_from(_WITH_FEED)
            .where(articles.c.first_seen >= since, articles.c.state == ArticleState.ASSESSED)
            .where(articles.c.text != "")
            .order_by(articles.c.first_seen.desc())
            .limit(limit)
        )
        async with self._database.read() as transaction:
            return [_article(row) for row in (await transaction.run(query)).mappings()]

    async def weak(self, since: datetime, least: float, limit: int) -> list[WeakArticle]:
        """Of the `limit` articles seen last, those that scored `least` and made no alert; latest first."""
        query = (
            select(
                articles.c.title,
                articles.c.text,
                entries.c.url,
                feeds.c.name,
                articles.c.first_seen,
                articles.c.reading,
            )
            .select_from(_WITH_FEED)
            .where(articles.c.first_seen >= since, articles.c.reading.is_not(None))
            .order_by(articles.c.first_seen.desc(), articles.c.id.desc())
            .limit(limit)
        )
        async with self._database.read() as transaction:
            rows = (await transaction.run(query)).all()
        found = [row for row in rows if not row.reading.alert and row.reading.score >= least]
        return [
            WeakArticle(row.title or "", row.text or "", row.url, row.name, row.first_seen, row.reading)
            for row in found
        ]

    async def counts(self) -> Mapping[ArticleState, int]:
        """Articles by state; states without any are left out."""
        query = select(articles.c.state, func.count()).group_by(articles.c.state)
        async with self._database.read() as transaction:
            return {row[0]: row[1] for row in await transaction.run(query)}


async def _claim(
    transaction: Transaction,
    state: ArticleState,
    now: datetime,
    limit: int,
    lease: timedelta,
    *where: ColumnElement[bool],
) -> list[int]:
    """Ids in the order they fell due; nobody else gets them until the lease ends."""
    due = (
        select(articles.c.id)
        .where(articles.c.state == state, articles.c.due_at <= now, *where)
        .order_by(articles.c.due_at, articles.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list((await transaction.run(due)).scalars())
    taken = {"due_at": now + lease, "attempt": articles.c.attempt + 1}
    await transaction.run(update(articles).where(articles.c.id.in_(ids)).values(taken))
    return ids


def _of_other_feeds(skip: Collection[FeedId]) -> ColumnElement[bool]:
    return ~exists().where(entries.c.id == articles.c.entry_id, entries.c.feed_id.in_(skip))


def _failure(reason: str, retry_at: datetime | None) -> dict[str, Any]:
    if retry_at is None:
        return {"state": ArticleState.UNREADABLE, "due_at": articles.c.first_seen, "trouble": reason}
    return {"due_at": retry_at, "trouble": reason}


async def _end_reading(transaction: Transaction, article: ArticleToRead, values: dict[str, Any]) -> None:
    """Only if the claim still stands: the same attempt at the same content."""
    content = select(entries.c.content_hash).where(entries.c.id == articles.c.entry_id).scalar_subquery()
    statement = update(articles).where(
        articles.c.id == article.id,
        articles.c.state == ArticleState.TO_READ,
        articles.c.attempt == article.attempt,
        content == article.entry.content_hash,
    )
    if (await transaction.run(statement.values(values))).rowcount == 0:
        raise LostClaim(f"Article {article.id} was claimed again or changed by its feed meanwhile.")


_WITH_FEED = articles.join(entries, articles.c.entry_id == entries.c.id).join(
    feeds, entries.c.feed_id == feeds.c.id
)
_CLAIM = (articles.c.attempt, articles.c.first_seen)
_ARTICLE = (
    articles.c.id,
    articles.c.title,
    articles.c.text,
    articles.c.language,
    articles.c.published,
    articles.c.copy_of,
    entries.c.feed_id,
    entries.c.url,
    feeds.c.name.label("source_name"),
    feeds.c.kind.label("source_kind"),
    feeds.c.reliability,
    feeds.c.country.label("country_prior"),
)


def _to_read(row: RowMapping) -> ArticleToRead:
    return ArticleToRead(
        id=ArticleId(row["article_id"]),
        feed=feed_of(row),
        entry=entry_of(row),
        attempt=row["attempt"],
        first_seen=row["first_seen"],
    )


def _article(row: RowMapping) -> Article:
    return Article(**row)
