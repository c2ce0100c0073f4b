"""An incident is set beside earlier ones of its province, and nothing is claimed that data do not bear."""

from dataclasses import replace
from datetime import timedelta

import pytest
from reported import DAY, RULES, VILLAGE, families, report

from alertbot.incidents.change import file_report
from alertbot.incidents.history import QUIET, figure_keys, history, history_keys, kind_key
from alertbot.model import History, Incident, Place, Precision

LONG_AGO = DAY - timedelta(days=90)


def told(**more: object) -> Incident:
    return file_report(report(1, **more), None, DAY, "CODE", RULES).incident


def sizes_of(value: int) -> dict[str, int]:
    """Another incident with that many families."""
    return dict.fromkeys(history_keys(told(figures=(families(value),)))[1:], 1)


def test_the_third_of_a_kind_is_counted_with_the_day_of_the_first_data() -> None:
    assert history(told(), 2, {}, LONG_AGO, DAY) == History("Kunduz", LONG_AGO, 3, highest=False)


def test_a_figure_well_above_every_other_is_the_highest() -> None:
    found = history(told(), 0, sizes_of(100), LONG_AGO, DAY)
    assert found is not None
    assert found.highest


@pytest.mark.parametrize("other", [550, 700, 4_000])
def test_a_figure_that_another_may_reach_is_not_called_the_highest(other: int) -> None:
    assert history(told(), 0, sizes_of(100) | sizes_of(other), LONG_AGO, DAY) is None


def test_nothing_is_said_of_the_only_incident() -> None:
    assert history(told(), 0, {}, LONG_AGO, DAY) is None


@pytest.mark.parametrize("since", [None, DAY - QUIET + timedelta(minutes=1)])
def test_nothing_is_said_until_there_are_two_weeks_of_data(since: object) -> None:
    assert history(told(), 5, {}, since, DAY) is None
    assert history(told(), 5, {}, DAY - QUIET, DAY) is not None


def test_a_province_spelt_otherwise_and_another_place_in_it_share_the_key() -> None:
    town = Place("Imam Sahib", "AFG", Precision.PLACE, admin1="KUNDUZ")
    assert kind_key(told(places=(town,))) == kind_key(told(places=(VILLAGE,)))


def test_without_a_province_nothing_is_counted() -> None:
    nowhere = told(places=(replace(VILLAGE, admin1=None),))
    assert history_keys(nowhere) == ()
    assert history(nowhere, 5, {}, LONG_AGO, DAY) is None


def test_an_incident_is_found_under_the_keys_of_its_size() -> None:
    filed = file_report(report(1), None, DAY, "CODE", RULES)
    assert set(history_keys(filed.incident)) <= set(filed.keys)
    assert set(history_keys(filed.incident)[1:]) <= set(figure_keys(filed.incident))
