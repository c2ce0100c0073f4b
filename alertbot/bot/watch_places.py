"""Places of a watch: typed by name, with or without kilometres, and chosen where several bear the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from alertbot.alerts.safe import clip, isolate
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.bot.watch_screens import back, places
from alertbot.gazetteer.fold import fold
from alertbot.model import Area, Province, Watch
from alertbot.ports import GazetteerPlace

MOST_PLACES = 20
"""Provinces and circles of one watch, each."""
MOST_OFFERED = 6
USUAL_KM = 30
"""Around a town that was named without a distance."""
MOST_KM = 1000
_CLEARLY = 10
"""So many times as populous as the next of its name, a place is meant without asking."""
_DISTANCE = re.compile(
    r"(?P<name>.+?)[\s,،]+(?P<km>\d{1,5})\s*(?:km|км|كم|كلم|ک‌?م|کیلومتر|\w{0,12})?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: a name, and kilometres around it if any."""

    name: str
    km: int
    """0: none given."""


def read_place(text: str) -> Typed:
    """Understand 'Goma 40 km', 'Goma, 40km', 'North Kivu'; more than 1,000 km are 1,000."""
    found = _DISTANCE.fullmatch(text.strip())
    if found is None:
        return Typed(text.strip(), 0)
    return Typed(found["name"].strip(" ,،"), min(int(found["km"]), MOST_KM))


async def add_place(talk: Talk, watch: Watch, position: int, text: str) -> Screen:
    """Add the place named; where several bear the name, ask which one."""
    typed = read_place(text)
    found = _candidates(talk, watch, typed)
    if not found:
        return _unknown(talk, position, typed.name)
    if len(found) > 1:
        return _which(talk, watch, found, typed.km)
    return await _add(talk, watch, position, found[0], typed.km)


async def pick_place(talk: Talk, watch: Watch, position: int, geo_id: int, km: int) -> Screen:
    """Add the place that was picked. Raises ValueError if the gazetteer has it no more."""
    place = talk.services.gazetteer.get(geo_id)
    if place is None or not 0 <= km <= MOST_KM:
        raise ValueError(geo_id)
    return await _add(talk, watch, position, place, km)


def place_of(place: GazetteerPlace, km: int) -> Province | Area:
    """A province or district by its names; anything with a distance, and a town, as a circle."""
    if not km and place.kind == "admin1":
        return Province(place.country, place.name)
    if not km and place.kind == "admin2":
        return Province(place.country, place.admin1 or place.name, place.name if place.admin1 else "")
    return Area(
        place.name,
        place.lat,
        place.lon,
        km or USUAL_KM,
        place.country,
        place.admin1 or "",
        place.admin2 or "",
    )


def _candidates(talk: Talk, watch: Watch, typed: Typed) -> list[GazetteerPlace]:
    """Places that may be meant, the likeliest first; one if it is clear."""
    name, _, country = typed.name.rpartition(",")
    codes = talk.services.countries.only(country) if name else []
    found = [
        p for p in talk.services.gazetteer.find(fold(name if codes else typed.name)) if p.kind != "country"
    ]
    near = [place for place in found if place.country in (codes or watch.countries)]
    found = near or ([] if codes else found)
    order = (
        ("place", "approximate", "admin2", "admin1")
        if typed.km
        else ("admin1", "admin2", "place", "approximate")
    )
    groups: dict[tuple[str, str | None], list[GazetteerPlace]] = {}
    for place in found:
        groups.setdefault((place.country, place.admin1), []).append(place)
    size = {key: max(place.population for place in group) for key, group in groups.items()}
    best = [
        min(groups[key], key=lambda place: order.index(place.kind))
        for key in sorted(groups, key=lambda key: -size[key])
    ]
    sizes = sorted(size.values(), reverse=True)
    if len(best) > 1 and sizes[0] >= _CLEARLY * max(1, sizes[1]):
        return best[:1]
    return best[:MOST_OFFERED]


async def _add(talk: Talk, watch: Watch, position: int, place: GazetteerPlace, km: int) -> Screen:
    t, new = talk.texts.gettext, place_of(place, km)
    watched = watch.provinces if isinstance(new, Province) else watch.areas
    if len(watched) >= MOST_PLACES:
        full = t("A watch can have {number} places of a kind. Remove one first.")
        return places(watch, position, talk.texts, full.format(number=talk.texts.number(MOST_PLACES)))
    if isinstance(new, Province):
        watch = replace(watch, provinces=tuple(dict.fromkeys((*watch.provinces, new))))
    else:
        watch = replace(watch, areas=tuple(dict.fromkeys((*watch.areas, new))))
    await talk.services.store.chats.save_watch(watch)
    return places(watch, position, talk.texts, f"✅ {_described(place, talk)}")


def _which(talk: Talk, watch: Watch, found: Sequence[GazetteerPlace], km: int) -> Screen:
    rows = tuple((Button(clip(_described(p, talk), 44), f"w:{watch.id}:n:{p.geo_id}:{km}"),) for p in found)
    return Screen(escape(talk.texts.gettext("Which one?")), (*rows, back(watch, talk.texts)))


def _described(place: GazetteerPlace, talk: Talk) -> str:
    """'Goma, North Kivu, DR Congo'."""
    units = (place.name, place.admin2, place.admin1)
    names = [*dict.fromkeys(unit for unit in units if unit), talk.texts.country(place.country)]
    return isolate(", ".join(names), talk.texts.is_rtl)


def _unknown(talk: Talk, position: int, name: str) -> Screen:
    said = talk.texts.gettext(
        "I know no place “{text}”. Write a province, a district or a town, for example:"
    )
    html = escape(said.format(text=isolate(clip(name, 60), talk.texts.is_rtl)))
    example = f"<code>/watches {position} place Goma, DR Congo 40 km</code>"
    return Screen(f"{html}\n{example}")
