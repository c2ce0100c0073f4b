"""Draws the pictures of docs/pictures from made-up incidents: `./run pictures [FOLDER]`.

With a FOLDER it draws every kind of picture there instead, in English, Arabic and Russian, of 1, 30 and 300
incidents: to be looked at after a change.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from alertbot.alerts.chart import Span, digest_chart
from alertbot.alerts.digest import DigestKind, Entry
from alertbot.alerts.incident_map import incident_map
from alertbot.alerts.situation import situation_map
from alertbot.gazetteer.centres import centre_of
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.model import (
    Category,
    Certainty,
    ChangeKind,
    Figure,
    Incident,
    IncidentId,
    Place,
    Precision,
    Severity,
    Status,
    Unit,
)
from alertbot.model.pictures import Picture
from alertbot.pictures.paint import paint
from alertbot.settings import load_settings
from alertbot.texts import TextCatalogue, Texts

TARGET = Path(__file__).parents[1] / "docs" / "pictures"
MOST_BYTES = 150_000
LANGUAGES = ("en", "ar", "ru")
NUMBERS = (1, 30, 300)
NOW = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
WEEK, WEEKS = timedelta(days=7), 8
TOWNS = (
    ("Kunduz", "AFG", "Kunduz", 36.73, 68.86),
    ("Herat", "AFG", "Herat", 34.35, 62.2),
    ("Fayzabad", "AFG", "Badakhshan", 37.12, 70.58),
    ("Goma", "COD", "North Kivu", -1.67, 29.23),
    ("Bunia", "COD", "Ituri", 1.56, 30.25),
    ("Kaga-Bandoro", "CAF", "Nana-Grébizi", 7.0, 19.18),
    ("El Fasher", "SDN", "North Darfur", 13.63, 25.35),
    ("Nyala", "SDN", "South Darfur", 12.05, 24.88),
    ("Maiduguri", "NGA", "Borno", 11.85, 13.16),
    ("Kaya", "BFA", "Centre-Nord", 13.09, -1.08),
    ("Buenaventura", "COL", "Valle del Cauca", 3.88, -77.03),
    ("Pemba", "MOZ", "Cabo Delgado", -12.97, 40.52),
)
KINDS = (
    Category.FORCED_DISPLACEMENT,
    Category.FORCED_DISPLACEMENT,
    Category.PROPERTY_DESTRUCTION,
    Category.ATTACK_ON_CIVILIANS,
    Category.FORCED_EVICTION,
    Category.ABDUCTION,
    Category.GBV,
    Category.ATTACK_ON_SERVICES,
)


def made_up(
    number: int, chance: random.Random, towns: Sequence[tuple[str, str, str, float, float]]
) -> Incident:
    """An incident near a real town that never happened."""
    name, country, province, lat, lon = chance.choice(towns)
    kind = chance.choice(KINDS)
    precision = chance.choice(
        (Precision.PLACE, Precision.PLACE, Precision.PARENT, Precision.ADMIN1, Precision.COUNTRY)
    )
    at = (lat + chance.gauss(0, 0.8), lon + chance.gauss(0, 0.8))
    place = Place(name, country, precision, name, province, None, *at)
    unit, term = chance.choice(
        ((Unit.HOUSEHOLD, "displaced"), (Unit.PERSON, "displaced"), (Unit.PERSON, "killed"))
    )
    value = round(10 ** chance.uniform(0.7, 1.5 if term == "killed" else 3.6))
    high = round(value * 1.6) if chance.random() < 0.25 else None
    figures = (Figure(value, unit, term, str(value), 0, 0, high),) if kind is not Category.GBV else ()
    return Incident(
        IncidentId(number), f"K{number:03}", 1, (), (kind,), country, (place,), figures, (), (), (),
        Status.ALLEGED, Severity.SEVERE, Certainty.POSSIBLE, NOW, NOW,
    )  # fmt: skip


def week_by_week(number: int, seed: int = 7) -> list[Span]:
    """Eight weeks of incidents, about so many in the last."""
    chance = random.Random(seed)  # noqa: S311 - made up
    spans = []
    for week in range(WEEKS):
        until = NOW - (WEEKS - 1 - week) * WEEK
        count = number if week == WEEKS - 1 else round(number * chance.uniform(0.4, 1.5))
        told = tuple(
            Entry(made_up(week * 1000 + one, chance, TOWNS), ChangeKind.FIRST) for one in range(max(count, 1))
        )
        spans.append(Span(until - WEEK, until, None if week < 2 else told))
    return spans


def pictures(number: int, texts: Texts) -> Iterator[tuple[str, Picture]]:
    """Every kind of picture, of so many incidents."""
    locate = partial(centre_of, SqliteGazetteer(load_settings().gazetteer_path))
    spans = week_by_week(number)
    chart = digest_chart(DigestKind.WEEKLY, spans, texts, "Europe/Paris")
    everywhere = situation_map(spans[-1].new, NOW - WEEK, NOW, texts, "Europe/Paris", locate)
    chance = random.Random(3)  # noqa: S311 - made up
    here = [made_up(one, chance, TOWNS[:3]) for one in range(number)]
    country = situation_map(here, NOW - WEEK, NOW, texts, "Europe/Paris", locate)
    for name, made in (("chart", chart), ("situation", everywhere), ("country", country)):
        if made:
            yield name, made[0]


def single(texts: Texts) -> Iterator[tuple[str, Picture]]:
    """Maps of one incident, by how exactly it may be shown."""
    locate = partial(centre_of, SqliteGazetteer(load_settings().gazetteer_path))
    chance = random.Random(5)  # noqa: S311 - made up
    one = replace(made_up(1, chance, TOWNS[:1]), categories=(Category.FORCED_DISPLACEMENT,))
    place = Place("Kunduz", "AFG", Precision.PLACE, "Kunduz", "Kunduz", "Kunduz", 36.73, 68.86)
    cases = {
        "point": ((place,), Category.FORCED_DISPLACEMENT),
        "village": (
            (replace(place, name="Bagh-e Sherkat", precision=Precision.PARENT),),
            Category.PROPERTY_DESTRUCTION,
        ),
        "guarded": ((place,), Category.GBV),
        "province": (
            (Place("North Kivu", "COD", Precision.ADMIN1, "North Kivu", "North Kivu", None, -1.5, 28.9),),
            Category.ABDUCTION,
        ),
        "nation": ((Place("Sudan", "SDN", Precision.COUNTRY),), Category.ACCESS_DENIAL_SIEGE),
    }
    for name, (places, kind) in cases.items():
        told = replace(one, places=places, categories=(kind,), country=places[0].country)
        picture = incident_map(told, texts, locate)
        if picture:
            yield name, picture


def save(folder: Path, name: str, picture: Picture) -> None:
    png = paint(picture)
    if len(png) > MOST_BYTES:
        sys.exit(f"{name} has {len(png)} bytes; {MOST_BYTES} is the most.")
    (folder / f"{name}.png").write_bytes(png)
    print(f"{name}: {len(png) / 1000:.0f} kB")


def draw_all(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        texts = TextCatalogue().load_texts(language)
        for name, picture in single(texts):
            save(folder, f"{language}-{name}", picture)
        for number in NUMBERS:
            for name, picture in pictures(number, texts):
                save(folder, f"{language}-{name}-{number}", picture)


def draw_six() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    catalogue = TextCatalogue()
    wanted = {
        "incident-en": ("en", "point"), "guarded-ar": ("ar", "guarded"), "nation-ru": ("ru", "nation"),
        "chart-en": ("en", "chart"), "chart-ar": ("ar", "chart"), "situation-ru": ("ru", "situation"),
    }  # fmt: skip
    for file, (language, kind) in wanted.items():
        texts = catalogue.load_texts(language)
        made = dict(single(texts)) | dict(pictures(30, texts))
        save(TARGET, file, made[kind])


if __name__ == "__main__":
    draw_all(Path(sys.argv[1])) if sys.argv[1:] else draw_six()
