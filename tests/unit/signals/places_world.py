"""A small world of places, so that reading them can be tested without the gazetteer file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alertbot.gazetteer.countries import load_country_names
from alertbot.gazetteer.fold import fold
from alertbot.ports import GazetteerPlace
from alertbot.signals.places import PlaceNames, ResolvedPlaces, find_places, resolve_places
from alertbot.signals.places_likely import likely_countries
from alertbot.signals.text import build_document

COUNTRIES = load_country_names(Path(__file__).parents[3] / "config" / "countries.yaml")

# names | kind | country | admin1 | admin2 | lat | lon | population
_TABLE = """
La Ville;Le Port;La Forêt;El Pueblo;El Río;La Selva;La Comunidad;The Village;The River | place | FRA | Réunion | | -21 | 55 | 130000
Kaskazini;Amani | place | JOR | Amman | | 31 | 35 | 130000
La Paz | place | BOL | La Paz |  | -16.5 | -68.1 | 800000
North Darfur;شمال دارفور;Северный Дарфур;Darfour-Nord | admin1 | SDN | North Darfur |  | 15 | 25 | 700000
Kutum;كتم;Кутум;Koutoum | place | SDN | North Darfur | Kutum | 14.2 | 24.7 | 45000
Tawila;طويلة;Тавила | place | SDN | North Darfur | Tawila | 13.5 | 24.9 | 30000
El Fasher;الفاشر | place | SDN | North Darfur | El Fasher | 13.6 | 25.3 | 252000
Port Sudan;بورتسودان | place | SDN | Red Sea |  | 19.6 | 37.2 | 489000
Ituri | admin1 | COD | Ituri |  | 1.5 | 30 | 500000
Djugu | admin2 | COD | Ituri | Djugu | 1.9 | 30.5 | 80000
Bunia | place | COD | Ituri | Bunia | 1.5 | 30.2 | 399000
Beni | place | COD | Nord-Kivu | Beni | 0.5 | 29.4 | 140000
El Beni;Beni | admin1 | BOL | El Beni |  | -14 | -65 | 290000
Nord-Kivu;Kivu Kaskazini | admin1 | COD | Nord-Kivu |  | -1 | 29 | 1055000
Kharkiv;Харьковская;Харківська | admin1 | UKR | Kharkiv |  | 49.5 | 36.5 | 2500000
Kharkiv;Харьков;Харків | place | UKR | Kharkiv | Kharkiv | 50 | 36.2 | 1400000
Kupyansk;Купянск;Куп'янськ | place | UKR | Kharkiv | Kupyansk | 49.7 | 37.6 | 26000
Kyiv;Киев;Київ | place | UKR | Kyiv |  | 50.4 | 30.5 | 2900000
Moscow;Москва | place | RUS | Moscow |  | 55.7 | 37.6 | 12000000
Geneva;Genève | place | CHE | Genève |  | 46.2 | 6.1 | 200000
Cabo Delgado | admin1 | MOZ | Cabo Delgado |  | -12 | 39 | 488000
Macomia | place | MOZ | Cabo Delgado | Macomia | -12.2 | 40.1 | 20000
Kunduz;کندز;قندوز | admin1 | AFG | Kunduz |  | 36.8 | 68.8 | 284000
Kunduz;کندز;قندوز | place | AFG | Kunduz | Kunduz | 36.7 | 68.9 | 161000
Ta'izz;تعز | place | YEM | Ta'izz |  | 13.6 | 44 | 940000
Nairobi | place | KEN | Nairobi |  | -1.3 | 36.8 | 2700000
Petite Rivière | place | MUS | Black River |  | -20.2 | 57.4 | 4800
Artibonite | admin1 | HTI | Artibonite |  | 19.3 | -72.4 | 600000
Port-au-Prince | place | HTI | Ouest |  | 18.5 | -72.3 | 1200000
Prince | place | HTI | Ouest |  | 18.6 | -72.4 | 5000
La Pampa | place | PER | Piura |  | -5 | -80 | 800
La Pampa | place | PER | Ancash |  | -9 | -78 | 700
Madre de Dios | admin1 | PER | Madre de Dios |  | -12 | -70 | 140000
Ancash | admin1 | PER | Ancash |  | -9.5 | -77.5 | 500000
May | place | USA | Oklahoma |  | 36 | -99 | 30000
Garba | place | NGA | Kano |  | 12 | 8 | 30000
Katsina | admin1 | NGA | Katsina |  | 12.5 | 7.5 | 900000
Quindío;Quindio | admin1 | COL | Quindío |  | 4.5 | -75.7 | 540000
Armenia | place | COL | Quindío | Armenia | 4.5 | -75.7 | 300000
Cox | place | ESP | Valencia |  | 38.1 | -0.9 | 7000
Cox's Bazar;Cox Bazar | place | BGD | Chittagong | Cox's Bazar | 21.4 | 92 | 250000
Samara | place | RUS | Samara |  | 53 | 50 | 1100000
"""


class World:
    """The places above, as the gazetteer would answer."""

    def __init__(self) -> None:
        self._places: dict[str, list[GazetteerPlace]] = {}
        for number, line in enumerate(filter(None, _TABLE.strip().splitlines()), 1):
            names, kind, country, admin1, admin2, lat, lon, people = (
                cell.strip() for cell in line.split("|")
            )
            first = names.split(";")[0]
            place = GazetteerPlace(
                number,
                first,
                kind,
                country,
                admin1 or None,
                admin2 or None,
                float(lat),
                float(lon),
                int(people),
            )
            for name in names.split(";"):
                self._places.setdefault(fold(name), []).append(place)

    def find(self, folded: str, country: str | None = None) -> Sequence[GazetteerPlace]:
        found = self._places.get(folded, [])
        return [place for place in found if country in (None, place.country)]

    def opens(self, folded: str) -> bool:
        return any(name.startswith(f"{folded} ") for name in self._places)


def where(
    text: str, language: str = "en", title: str = "", focus: str = "", prior: str | None = None
) -> ResolvedPlaces:
    """Read a text; `focus` is the sentence of the event, the whole text if empty."""
    document = build_document(title, text, language)
    start = document.full.index(focus) if focus else len(title) + 2
    spans = [(start, start + len(focus or text))]
    mentions = find_places(document, PlaceNames(World(), COUNTRIES))
    return resolve_places(document, mentions, spans, prior, likely_countries(language, ()))


def first(found: ResolvedPlaces) -> str:
    """The name to give first."""
    return found.places[0].name if found.places else ""
