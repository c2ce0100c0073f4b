"""assess, file, plan: ARTICLE to ALERT. Read for harm, then file, decide and plan in one transaction (T2)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from alertbot.alerts.decide import alert_for
from alertbot.alerts.matching import LONGEST_SEARCHED, SearchText
from alertbot.alerts.mention import is_mentionable, mentions
from alertbot.alerts.route import plan, spare
from alertbot.alerts.watched import WatchIndex
from alertbot.errors import AlertbotError, LostClaim
from alertbot.incidents.change import file_report
from alertbot.incidents.cluster import block_keys, choose
from alertbot.incidents.code import make_code
from alertbot.incidents.history import MONTH, YEAR, figure_keys, history, kind_key
from alertbot.incidents.severity import SeverityRules
from alertbot.incidents.sketch import sketch
from alertbot.model import Alert, Article, Filed, History, Incident, Match, Reading, Report, treat
from alertbot.ports import ArticleStore, Filing, Meter, Unmetered
from alertbot.signals.read import Reader
from alertbot.signals.safe_title import safe_title

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)
BATCH = 8
RETRY = timedelta(hours=6)
CANDIDATES = 50
"""Incidents compared with a report, at most."""


def report_of(article: Article, reading: Reading) -> Report:
    """One article's account, as incidents keep it."""
    return Report(
        article_id=article.id,
        source_name=article.source_name,
        url=article.url,
        title=article.title,
        published=article.published,
        reading=reading,
        source_kind=article.source_kind,
        reliability=article.reliability,
        copy_of=article.copy_of,
        sketch=sketch(article.full_text),
    )


