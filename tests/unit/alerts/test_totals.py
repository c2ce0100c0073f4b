"""Headline numbers: families are never turned into people, nothing that may overlap is added."""

from __future__ import annotations

from told import FAMILIES, figure, incident

from alertbot.alerts.totals import totals
from alertbot.model import FigureRole, Incident, Place, Precision, Qualifier, Toll, Unit

PROVINCE = Place("Kunduz", "AFG", Precision.ADMIN1, canonical="Kunduz", admin1="Kunduz")
COUNTRY = Place("Afghanistan", "AFG", Precision.COUNTRY)


def told(code: str, *figures, places=(), **more) -> Incident:
    where = places or (Place(f"Village {code}", "AFG", Precision.PLACE, admin1="Kunduz"),)
    return incident(code=code, figures=figures, places=where, **more)


def people(value: int, **more):
    return figure(value, Unit.PERSON, "displaced", **more)


def summed(*incidents: Incident) -> dict[tuple[Unit, Toll], tuple[int, int]]:
    return {(t.unit, t.toll): (t.low, t.high) for t in totals(incidents)}


def test_people_and_families_are_told_apart_and_never_added() -> None:
    found = summed(told("A", people(100)), told("B", FAMILIES), told("C", people(50), FAMILIES))
    assert found == {
        (Unit.PERSON, Toll.DISPLACED): (150, 150),
        (Unit.HOUSEHOLD, Toll.DISPLACED): (1200, 1200),
    }


def test_of_one_incident_the_largest_figure_counts_and_no_other() -> None:
    evicted = figure(80, Unit.PERSON, "evicted")
    assert summed(told("A", people(100), people(60), evicted)) == {(Unit.PERSON, Toll.DISPLACED): (100, 100)}


def test_where_sources_disagree_the_sum_is_a_range() -> None:
    [total] = totals([told("A", people(100, value_max=150, qualifier=None)), told("B", people(10))])
    assert (total.low, total.high, total.qualifier, total.codes) == (110, 160, None, ("A", "B"))


def test_a_figure_up_to_some_number_has_no_lower_end() -> None:
    assert summed(told("A", people(100)), told("B", people(50, qualifier=Qualifier.UP_TO))) == {
        (Unit.PERSON, Toll.DISPLACED): (100, 150)
    }


def test_the_figure_of_a_province_is_not_added_to_those_of_its_places() -> None:
    places = told("A", people(100)), told("B", people(200))
    small, large = told("P", people(250), places=(PROVINCE,)), told("Q", people(900), places=(PROVINCE,))
    assert summed(*places, small) == {(Unit.PERSON, Toll.DISPLACED): (300, 300)}
    [total] = totals([*places, small, large])
    assert (total.high, total.codes) == (900, ("Q",))


def test_the_figure_of_a_country_is_not_added_to_those_of_its_provinces_but_to_other_countries() -> None:
    abroad = Place("Goma", "COD", Precision.PLACE, admin1="North Kivu")
    found = summed(
        told("A", people(100)),
        told("C", people(5000), places=(COUNTRY,)),
        told("D", people(7), places=(abroad,), country="COD"),
    )
    assert found == {(Unit.PERSON, Toll.DISPLACED): (5007, 5007)}


def test_sums_since_a_date_vague_words_and_what_was_withdrawn_count_for_nothing() -> None:
    nothing = [
        told("A", people(9000, role=FigureRole.CUMULATIVE)),
        told("B", people(12, vague=True)),
        told("C", people(70), retracted=True),
    ]
    assert totals(nothing) == ()


def test_a_sum_is_hedged_as_the_weakest_of_its_parts() -> None:
    least = people(10, qualifier=Qualifier.MORE_THAN)
    about = people(10, qualifier=Qualifier.APPROXIMATELY)
    [total] = totals([told("A", least), told("B", about)])
    assert (total.qualifier, total.as_figure().value) == (Qualifier.AT_LEAST, 20)
    assert totals([told("B", about), told("C", people(1))])[0].qualifier is Qualifier.APPROXIMATELY
