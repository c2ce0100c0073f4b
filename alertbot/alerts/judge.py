"""Judges one incident by one watch: whether it matches, why, and which condition failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from alertbot.alerts.keywords import KeywordError, Rule, parse_rule
from alertbot.alerts.matching import SearchText, holds
from alertbot.alerts.nearby import area_of, province_of
from alertbot.model import Category, Certainty, Chat, FigureRole, Incident, OptIn, Severity, Watch

OPT_IN = frozenset({Category.DISPLACEMENT_RISK})
"""Kinds of harm that only those hear of who asked for them by name."""
_SEVERITIES = (Severity.UNKNOWN, Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)
_CERTAINTIES = (
    Certainty.UNKNOWN,
    Certainty.UNLIKELY,
    Certainty.POSSIBLE,
    Certainty.LIKELY,
    Certainty.OBSERVED,
)


class Condition(StrEnum):
    """What an incident may fail by, in the order in which it is asked."""

    CHAT_COUNTRY = "chat_country"
    """The countries of the chat itself."""
    COUNTRY = "country"
    PROVINCE = "province"
    AREA = "area"
    KIND = "kind"
    SEVERITY = "severity"
    FIGURE = "figure"
    CERTAINTY = "certainty"
    SOURCE = "source"
    FLAG = "flag"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of holding an incident against a watch."""

    matched: bool
    reason: str
    """Why it matched: codes and words joined by ' · ' (`story.reason_line` says them); '' if it did not."""
    failed: Condition | None = None
    """The first condition that does not hold; None if all do."""


def judge_watch(
    watch: Watch,
    incident: Incident,
    chat: Chat | None = None,
    text: SearchText | None = None,
    keyword_hits: Set[str] | None = None,
) -> Verdict:
    """Hold an incident against every condition of a watch, and of its chat where one is given.

    Keywords are looked up in `keyword_hits` (rules that a `KeywordIndex` found true) if given, else held
    against `text`, else against what the incident's reports say (`SearchText.of_incident`).
    """
    parts = [watch.name]
    for condition, ask in _CONDITIONS:
        said = ask(watch, incident, chat)
        if said is None:
            return Verdict(False, "", condition)
        parts.append(said)
    keyword = _keyword(watch, incident, text, keyword_hits)
    if keyword is None:
        return Verdict(False, "", Condition.KEYWORD)
    return Verdict(True, " · ".join(part for part in dict.fromkeys((*parts, keyword)) if part))


def wanted_kinds(watch: Watch) -> frozenset[Category]:
    """The kinds of harm of which a watch wants to hear."""
    wanted = frozenset(watch.categories) or frozenset(Category) - OPT_IN
    return wanted | OPT_IN if OptIn.DISPLACEMENT_RISK in watch.opt_ins else wanted


def _chat_country(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    if chat is None or not chat.countries:
        return ""
    if not countries_of(incident) & set(chat.countries):
        return None
    return incident.country or ""


def _country(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    wanted = {*watch.countries, *(province.country for province in watch.provinces)}
    if not wanted:
        return ""
    return (incident.country or "") if countries_of(incident) & wanted else None


def _province(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    if not watch.provinces:
        return ""
    narrowed = {province.country for province in watch.provinces}
    if countries_of(incident) & (set(watch.countries) - narrowed):
        return ""
    return province_of(incident.places, watch.provinces)


def _area(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    return area_of(incident.places, watch.areas) if watch.areas else ""


def _kind(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    wanted = wanted_kinds(watch)
    found = next((category for category in incident.categories if category in wanted), None)
    return found.value if found else None


def _severity(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    return _at_least(incident.severity, watch.minimum_severity, _SEVERITIES)


def _certainty(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    return _at_least(incident.certainty, watch.minimum_certainty, _CERTAINTIES)


def _at_least(found: StrEnum, least: StrEnum | None, order: Sequence[StrEnum]) -> str | None:
    return "" if least is None or order.index(found) >= order.index(least) else None


def _figure(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    """One figure of the event reaches the number for its unit; of a range the upper end counts."""
    if not watch.minimum_figures:
        return ""
    least = dict(watch.minimum_figures)
    figures = [figure for figure in incident.figures if figure.role is FigureRole.EVENT]
    reached = any(
        figure.unit in least and (figure.value_max or figure.value) >= least[figure.unit]
        for figure in figures
    )
    return "" if reached else None


def _source(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    kinds = {report.source_kind for report in incident.reports}
    return "" if not watch.source_kinds or kinds & set(watch.source_kinds) else None


def _flag(watch: Watch, incident: Incident, chat: Chat | None) -> str | None:
    return "" if not watch.flags or set(incident.context) & set(watch.flags) else None


def _keyword(watch: Watch, incident: Incident, text: SearchText | None, hits: Set[str] | None) -> str | None:
    if not watch.keywords:
        return ""
    if hits is not None:
        return next((typed for typed in watch.keywords if typed in hits), None)
    searched = text or SearchText.of_incident(incident)
    for typed in watch.keywords:
        rule = meaning(typed)
        if rule and holds(rule, searched):
            return typed
    return None


def countries_of(incident: Incident) -> set[str]:
    """The incident's country and those of every place in it: across a border, both."""
    return {code for code in (incident.country, *(place.country for place in incident.places)) if code}


_Ask = Callable[[Watch, Incident, Chat | None], str | None]
"""Returns what to say of the condition in the reason ('' for nothing), None if it does not hold."""
_CONDITIONS: tuple[tuple[Condition, _Ask], ...] = (
    (Condition.CHAT_COUNTRY, _chat_country),
    (Condition.COUNTRY, _country),
    (Condition.PROVINCE, _province),
    (Condition.AREA, _area),
    (Condition.KIND, _kind),
    (Condition.SEVERITY, _severity),
    (Condition.FIGURE, _figure),
    (Condition.CERTAINTY, _certainty),
    (Condition.SOURCE, _source),
    (Condition.FLAG, _flag),
)


@lru_cache(maxsize=65_536)
def meaning(typed: str) -> Rule | None:
    """Return a stored rule's meaning; None for one that today's language no longer understands."""
    try:
        return parse_rule(typed)
    except KeywordError:
        return None
