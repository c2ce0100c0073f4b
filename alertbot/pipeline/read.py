"""read: ENTRY to ARTICLE. Fetch the page where the entry is a teaser, extract its text, store it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from alertbot.articles.copies import find_copy, signature
from alertbot.articles.extract import extract_article, text_of_fragment
from alertbot.articles.language import LanguageIdentifier
from alertbot.errors import AlertbotError, LostClaim
from alertbot.feeds.errors import FetchError
from alertbot.model import ArticleText, ArticleToRead
from alertbot.ports import ArticleStore, Fetcher, Sandbox

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)
ATTEMPTS = 4
"""Tries to get the page before the entry's own words must do."""
FIRST_WAIT = timedelta(minutes=1)
ENOUGH = 1500
"""Characters from which an entry's own text counts as the whole article."""
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

    async def __call__(self) -> bool:
        """Read one batch; True if more may wait."""
        claimed = await self.articles.claim_to_read(self.clock(), self.concurrency, LEASE)
        await asyncio.gather(*(self._read(article) for article in claimed))
        return len(claimed) == self.concurrency

    async def _read(self, article: ArticleToRead) -> None:
        try:
            await self._store(article, *await self._text(article))
        except LostClaim:
            log.warning("article.claim_lost", article=article.id)
        except AlertbotError as error:
            await self._postpone(article, error)
        else:
            self.found()

    async def _text(self, article: ArticleToRead) -> tuple[str, str, datetime | None]:
        """(title, text, publication as the page tells it)."""
        entry = article.entry
        own = await self.sandbox.run(text_of_fragment, entry.html) if entry.html else ""
        if article.feed.source.full_text or len(own) >= ENOUGH or not entry.url:
            return entry.title, own, None
        try:
            page = await self.fetcher.fetch(entry.url)
            found = await self.sandbox.run(extract_article, page.body, page.url)
        except AlertbotError as error:
            if not _hopeless(error) and article.attempt < ATTEMPTS:
                raise
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
