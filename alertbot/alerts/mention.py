"""Who is told of an article in which no harm was found: who asked for keywords alone, or for a topic."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime

from alertbot.alerts.decide import STALE
from alertbot.alerts.nearby import area_of, province_of
from alertbot.model import Article, Chat, Mention, MentionFor, OptIn, Reading, Watch


def is_mentionable(article: Article, reading: Reading, now: datetime) -> bool:
    """Whether an article may be told of besides alerts: fresh, no copy, no harm and no denial in it."""
    quiet = not reading.alert and "retraction" not in reading.context
    return quiet and article.copy_of is None and now - article.published <= STALE


def wants_articles(watch: Watch) -> bool:
    """Whether a watch asks for articles in which no harm was found."""
    return bool((watch.keyword_articles and watch.keywords) or set(watch.opt_ins) - {OptIn.DISPLACEMENT_RISK})


def mentions(
    article: Article,
    reading: Reading,
    title: str,
    watches: Sequence[tuple[Chat, Watch]],
    keyword_hits: Set[str],
) -> tuple[MentionFor, ...]:
    """Return who is told of an article, one mention a chat, in the order of `watches`.

    `title` is the title as it may be shown. What is known of the article must meet the conditions on place,
    source and flags; where nothing is known of the place, the place is no reason to withhold it. Conditions
    on the harm itself (kind, severity, figures, certainty) cannot be asked.
    """
    plain = Mention(title, article.source_name, article.url, article.published)
    found: dict[int, MentionFor] = {}
    for chat, watch in watches:
        if chat.key in found or not _fits(article, reading, chat, watch):
            continue
        told = _why(plain, reading, watch, keyword_hits)
        if told:
            found[chat.key] = MentionFor(chat.key, told)
    return tuple(found.values())


def _why(plain: Mention, reading: Reading, watch: Watch, hits: Set[str]) -> Mention | None:
    rule = next((typed for typed in watch.keywords if typed in hits), "")
    topic = next((one for one in watch.opt_ins if one.value in reading.context), None)
    if topic and (rule or not watch.keywords):
        return replace(plain, topic=topic, rule=rule)
    return replace(plain, rule=rule) if rule and watch.keyword_articles else None


def _fits(article: Article, reading: Reading, chat: Chat, watch: Watch) -> bool:
    country = reading.country or article.country_prior
    wanted = {*watch.countries, *(province.country for province in watch.provinces)}
    if country and any(codes and country not in codes for codes in (wanted, set(chat.countries))):
        return False
    if watch.source_kinds and article.source_kind not in watch.source_kinds:
        return False
    if watch.flags and not set(watch.flags) & set(reading.context):
        return False
    whole = country in set(watch.countries) - {province.country for province in watch.provinces}
    if watch.provinces and reading.places and not whole and not province_of(reading.places, watch.provinces):
        return False
    return not (watch.areas and reading.places and not area_of(reading.places, watch.areas))
