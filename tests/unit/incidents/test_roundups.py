"""An article that tells of several events is known by its title or by how far its places lie apart."""

import pytest
from reported import TOWN, VILLAGE, report

from alertbot.incidents.roundups import is_round_up
from alertbot.model import Place, PlaceRole, Precision

HERAT = Place("Herat", "AFG", Precision.PLACE, canonical="Herat", admin1="Herat")


def towns(*countries: str) -> tuple[Place, ...]:
    return tuple(
        Place(f"Town {code}", code, Precision.PLACE, admin1=f"Province {code}") for code in countries
    )


@pytest.mark.parametrize(
    "title",
    [
        "This month in Afghanistan",
        "Protection weekly: north",
        "Bilan de la semaine",
        "Resumen de violencia",
        "Обзор событий",
        "حصاد الأسبوع",
        "Muhtasari wa wiki",
    ],
)
def test_a_title_that_says_so_with_two_provinces_is_a_round_up(title: str) -> None:
    assert is_round_up(report(title=title, places=(TOWN, HERAT)))
    assert not is_round_up(report(title=title, places=(VILLAGE, TOWN)))


def test_events_in_three_countries_are_a_round_up() -> None:
    assert is_round_up(report(places=towns("NER", "NGA", "TCD")))
    assert not is_round_up(report(places=towns("NER", "NGA")))


def test_places_people_fled_to_do_not_count() -> None:
    went = tuple(
        Place(p.name, p.country, p.precision, admin1=p.admin1, role=PlaceRole.DESTINATION)
        for p in towns("UGA", "RWA", "BDI")
    )
    assert not is_round_up(report(places=(TOWN, *went)))


def test_an_ordinary_report_is_none() -> None:
    assert not is_round_up(report())
