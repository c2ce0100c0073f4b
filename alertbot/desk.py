"""Reads articles for a person at the command line: JSON Lines in, what alertbot makes of them out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from alertbot.alerts.render import summary
from alertbot.articles.copies import find_copy, signature
from alertbot.articles.language import LanguageIdentifier
from alertbot.incidents.change import file_report
from alertbot.incidents.code import make_code
from alertbot.incidents.index import IncidentIndex
from alertbot.incidents.severity import SeverityRules, severity
from alertbot.model import Alert, Article, ArticleId, FeedId, Reading
from alertbot.pipeline.parts import report_of
from alertbot.signals.contract import to_contract
from alertbot.signals.explain import explain
from alertbot.signals.read import Reader
from alertbot.signals.stories import read_stories
from alertbot.texts import TextCatalogue

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for an article that tells no date."""
RECENT = 2000
"""Articles among which near-copies are looked for."""


class BadItem(ValueError):
    """A line is no article; the message says what is wrong with it."""


@dataclass(slots=True)
class Desk:
    """One reader with all its lexicons, used for line after line."""

    reader: Reader
    rules: SeverityRules
    texts: TextCatalogue = field(default_factory=TextCatalogue)
    languages: LanguageIdentifier = field(default_factory=LanguageIdentifier)

    def analyse(self, lines: Iterable[str]) -> Iterator[str]:
        """One JSON object for each line, in order; a line that cannot be read gets its error."""
        return self._answers(lines, lambda article, item: self._contract(article, item, self._read(article)))

    def cluster(self, lines: Iterable[str]) -> Iterator[str]:
        """As `analyse`, with each article's incident; lines must come in order of publication."""
        index, signed = IncidentIndex(), list[tuple[ArticleId, bytes]]()

        def file(article: Article, item: Mapping[str, Any]) -> dict[str, Any]:
            reading = self._read(article)
            minhash, _ = signature(article.text)
            copy_of = find_copy(minhash, signed[-RECENT:])
            signed.append((article.id, minhash))
            report = report_of(replace(article, copy_of=copy_of), reading)
            filed = index.file(report, article.published, self.rules)
            return self._contract(article, item, reading) | {"incident": filed.incident.code}

        return self._answers(lines, file)

    def explain(self, lines: Iterable[str]) -> Iterator[str]:
        """Each article with its evidence marked, for a person."""
        for number, line in enumerate(lines, start=1):
            if line.strip():
                article = self._article(number, _item(line))
                yield explain(
                    self.reader, article.title, article.text, article.language or "unknown", _date_of(article)
                )

    def _answers(
        self, lines: Iterable[str], answer: Callable[[Article, Mapping[str, Any]], dict[str, Any]]
    ) -> Iterator[str]:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield json.dumps(self._answer(number, line, answer), ensure_ascii=False)

    def _answer(
        self, number: int, line: str, answer: Callable[[Article, Mapping[str, Any]], dict[str, Any]]
    ) -> dict[str, Any]:
        item: Mapping[str, Any] = {}
        try:
            item = _item(line)
            return answer(self._article(number, item), item)
        except BadItem as error:
            return {"id": item.get("id", f"line {number}"), "error": str(error)}

    def _article(self, number: int, item: Mapping[str, Any]) -> Article:
        title, text = _text(item, "title"), _text(item, "text")
        if not (title or text):
            raise BadItem("neither title nor text")
        return Article(
            id=ArticleId(number),
            feed_id=FeedId(0),
            url=_text(item, "url"),
            title=title,
            text=text,
            language=self.languages.identify(f"{title}\n{text}", _text(item, "lang") or None),
            published=_published(item),
            source_name=_text(item, "source_name"),
        )

    def _read(self, article: Article) -> Reading:
        return self.reader.read(
            article.title,
            article.text,
            article.language,
            published=_date_of(article),
            source_name=article.source_name,
            country_prior=None,
        )

    def _contract(self, article: Article, item: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """What the article says as a whole; a round-up has each of its events under `events` besides."""
        number = str(item["id"])
        if not reading.alert:
            return self._one(number, reading, {})
        published = _date_of(article)
        events = read_stories(self.reader, article.title, article.text, article.language, published, reading)
        if len(events) == 1:
            return self._one(number, reading, self._summary(article, reading))
        told = [self._summary(article, event.reading) for event in events]
        each = [
            self._one(f"{number}/{place}", event.reading, text)
            for place, (event, text) in enumerate(zip(events, told, strict=True), start=1)
        ]
        joined = {"en": "\n\n".join(text["en"] for text in told)}
        return self._one(number, reading, joined) | {"events": each}

    def _one(self, number: str, reading: Reading, told: Mapping[str, str]) -> dict[str, Any]:
        return to_contract(number, reading, severity(reading, self.rules), told)

    def _summary(self, article: Article, reading: Reading) -> dict[str, str]:
        report = report_of(article, reading)
        filed = file_report(report, None, article.published, make_code(str(article.id)), self.rules)
        alert = Alert(None, filed.incident, filed.change, article.published)
        return {"en": summary(alert, self.texts.load_texts("en"))}


def _item(line: str) -> Mapping[str, Any]:
    try:
        item = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadItem(f"not JSON: {error.msg} at character {error.pos}") from None
    if not isinstance(item, dict) or "id" not in item:
        raise BadItem("not an object with an id")
    return item


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key) or ""
    if not isinstance(value, str):
        raise BadItem(f"{key} is not a text")
    return value


def _published(item: Mapping[str, Any]) -> datetime:
    text = _text(item, "published")
    if not text:
        return UNDATED
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadItem(f"published is not an ISO 8601 time: {text[:40]}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _date_of(article: Article) -> datetime | None:
    return None if article.published == UNDATED else article.published
