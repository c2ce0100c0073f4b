"""What a watch may ask for: every condition holds or names itself as the one that failed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import FAMILIES, TOWN, VILLAGE, chat, figure, incident, report, watch

from alertbot.alerts.judge import Condition, judge_watch, wanted_kinds
from alertbot.alerts.nearby import distance_km
from alertbot.model import (
    Area,
    Category,
    Certainty,
    FeedKind,
    FigureRole,
    Flag,
    Incident,
    OptIn,
    Precision,
    Province,
    Severity,
    Unit,
    Watch,
)
from alertbot.store import codec

KUNDUZ = Province("AFG", "Kundūz")
IMAM_SAHIB = Province("AFG", "Kunduz", "Imam Sahib")
AT_KUNDUZ = replace(TOWN, lat=36.72, lon=68.86, admin2="Kunduz")
CIRCLE = Area("Kunduz", 36.73, 68.87, 10, "AFG", "Kunduz", "Kunduz")
THERE = incident(places=(AT_KUNDUZ,), context=("children", "camp"), certainty=Certainty.LIKELY)


def moved(place: object, **more: object) -> Incident:
    return replace(THERE, places=(replace(place, **more),))  # type: ignore[type-var]


@pytest.mark.parametrize(
    "wants",
    [
        watch(provinces=(KUNDUZ,)),
        watch(countries=("SDN", "AFG"), provinces=(KUNDUZ,)),
        watch(countries=("AFG",), provinces=(Province("SDN", "North Darfur"),)),
        watch(areas=(CIRCLE,)),
        watch(areas=(replace(CIRCLE, lat=0.0), CIRCLE)),
        watch(minimum_figures=((Unit.HOUSEHOLD, 600),)),
        watch(minimum_figures=((Unit.PERSON, 9000), (Unit.HOUSEHOLD, 10))),
        watch(minimum_certainty=Certainty.LIKELY),
        watch(source_kinds=(FeedKind.UN, FeedKind.LOCAL)),
        watch(flags=(Flag.CAMP,)),
        watch(flags=(Flag.AID_WORKER, Flag.CHILDREN)),
        watch(opt_ins=(OptIn.DISPLACEMENT_RISK,)),
    ],
)
def test_each_condition_can_hold(wants: Watch) -> None:
    verdict = judge_watch(wants, THERE)
    assert (verdict.matched, verdict.failed) == (True, None)


@pytest.mark.parametrize(
    ("wants", "failed"),
    [
        (watch(countries=("SDN",)), Condition.COUNTRY),
        (watch(provinces=(Province("SDN", "Kunduz"),)), Condition.COUNTRY),
        (watch(provinces=(Province("AFG", "Takhar"),)), Condition.PROVINCE),
        (watch(countries=("AFG",), provinces=(Province("AFG", "Takhar"),)), Condition.PROVINCE),
        (watch(provinces=(IMAM_SAHIB,)), Condition.PROVINCE),
        (watch(areas=(replace(CIRCLE, lat=37.5),)), Condition.AREA),
        (watch(categories=(Category.ABDUCTION,)), Condition.KIND),
        (watch(minimum_severity=Severity.EXTREME), Condition.SEVERITY),
        (watch(minimum_figures=((Unit.HOUSEHOLD, 601),)), Condition.FIGURE),
        (watch(minimum_figures=((Unit.PERSON, 1),)), Condition.FIGURE),
        (watch(minimum_certainty=Certainty.OBSERVED), Condition.CERTAINTY),
        (watch(source_kinds=(FeedKind.UN,)), Condition.SOURCE),
        (watch(flags=(Flag.AID_WORKER,)), Condition.FLAG),
        (watch(keywords=("goma",)), Condition.KEYWORD),
    ],
)
def test_the_condition_that_failed_is_named(wants: Watch, failed: Condition) -> None:
    verdict = judge_watch(wants, THERE)
    assert (verdict.matched, verdict.reason, verdict.failed) == (False, "", failed)


def test_the_chats_own_countries_are_a_condition_too() -> None:
    assert judge_watch(watch(), THERE, chat(countries=("SDN",))).failed is Condition.CHAT_COUNTRY


def test_all_conditions_must_hold_together() -> None:
    wants = watch(countries=("AFG",), areas=(CIRCLE,), flags=(Flag.CAMP,), keywords=("kunduz",))
    assert judge_watch(wants, THERE).matched
    assert judge_watch(replace(wants, flags=(Flag.MASS,)), THERE).failed is Condition.FLAG


def test_the_reason_names_where_what_and_by_which_word() -> None:
    wants = watch(name="North", provinces=(KUNDUZ,), areas=(CIRCLE,), keywords=("kunduz",))
    reason = judge_watch(wants, THERE).reason
    assert reason == "North · AFG · Kundūz · Kunduz ≤ 10 km · forced_displacement · kunduz"


def test_only_figures_of_the_event_count_and_of_a_range_its_upper_end() -> None:
    wants = watch(minimum_figures=((Unit.HOUSEHOLD, 700),))
    total = replace(THERE, figures=(figure(900, role=FigureRole.CUMULATIVE), FAMILIES))
    assert judge_watch(wants, total).failed is Condition.FIGURE
    assert judge_watch(wants, replace(THERE, figures=(figure(500, value_max=700),))).matched


def test_a_district_wants_to_be_known() -> None:
    wants = watch(provinces=(IMAM_SAHIB,))
    assert judge_watch(wants, moved(AT_KUNDUZ, admin2="Imām Şāḩib")).matched
    assert not judge_watch(wants, moved(AT_KUNDUZ, admin2=None)).matched


def test_a_unit_named_itself_lies_in_itself() -> None:
    province = moved(VILLAGE, name="Qunduz", canonical="Kunduz", admin1=None, precision=Precision.ADMIN1)
    assert judge_watch(watch(provinces=(KUNDUZ,)), province).matched


def test_a_circle_grows_with_the_doubt_about_a_place() -> None:
    wants = watch(areas=(CIRCLE,))
    assert not judge_watch(wants, moved(AT_KUNDUZ, lat=36.9)).matched
    assert judge_watch(wants, moved(AT_KUNDUZ, lat=36.9, precision=Precision.PARENT)).matched
    assert judge_watch(wants, moved(AT_KUNDUZ, lat=37.5, precision=Precision.ADMIN1)).matched
    assert not judge_watch(wants, moved(AT_KUNDUZ, precision=Precision.COUNTRY)).matched


def test_a_place_without_coordinates_is_held_against_the_district_of_the_circle() -> None:
    wants, hidden = watch(areas=(CIRCLE,)), replace(AT_KUNDUZ, lat=None, lon=None)
    assert judge_watch(wants, moved(hidden)).matched
    assert judge_watch(wants, moved(hidden, admin2=None)).matched
    assert not judge_watch(wants, moved(hidden, admin2="Imam Sahib")).matched
    nowhere = watch(areas=(replace(CIRCLE, country="", admin1="", admin2=""),))
    assert not judge_watch(nowhere, moved(hidden)).matched


def test_the_kind_of_source_is_that_of_any_report() -> None:
    two = incident(report(1), report(2, source_kind=FeedKind.UN))
    assert judge_watch(watch(source_kinds=(FeedKind.UN,)), two).matched


def test_an_opt_in_adds_to_the_kinds_chosen() -> None:
    risk = OptIn.DISPLACEMENT_RISK
    assert Category.DISPLACEMENT_RISK not in wanted_kinds(watch())
    assert Category.DISPLACEMENT_RISK in wanted_kinds(watch(opt_ins=(risk,)))
    both = wanted_kinds(watch(categories=(Category.ABDUCTION,), opt_ins=(risk,)))
    assert both == {Category.ABDUCTION, Category.DISPLACEMENT_RISK}


def test_distances_are_those_of_a_globe() -> None:
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.2, abs=0.1)
    assert distance_km(52.52, 13.40, 48.86, 2.35) == pytest.approx(878, abs=3)
    assert distance_km(0, 179.9, 0, -179.9) == pytest.approx(22.2, abs=0.1)


def test_a_watch_stored_before_there_were_more_conditions_still_reads() -> None:
    old = '{"id":null,"chat":1,"name":"","countries":["AFG"],"categories":[],"keywords":["goma"],"minimum_severity":"severe"}'
    assert codec.decode(Watch, old) == Watch(
        None, watch().chat, countries=("AFG",), keywords=("goma",), minimum_severity=Severity.SEVERE
    )


def test_every_condition_survives_storing() -> None:
    full = watch(
        name="All", countries=("AFG",), provinces=(KUNDUZ, IMAM_SAHIB), areas=(CIRCLE,),
        categories=(Category.GBV,), keywords=("goma",), minimum_severity=Severity.MINOR,
        minimum_figures=((Unit.PERSON, 50), (Unit.HOUSEHOLD, 10)), minimum_certainty=Certainty.LIKELY,
        source_kinds=(FeedKind.NGO,), flags=(Flag.MASS,), opt_ins=tuple(OptIn), keyword_articles=True,
    )  # fmt: skip
    assert codec.decode(Watch, codec.encode(Watch, full)) == full
