"""Says a watch in words: its name and every condition it has."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.alerts.safe import clip, isolate
from alertbot.bot.screens import categories_line, countries_line, keywords_line
from alertbot.model import Area, Certainty, FeedKind, Flag, OptIn, Province, Severity, Unit, Watch, Way
from alertbot.texts import Texts

LONGEST_NAME = 40
"""Letters of a watch's name."""
MOST_PLACES = 6
"""Named in one line."""
SEVERITIES = {
    Severity.MODERATE: "Moderate or worse",
    Severity.SEVERE: "Severe or worse",
    Severity.EXTREME: "Extreme only",
}
CERTAINTIES = {
    Certainty.LIKELY: "Likely or surer",
    Certainty.OBSERVED: "Confirmed only",
}
UNITS = {
    Unit.HOUSEHOLD: "Families",
    Unit.PERSON: "People",
    Unit.HOUSING: "Homes",
    Unit.FACILITY: "Schools, hospitals and the like",
    Unit.LIVESTOCK: "Livestock",
}
SOURCES = {
    FeedKind.UN: "United Nations",
    FeedKind.NGO: "Aid and rights organisations",
    FeedKind.MONITOR: "Monitors",
    FeedKind.INTERNATIONAL: "International media",
    FeedKind.LOCAL: "Local media",
}
FLAGS = {
    Flag.CHILDREN: "Children",
    Flag.WOMEN: "Women",
    Flag.AID_WORKER: "Aid workers",
    Flag.CAMP: "In camps",
    Flag.CROSS_BORDER: "Across a border",
    Flag.MASS: "Mass displacement",
}
OPT_INS = {
    OptIn.DISPLACEMENT_RISK: "Mere threats to leave",
    OptIn.NATURAL_HAZARDS: "Natural hazards",
    OptIn.RETURNS: "Returns",
    OptIn.ACCOUNTABILITY: "Trials and inquiries",
}
WAYS = {
    Way.AT_ONCE: "At once",
    Way.SILENT: "At once, without a sound",
    Way.DIGEST: "Only in the digest",
}
KEYWORD_ARTICLES = "Articles with my keywords alone"
"""Values of every table are message ids (bot_watches.po, bot_ways.po)."""


def name_of(watch: Watch, position: int, texts: Texts) -> str:
    """Return the name, or 'Watch 2' for the second of the chat if it has none."""
    plain = texts.gettext("Watch {number}").format(number=texts.number(position))
    return isolate(clip(watch.name, LONGEST_NAME), texts.is_rtl) if watch.name else plain


def lines_of(watch: Watch, texts: Texts) -> list[str]:
    """Return a line for each condition, plain text; those that are always shown first."""
    lines = [
        f"🌍 {countries_line(watch, texts)}",
        f"📍 {places_line(watch, texts)}" if watch.provinces or watch.areas else "",
        f"☑️ {categories_line(watch, texts)}",
        f"🔎 {keywords_line(watch, texts)}",
        _one("🔥", SEVERITIES.get(watch.minimum_severity) if watch.minimum_severity else None, texts),
        f"🔢 {figures_line(watch, texts)}" if watch.minimum_figures else "",
        _one("🎯", CERTAINTIES.get(watch.minimum_certainty) if watch.minimum_certainty else None, texts),
        _many("📰", [SOURCES[kind] for kind in watch.source_kinds], texts),
        _many("👥", [FLAGS[flag] for flag in watch.flags], texts),
        _many("➕", extras_of(watch), texts),
        _one("🔔", WAYS.get(watch.way) if watch.way else None, texts),
    ]
    return [line for line in lines if line]


def extras_of(watch: Watch) -> list[str]:
    """Return message ids of what the watch asks for besides harm."""
    own = [KEYWORD_ARTICLES] if watch.keyword_articles else []
    return [*(OPT_INS[opt_in] for opt_in in watch.opt_ins), *own]


def figures_line(watch: Watch, texts: Texts) -> str:
    """Return 'Families ≥ 50, People ≥ 200'; one of them is enough."""
    return ", ".join(
        f"{texts.gettext(UNITS[unit])} ≥ {texts.number(least)}" for unit, least in watch.minimum_figures
    )


def places_line(watch: Watch, texts: Texts) -> str:
    """Return the provinces, districts and circles."""
    places: tuple[Province | Area, ...] = (*watch.provinces, *watch.areas)
    names = [place_name(place, texts) for place in places]
    more = f" (+{texts.number(len(names) - MOST_PLACES)})" if len(names) > MOST_PLACES else ""
    return ", ".join(names[:MOST_PLACES]) + more


def place_name(place: Province | Area, texts: Texts) -> str:
    """Return 'North Kivu', 'Goma (North Kivu)' for a district, 'Goma ≤ 40 km' for a circle."""
    if isinstance(place, Area):
        return isolate(f"{clip(place.label, 40)} ≤ {place.km} km", texts.is_rtl)
    name = f"{place.admin2} ({place.admin1})" if place.admin2 else place.admin1
    return isolate(clip(name, 60), texts.is_rtl)


def _one(sign: str, said: str | None, texts: Texts) -> str:
    return f"{sign} {texts.gettext(said)}" if said else ""


def _many(sign: str, said: Sequence[str], texts: Texts) -> str:
    return f"{sign} {', '.join(texts.gettext(one) for one in said)}" if said else ""
