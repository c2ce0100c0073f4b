"""Chooses how places and actors are named to a reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from alertbot.alerts.safe import clean, clip, isolate
from alertbot.model import SENSITIVE, Incident, Place, PlaceRole, Precision
from alertbot.texts import Texts

LONGEST_NAME = 60
MOST_NAMES = 3
_SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC"}
_INFLECTED = frozenset({"en", "ru", "uk"})
"""English names are English already."""
_NOBODY = frozenset({"unknown", "unidentified"})


def is_sensitive(incident: Incident) -> bool:
    """Return whether no place finer than the district, no quote and no detail of victims may be shown."""
    return bool(SENSITIVE & set(incident.categories))


def shown(name: str, texts: Texts) -> str:
    """Return a name from a source as it may stand in a message: cleaned, of bearable length, isolated."""
    return isolate(clip(clean(name), LONGEST_NAME), texts.is_rtl)


def sources(incident: Incident, texts: Texts) -> str:
    """Return who tells of an incident, without those who deny it."""
    deniers = {name.casefold() for name in incident.denied_by}
    return people(incident, (name for name in incident.sources if name.casefold() not in deniers), texts)


def people(incident: Incident, names: Iterable[str], texts: Texts) -> str:
    """Return up to three of `actors` as a list in words; '' where nobody is named."""
    return texts.items([shown(name, texts) for name in actors(incident, names, texts)[:MOST_NAMES]])


def actors(incident: Incident, names: Iterable[str], texts: Texts) -> list[str]:
    """Return the actors of an incident as they are to be named, not yet made safe to show.

    Common words ('organisation', 'residents') are left out where somebody is named, and so are names all
    of whose words stand in another; then names in a script the reader reads come first.
    """
    told = [name for name in names if name.casefold() not in _NOBODY and clean(name)]
    common = {name.casefold() for report in incident.reports for name in report.reading.unnamed}
    named = [name for name in told if name.casefold() not in common] or told
    written = _as_written(incident, texts)
    own = list(dict.fromkeys(written.get(name, name) for name in named))
    readable = [name for name in own if _readable(name, texts)] or own
    return [name for name in readable if not any(_within(name, other) for other in readable)]


def _as_written(incident: Incident, texts: Texts) -> dict[str, str]:
    """Return English names of actors to how a report in the reader's language writes them, shortest first.

    Not in languages that inflect names: a source's 'талибами' fits no sentence of ours.
    """
    if texts.language in _INFLECTED:
        return {}
    readings = [report.reading for report in incident.reports]
    pairs = [pair for reading in readings if reading.language == texts.language for pair in reading.aliases]
    return {english: name for name, english in sorted(pairs, key=lambda pair: -len(pair[0]))}


def _within(name: str, other: str) -> bool:
    return set(name.casefold().split()) < set(other.casefold().split())


def where(incident: Incident, texts: Texts) -> tuple[str, str]:
    """Return (place with its province, country) of an incident; either may be empty."""
    country = shown(texts.country(incident.country), texts) if incident.country else ""
    return texts.gettext(", ").join(_place_names(incident, texts)), country


def first_name(incident: Incident, texts: Texts) -> str:
    """Return the name of the place alone, without district and province; '' where none is told."""
    return next(iter(_place_names(incident, texts)), "")


def _place_names(incident: Incident, texts: Texts) -> list[str]:
    place = best_place(incident.places, texts)
    if place is None:
        return []
    names = _coarse(place) if is_sensitive(incident) else _exact(place, texts)
    return [shown(name, texts) for name in dict.fromkeys(names) if name and clean(name)]


def best_place(places: Sequence[Place], texts: Texts) -> Place | None:
    """Return the first place of the event, in its most readable naming."""
    events = [p for p in places if p.role not in (PlaceRole.DESTINATION, PlaceRole.TRANSIT)]
    events = [p for p in events if p.precision is not Precision.COUNTRY]
    if not events:
        return None
    first = events[0]
    alike = [p for p in events if p.precision is first.precision and p.country == first.country]
    return next((p for p in alike if _readable(p.name, texts)), first)


def _exact(place: Place, texts: Texts) -> list[str]:
    known = place.canonical if place.precision is not Precision.PARENT else None
    name = place.name if _readable(place.name, texts) or not known else known
    around = place.canonical if place.precision is Precision.PARENT else place.admin2
    province = place.admin1
    if around and any(_repeats(around, said) for said in (name, province or "")):
        around = None
    return [part for part in (name, around, province) if part]


def _repeats(around: str, said: str) -> bool:
    """Return whether the name of the district only says the place or the province again."""
    return bool(said) and (said.casefold() in around.casefold() or around.casefold() in said.casefold())


def _coarse(place: Place) -> list[str]:
    if place.precision in (Precision.ADMIN1, Precision.ADMIN2):
        return [part for part in (place.canonical or place.name, place.admin1) if part]
    return [part for part in (place.admin2, place.admin1) if part]


def _readable(name: str, texts: Texts) -> bool:
    script = _SCRIPTS.get(texts.language, "LATIN")
    letter = next((letter for letter in name if letter.isalpha()), "")
    return bool(letter) and unicodedata.name(letter, "").startswith(script)
