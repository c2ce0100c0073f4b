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
from alertbot.incidents.cluster import block_keys
from alertbot.incidents.code import make_code
from alertbot.incidents.history import MONTH, YEAR, figure_keys, history, kind_key
from alertbot.incidents.severity import SeverityRules
from alertbot.model import Alert, Article, Filed, History, Incident, Match, Reading, treat
from alertbot.pipeline.parts import Part, choose_for_part, parts_of
from alertbot.ports import ArticleStore, Filing, Meter, Unmetered
from alertbot.signals.read import Reader
from alertbot.signals.safe_title import safe_title
from alertbot.signals.stories import Story, read_stories

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=3)
BATCH = 8
RETRY = timedelta(hours=6)
CANDIDATES = 50
"""Incidents compared with a report, at most."""


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
            reading, told = await asyncio.to_thread(self._read, article)
            await self._file(article, reading, told)
        except LostClaim:
            log.warning("article.claim_lost", article=article.id)
        except AlertbotError:
            raise
        except Exception as error:
            log.exception("article.fault", article=article.id)
            await self.articles.fail_assess(article, repr(error), self.clock() + RETRY)

    def _read(self, article: Article) -> tuple[Reading, tuple[Story, ...]]:
        """The article as a whole, and its events: more than one in a round-up."""
        reading = self.reader.read(
            article.title,
            article.text,
            article.language,
            published=article.published,
            source_name=article.source_name,
            country_prior=article.country_prior,
        )
        about = (article.title, article.text, article.language, article.published)
        return reading, read_stories(self.reader, *about, reading, article.country_prior)

    async def _file(self, article: Article, reading: Reading, told: Sequence[Story]) -> None:
        now = self.clock()
        async with self.articles.filing() as filing:
            await filing.save(article, reading, None, None, (), now)
            events: list[_Event] = []
            for part in parts_of(article, told):
                taken = [event.filed.incident for event in events if event.filed]
                events.append(await self._event(filing, article, part, taken, now))
            if not any(event.filed for event in events) and is_mentionable(article, reading, now):
                await self._mention(filing, article, reading, now)
        self._count(article, reading, events, now)
        for event in events:
            self._log(article, reading, event)
        if any(event.matches for event in events):
            self.found()

    async def _event(
        self, filing: Filing, article: Article, part: Part, taken: Sequence[Incident], now: datetime
    ) -> _Event:
        """File one event of the article, decide and plan; `taken`: incidents of its other events."""
        report = part.report
        filed = await self._choose(filing, part, taken, now) if _tells(report.reading) else None
        if filed is None:
            return _Event(None, None, ())
        alert = alert_for(filed, now)
        treated = treat(alert.incident, await filing.cautions()) if alert else None
        if alert and treated and treated.incident:
            alert = replace(alert, incident=treated.incident)
        if alert:
            alert = replace(alert, history=await _history(filing, alert.incident, now))
        silenced = treated is not None and treated.incident is None
        whole = alert is not None and alert.incident is filed.incident
        searched = [part.text[:LONGEST_SEARCHED]] if whole else []
        matches = await self._plan(filing, alert, searched) if alert and not silenced else ()
        if treated and treated.hold:
            matches = tuple(replace(match, hold=True) for match in matches)
        incident = await filing.save_event(article.id, filed, alert, matches, now)
        return _Event(replace(filed, incident=incident), alert, matches)

    def _log(self, article: Article, reading: Reading, event: _Event) -> None:
        log.info(
            "article.assessed",
            article=article.id,
            language=reading.language,
            score=round(reading.score, 2),
            incident=event.filed.incident.code if event.filed else None,
            change=event.filed.change.kind.value if event.filed else None,
            chats=len(event.matches),
        )

    def _count(self, article: Article, reading: Reading, events: Sequence[_Event], now: datetime) -> None:
        verdict = "alert" if reading.alert else "none"
        self.meter.count("articles", language=reading.language or "unknown", verdict=verdict)
        for alert in (event.alert for event in events if event.alert):
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

    async def _choose(
        self, filing: Filing, part: Part, taken: Sequence[Incident], now: datetime
    ) -> Filed | None:
        """A corrected article stays with its incident; a new one goes to the likeliest, or opens its own."""
        report = part.report
        earlier = await filing.filed_under(report.article_id)
        if earlier and not part.of_several:
            incident: Incident | None = earlier[0]
        else:
            ids = {incident.id for incident in earlier}
            near = await filing.candidates(block_keys(report), CANDIDATES)
            candidates = [*earlier, *(incident for incident in near if incident.id not in ids)]
            incident = choose_for_part(part, candidates, taken, now)
        if incident is None and not report.reading.alert:
            return None
        return file_report(report, incident, now, make_code(str(report.article_id)), self.rules)


@dataclass(frozen=True, slots=True)
class _Event:
    """What became of one event of an article."""

    filed: Filed | None
    alert: Alert | None
    matches: tuple[Match, ...]


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
