"""Counts whose verb no lexicon has, dates that make news, bodies named once and then by a common noun."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from signals_reading import reader

from alertbot.model import FigureRole, Reading

PUBLISHED = datetime(2026, 6, 10, tzinfo=UTC)


def read(text: str, language: str) -> Reading:
    return reader().read("", text, language, PUBLISHED)


@pytest.mark.parametrize(
    ("language", "text", "value", "term"),
    [
        (
            "es",
            "Hombres armados sacaron de sus casas a 70 familias en Tibú el martes, dijo la alcaldía.",
            70,
            "",
        ),
        (
            "en",
            "Gunmen walked sixteen passengers into the bush near Zurmi on Monday, police said.",
            16,
            "abducted",
        ),
    ],
)
def test_a_count_beside_harm_gets_the_term_of_the_harm(
    language: str, text: str, value: int, term: str
) -> None:
    figures = [one for one in read(text, language).figures if one.role is FigureRole.EVENT]
    assert [one.value for one in figures] == [value]
    assert not term or figures[0].term == term


def test_an_organisation_named_before_speaks_for_the_organisation() -> None:
    text = (
        "La ligue Iteka a publié un rapport mardi.\n\n"
        "Des hommes armés ont tué douze villageois lundi à Ngozi, selon l'organisation."
    )
    assert "ligue Iteka" in read(text, "fr").sources
