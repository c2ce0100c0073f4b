"""Who is told: each chat once, for a reason it can read, and corrections to everybody who was told."""

from dataclasses import replace

import pytest
from told import TOWN, alert, chat, incident, reading, report, watch

from alertbot.alerts.keywords import parse_rule
from alertbot.alerts.matching import KeywordIndex, SearchText
from alertbot.alerts.route import NO_WATCH, match, plan
from alertbot.model import Category, ChangeKind, ChatKey, Severity, Watch, WatchId, Way

NOBODY: frozenset[ChatKey] = frozenset()


@pytest.mark.parametrize(
    "wants",
    [
        watch(),
        watch(countries=("AFG", "SDN")),
        watch(categories=(Category.LOOTING_EXTORTION,)),
        watch(minimum_severity=Severity.SEVERE),
        watch(keywords=("goma", "kunduz")),
        watch(keywords=('"driven from" actor:taliban',)),
        watch(keywords=('source:"human rights watch"',)),
    ],
)
def test_an_incident_that_meets_every_condition_matches(wants: Watch) -> None:
    assert match(incident(), chat(), wants) is not None


@pytest.mark.parametrize(
    "wants",
    [
        watch(countries=("SDN",)),
        watch(categories=(Category.ABDUCTION,)),
        watch(minimum_severity=Severity.EXTREME),
        watch(keywords=("goma",)),
        watch(keywords=("kunduz -taliban",)),
        watch(countries=("AFG",), keywords=("goma",)),
        watch(keywords=("((",)),
    ],
)
def test_one_condition_not_met_keeps_the_incident_away(wants: Watch) -> None:
    assert match(incident(), chat(), wants) is None


def test_the_chats_own_countries_must_hold_as_well() -> None:
    assert match(incident(), chat(countries=("SDN",)), watch(countries=("AFG",))) is None
    assert match(incident(), chat(countries=("AFG",)), watch()) is not None


def test_an_incident_across_a_border_reaches_watchers_of_both_countries() -> None:
    across = incident(places=(TOWN, replace(TOWN, name="Nizhny Panj", country="TJK")))
    assert match(across, chat(), watch(countries=("TJK",))) is not None


def test_a_mere_order_to_leave_reaches_only_those_who_asked() -> None:
    order = incident(categories=(Category.DISPLACEMENT_RISK,))
    assert match(order, chat(), watch()) is None
    assert match(order, chat(), watch(categories=(Category.DISPLACEMENT_RISK,))) is not None


def test_keywords_may_be_found_in_the_articles_full_text() -> None:
    assert (
        match(incident(), chat(), watch(keywords=("ceasefire",)), ["Talks on a ceasefire failed"]) is not None
    )


def test_the_reason_names_what_matched() -> None:
    found = match(incident(), chat(), watch(countries=("AFG",), keywords=("kunduz",), name="North"))
    assert found is not None
    assert found.reason == "North · AFG · forced_displacement · kunduz"


def test_a_chat_with_two_matching_watches_is_told_once() -> None:
    watches = [(chat(), watch(1)), (chat(), watch(2)), (chat(2), watch(3, 2))]
    assert [found.chat for found in plan(alert(), watches, NOBODY)] == [1, 2]


@pytest.mark.parametrize(
    ("ways", "immediate", "chosen"),
    [
        ((Way.DIGEST, Way.AT_ONCE), True, 2),
        ((Way.DIGEST, Way.SILENT), True, 2),
        ((Way.SILENT, None), True, 2),
        ((Way.SILENT, None), False, 1),
        ((None, Way.AT_ONCE), True, 1),
        ((None, Way.AT_ONCE), False, 2),
    ],
)
def test_of_several_watches_the_one_that_presses_most_decides_how_it_comes(
    ways: tuple[Way | None, Way | None], immediate: bool, chosen: int
) -> None:
    here = replace(chat(), immediate=immediate)
    watches = [(here, replace(watch(number), way=way)) for number, way in enumerate(ways, start=1)]
    [found] = plan(alert(), watches, NOBODY)
    assert (found.watch, found.way) == (chosen, ways[chosen - 1])


def test_an_update_goes_to_those_told_and_to_those_it_now_matches() -> None:
    watches = [
        (chat(1), watch(1, 1, countries=("SDN",))),
        (chat(2), watch(2, 2)),
        (chat(3), watch(3, 3, countries=("SDN",))),
    ]
    found = plan(alert(ChangeKind.ESCALATED), watches, frozenset({ChatKey(1)}))
    assert {one.chat for one in found} == {1, 2}


def test_an_update_leaves_alone_who_stopped_listening() -> None:
    assert plan(alert(ChangeKind.ESCALATED), [], frozenset({ChatKey(7)})) == ()


@pytest.mark.parametrize("kind", [ChangeKind.CORRECTED, ChangeKind.RETRACTED, ChangeKind.DENIED])
def test_corrections_reach_everybody_told_even_without_a_watch(kind: ChangeKind) -> None:
    (found,) = plan(alert(kind), [], frozenset({ChatKey(7)}))
    assert (found.chat, found.watch) == (7, NO_WATCH)


def test_a_first_alert_is_not_sent_for_having_been_told() -> None:
    assert plan(alert(), [], frozenset({ChatKey(7)})) == ()


def test_keyword_hits_of_an_index_decide_like_the_rules_themselves() -> None:
    typed = ["kunduz", "goma", "taliban -looted", '"driven from village"']
    watches = [(chat(n), watch(n, n, keywords=(rule,))) for n, rule in enumerate(typed)]
    index = KeywordIndex({rule: parse_rule(rule) for rule in typed})
    hits = index.matching(SearchText.of_incident(incident()))
    assert plan(alert(), watches, NOBODY, hits) == plan(alert(), watches, NOBODY)


def test_a_watch_that_was_never_stored_still_matches() -> None:
    found = match(incident(), chat(), Watch(None, ChatKey(1)))
    assert found is not None
    assert found.watch == WatchId(0)


def test_an_incident_without_a_country_reaches_only_those_who_watch_everywhere() -> None:
    nowhere = incident(report(reading=reading(country=None, places=())), country=None, places=())
    assert match(nowhere, chat(), watch()) is not None
    assert match(nowhere, chat(), watch(countries=("AFG",))) is None
