"""Parts: the events of an article as reports to be filed, and which incident each of several belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alertbot.incidents.cluster import choose
from alertbot.incidents.sketch import sketch
from alertbot.model import Article, ArticleId, Incident, Reading, Report
from alertbot.signals.stories import Story


@dataclass(frozen=True, slots=True)
class Part:
    """One event of an article, to be filed."""

    report: Report
    text: str
    """In which keywords are looked for."""
    of_several: bool


def report_of(article: Article, reading: Reading, text: str | None = None) -> Report:
    """One article's account, as incidents keep it; `text` is the part that tells of it, None for all."""
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
        sketch=sketch(article.full_text if text is None else text),
    )


def parts_of(article: Article, told: Sequence[Story]) -> Iterator[Part]:
    """One part for each event told; the only one of an article of one event is the article itself."""
    if len(told) == 1:
        report = report_of(article, told[0].reading)
        yield Part(report, article.full_text, of_several=False)
        return
    for story in told:
        report = report_of(article, story.reading, story.text)
        yield Part(report, f"{article.title}\n\n{story.text}", of_several=True)


def choose_for_part(
    part: Part, candidates: Sequence[Incident], taken: Sequence[Incident], now: datetime
) -> Incident | None:
    """The likeliest incident of a part, None if it opens its own.

    One event of a round-up never goes where another of its events went (`taken`); of incidents that hold the
    round-up already, or what it copies, only one of the same event counts.
    """
    report = part.report
    if not part.of_several:
        return choose(report, candidates, now).incident
    ids = {incident.id for incident in taken}
    free = [incident for incident in candidates if incident.id not in ids]
    same = {report.article_id, report.copy_of} - {None}
    known = [i for i in free if any(other.article_id in same for other in i.reports)]
    again = next((i for i in known if _is_same_event(report.reading, i, same)), None)
    return again or choose(report, [incident for incident in free if incident not in known], now).incident


def _is_same_event(reading: Reading, incident: Incident, articles: Collection[ArticleId | None]) -> bool:
    """Whether what these articles say of an incident has the country, a kind and a place of `reading`."""
    names = {place.name for place in reading.places}
    for other in (report.reading for report in incident.reports if report.article_id in articles):
        where = {place.name for place in other.places}
        kinds = set(reading.categories) & set(other.categories)
        if other.country == reading.country and kinds and (names & where or not (names or where)):
            return True
    return False
