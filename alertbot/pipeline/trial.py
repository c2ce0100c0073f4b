"""trial: read a text or a web page as the pipeline would and tell what would come of it; stores nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from alertbot.articles.extract import extract_article
from alertbot.articles.language import LanguageIdentifier
from alertbot.incidents.change import file_report
from alertbot.incidents.severity import SeverityRules
from alertbot.model import Article, ArticleId, FeedId, Incident, Reading
from alertbot.pipeline.parts import report_of
from alertbot.ports import Fetcher, Sandbox
from alertbot.signals.read import Reader

LONGEST_TITLE = 200
"""A first line up to so many characters, with more below it, is the title."""
CODE = "TRIAL"


@dataclass(frozen=True, slots=True)
class Tried:
    """What reading gave, and the incident it would open; None if it would make no alert."""

    title: str
    reading: Reading
    incident: Incident | None


@dataclass(frozen=True, slots=True)
class Trial:
    """Reads what people paste, with the reader that the pipeline uses."""

    reader: Reader
    rules: SeverityRules
    languages: LanguageIdentifier
    fetcher: Fetcher
    sandbox: Sandbox
    clock: Callable[[], datetime]

    async def text(self, pasted: str) -> Tried:
        """Read a pasted text; its first line is the title where it is short and more follows."""
        first, _, rest = pasted.strip().partition("\n")
        title, body = (first, rest) if rest.strip() and len(first) <= LONGEST_TITLE else ("", pasted)
        return await asyncio.to_thread(self._read, title.strip(), body.strip(), "")

    async def page(self, url: str) -> Tried:
        """Fetch a page within the limits of feeds and read it. Raises FetchError, SandboxKilled."""
        answer = await self.fetcher.fetch(url)
        found = await self.sandbox.run(extract_article, answer.body, answer.url)
        return await asyncio.to_thread(self._read, found.title, found.text, answer.url)

    def _read(self, title: str, text: str, url: str) -> Tried:
        now = self.clock()
        language = self.languages.identify(f"{title}\n{text}", None)
        reading = self.reader.read(title, text, language, now, source_name="", country_prior=None)
        if not reading.alert:
            return Tried(title, reading, None)
        article = Article(ArticleId(0), FeedId(0), url, title, text, language, now, source_name="")
        return Tried(
            title, reading, file_report(report_of(article, reading), None, now, CODE, self.rules).incident
        )