@dataclass(slots=True)
class Assess:
    """Tells what an article reports, which incident that is, and who must hear of it."""

    articles: ArticleStore
    reader: Reader
    rules: SeverityRules
    clock: Callable[[], datetime]
    found: Callable[[], None]
    """Called when there is something to deliver."""
    watched: WatchIndex = field(default_factory=WatchIndex)
    meter: Meter = field(default_factory=Unmetered)

    async def __call__(self) -> bool:
        """Assess one batch; True if more may wait."""
        if not self.watched.upto:
            await self._learn_watches()
        claimed = await self.articles.claim_to_assess(self.clock(), BATCH, LEASE)
        for article in claimed:
            await self._assess(article)
        return len(claimed) == BATCH

    async def _assess(self, article: Article) -> None:
        """One article that cannot be assessed must not hold up the others: it waits, and the log tells."""
        try:
            await self._file(article, await asyncio.to_thread(self._read, article))
        except LostClaim:
            log.warning("article.claim_lost", article=article.id)
        except AlertbotError:
            raise
        except Exception as error:
            log.exception("article.fault", article=article.id)
            await self.articles.fail_assess(article, repr(error), self.clock() + RETRY)

    def _read(self, article: Article) -> Reading:
        return self.reader.read(
            article.title,
            article.text,
            article.language,
            published=article.published,
            source_name=article.source_name,
            country_prior=article.country_prior,
        )

    async def _file(self, article: Article, reading: Reading) -> None:
        now = self.clock()
        async with self.articles.filing() as filing:
            filed = await self._choose(filing, report_of(article, reading), now) if _tells(reading) else None
            alert = alert_for(filed, now) if filed else None
            treated = treat(alert.incident, await filing.cautions()) if alert else None
            if alert and treated and treated.incident:
                alert = replace(alert, incident=treated.incident)
            if alert:
                alert = replace(alert, history=await _history(filing, alert.incident, now))
            silenced = treated is not None and treated.incident is None
            whole = filed is not None and alert is not None and alert.incident is filed.incident
            searched = [article.full_text[:LONGEST_SEARCHED]] if whole else []
            matches = await self._plan(filing, alert, searched) if alert and not silenced else ()
            if treated and treated.hold:
                matches = tuple(replace(match, hold=True) for match in matches)
            await filing.save(article, reading, filed, alert, matches, now)
            if filed is None and is_mentionable(article, reading, now):
                await self._mention(filing, article, reading, now)
        self._count(article, reading, alert, now)
        log.info(
            "article.assessed",
            article=article.id,
            language=reading.language,
            score=round(reading.score, 2),
            incident=filed.incident.code if filed else None,
            change=filed.change.kind.value if filed else None,
            chats=len(matches),
        )
        if matches:
            self.found()

    def _count(self, article: Article, reading: Reading, alert: Alert | None, now: datetime) -> None:
        verdict = "alert" if reading.alert else "none"
        self.meter.count("articles", language=reading.language or "unknown", verdict=verdict)
        if alert:
            self.meter.count("alerts", change=alert.change.kind.value)
            self.meter.observe("published_to_alert", (now - article.published).total_seconds())

    async def _learn_watches(self) -> None:
        """All of them, once: what takes seconds for a hundred thousand holds up nobody's transaction."""
        async with self.articles.filing() as filing:
            changes = await filing.watch_changes(0)
        await asyncio.to_thread(self.watched.follow, changes)

    async def _plan(self, filing: Filing, alert: Alert, articles: Sequence[str]) -> tuple[Match, ...]:
        """`articles`: full texts in which keywords are looked for; none where a switch hides a part."""
        self.watched.follow(await filing.watch_changes(self.watched.upto))
        told = await filing.told(alert.incident)
        text = SearchText.of_incident(alert.incident, articles)
        likely = self.watched.likely(alert.incident, text)
        listening = await filing.listening(likely.watches, told)
        self.watched.forget(likely.watches - {number for _, number in listening})
        watches = [(chat, w) for chat, w in self.watched.known(listening) if chat.suspended is None]
        matches = plan(alert, watches, told, likely.keyword_hits)
        return spare(matches, alert.change, told, await filing.muting(alert.incident))

    async def _mention(self, filing: Filing, article: Article, reading: Reading, now: datetime) -> None:
        """Tell those who asked for articles without harm; nobody where a switch holds all news back."""
        self.watched.follow(await filing.watch_changes(self.watched.upto))
        where = {"", reading.country or article.country_prior}
        if not self.watched.wants_articles or any(
            caution.category is None and caution.country in where for caution in await filing.cautions()
        ):
            return
        likely = self.watched.likely_article(SearchText.of_article(article, reading))
        if not likely.watches:
            return
        listening = await filing.listening(likely.watches, [])
        self.watched.forget(likely.watches - {number for _, number in listening})
        watches = [(chat, w) for chat, w in self.watched.known(listening) if chat.suspended is None]
        title = safe_title(article.title, article.text[:LONGEST_SEARCHED], reading.language)
        await filing.mention(article.id, mentions(article, reading, title, watches, likely.keyword_hits), now)

    async def _choose(self, filing: Filing, report: Report, now: datetime) -> Filed | None:
        """A corrected article stays with its incident; a new one goes to the likeliest, or opens its own."""
        earlier = await filing.filed_under(report.article_id)
        candidates = earlier or await filing.candidates(block_keys(report), CANDIDATES)
        incident = earlier[0] if earlier else choose(report, candidates, now).incident
        if incident is None and not report.reading.alert:
            return None
        return file_report(report, incident, now, make_code(str(report.article_id)), self.rules)


async def _history(filing: Filing, incident: Incident, now: datetime) -> History | None:
    kind = kind_key(incident)
    if kind is None:
        return None
    kinds = await filing.counts_under([kind], now - MONTH, incident.id)
    sizes = await filing.counts_under(figure_keys(incident), now - YEAR, incident.id)
    return history(incident, kinds.get(kind, 0), sizes, await filing.data_since(), now)


def _tells(reading: Reading) -> bool:
    """Alerts tell of an incident; a retraction or a checked rumour may tell that there was none."""
    return reading.alert or "retraction" in reading.context
