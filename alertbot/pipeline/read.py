"""read: ENTRY to ARTICLE. Fetch the page where the entry is a teaser, extract its text, store it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from alertbot.articles.copies import find_copy, signature
from alertbot.articles.extract import extract_article, text_of_fragment
from alertbot.articles.language import LanguageIdentifier
from alertbot.errors import AlertbotError, JobKilled, LostClaim
from alertbot.feeds.errors import FetchError
from alertbot.model import ArticleText, ArticleToRead
from alertbot.pipeline.rolling import roll
from alertbot.ports import ArticleStore, Fetcher, Sandbox

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)
ATTEMPTS = 4
"""Tries to get the page before the entry's own words must do."""
FIRST_WAIT = timedelta(minutes=1)
ENOUGH = 1500
"""Characters from which an entry's own text counts as the whole article."""
HELD_LETTERS = 4_000
"""So much of an entry's own HTML is read while its feed is held back: too little to do harm."""
COPY_WINDOW = timedelta(days=7)


@dataclass(slots=True)
class Read:
    """Turns entries into text."""

    articles: ArticleStore
    fetcher: Fetcher
    sandbox: Sandbox
    languages: LanguageIdentifier
    clock: Callable[[], datetime]
    concurrency: int
    found: Callable[[], None]
    """Called when there is something to assess."""
    halted: Callable[[], bool] = lambda: False
    """Whether the house is stopping: then no further article is begun."""

    async def __call__(self) -> bool:
        """Read until nothing waits; a slow or hostile page holds up none of another feed."""
        await roll(self._claim, self._read, self.concurrency, self.halted)
        return False

    async def _claim(self, room: int, running: Collection[ArticleToRead]) -> Sequence[ArticleToRead]:
        """Up to `room` articles, so that no feed has more than half of the places."""
        busy = Counter(article.feed.id for article in running)
        claimed: list[ArticleToRead] = []
        while len(claimed) < room:
            full = [feed for feed, count in busy.items() if count >= max(1, self.concurrency // 2)]
            found = await self.articles.claim_to_read(self.clock(), 1, LEASE, skip=full)
            if not found:
                break
            claimed += found
            busy[found[0].feed.id] += 1
        return claimed

    async def _read(self, article: ArticleToRead) -> None:
        try:
            await self._store(article, *await self._text(article))
        except LostClaim:
            log.warning("article.claim_lost", article=article.id)
        except AlertbotError as error:
            await self._note_strike(article, error)
            await self._postpone(article, error)
        else:
            self.found()

    async def _text(self, article: ArticleToRead) -> tuple[str, str, datetime | None]:
        """(title, text, publication as the page tells it)."""
        entry = article.entry
        held = article.feed.strikes.held(self.clock())
        fragment = entry.html[:HELD_LETTERS] if held else entry.html
        own = await self.sandbox.run(text_of_fragment, fragment) if fragment else ""
        if held:
            return entry.title, own, None
        if article.feed.source.full_text or len(own) >= ENOUGH or not entry.url:
            return entry.title, own, None
        try:
            page = await self.fetcher.fetch(entry.url)
            found = await self.sandbox.run(extract_article, page.body, page.url)
        except AlertbotError as error:
            if not _hopeless(error) and article.attempt < ATTEMPTS:
                raise
            await self._note_strike(article, error)
            log.info("article.teaser_only", article=article.id, reason=str(error))
            return entry.title, own, None
        text = found.text if len(found.text) > len(own) else own
        return entry.title or found.title, text, found.published

    async def _store(self, article: ArticleToRead, title: str, text: str, page_date: datetime | None) -> None:
        signed, bands = signature(text)
        published = min(article.entry.published or page_date or article.first_seen, article.first_seen)
        candidates = await self.articles.copy_candidates(bands, published - COPY_WINDOW) if bands else []
        original = find_copy(signed, [found for found in candidates if found[0] != article.id])
        hint = article.entry.language or article.feed.source.language
        language = self.languages.identify(f"{title}\n{text}", hint)
        stored = ArticleText(title, text, language, published, signed, bands, original)
        await self.articles.save_text(article, stored, self.clock())

    async def _note_strike(self, article: ArticleToRead, error: AlertbotError) -> None:
        by_document = isinstance(error, JobKilled) and error.by_document
        if by_document and await self.articles.strike(article.feed.id, self.clock()):
            log.warning(
                "feed.held_back", feed=article.feed.id, name=article.feed.source.name, reason=str(error)
            )

    async def _postpone(self, article: ArticleToRead, error: AlertbotError) -> None:
        retry_at = (
            self.clock() + FIRST_WAIT * 4 ** (article.attempt - 1) if article.attempt < ATTEMPTS else None
        )
        log.info("article.unread", article=article.id, attempt=article.attempt, reason=str(error))
        await self.articles.fail_read(article, str(error), retry_at)


def _hopeless(error: AlertbotError) -> bool:
    """True where asking again will not bring the page: gone, forbidden, not found."""
    return error.permanent or (
        isinstance(error, FetchError) and error.reason.value in ("not_found", "forbidden")
    )
