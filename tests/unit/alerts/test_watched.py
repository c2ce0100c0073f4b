"""Finding the watches an incident may meet: none is missed, and few are looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import TOWN, chat, incident, watch

from alertbot.alerts.judge import judge_watch
from alertbot.alerts.matching import SearchText
from alertbot.alerts.watched import WatchIndex
from alertbot.model import ChatKey, Incident, Province, Watch, WatchChanges, WatchId

RULES = ("kunduz", "goma", '"driven from"', "place:kunduz -goma", "-(", "taliban OR m23", "famil*", "looted")
COUNTRIES = ("AFG", "SDN", "TJK")


def index_of(*watches: Watch) -> WatchIndex:
    index = WatchIndex()
    index.follow(WatchChanges(1, watches))
    return index


def likely(index: WatchIndex, told: Incident) -> set[int]:
    return set(index.likely(told, SearchText.of_incident(told)).watches)


@st.composite
def watches(draw: st.DrawFn) -> Watch:
    return watch(
        draw(st.integers(1, 12)),
        countries=draw(st.lists(st.sampled_from(COUNTRIES), max_size=2).map(tuple)),
        provinces=draw(st.sampled_from([(), (Province("AFG", "Kunduz"),), (Province("SDN", "Blue Nile"),)])),
        keywords=draw(st.lists(st.sampled_from(RULES), max_size=3).map(tuple)),
    )


@settings(deadline=None)
@given(st.lists(st.lists(watches(), max_size=6), max_size=4), st.sets(st.integers(1, 12)))
def test_whatever_came_and_went_no_watch_that_matches_is_missed(
    turns: list[list[Watch]], gone: set[int]
) -> None:
    index, stand = WatchIndex(), {}
    for number, turn in enumerate(turns):
        told = {one.id: one for one in turn}
        index.follow(WatchChanges(number, tuple(told.values())))
        stand |= told
    index.forget(WatchId(number) for number in gone)
    stand = {number: one for number, one in stand.items() if number not in gone}
    across = incident(places=(TOWN, replace(TOWN, country="TJK")))
    found = index.likely(across, SearchText.of_incident(across))
    matching = {number for number, one in stand.items() if judge_watch(one, across).matched}
    assert matching <= found.watches <= stand.keys()
    by_hits = {
        n for n, one in stand.items() if judge_watch(one, across, keyword_hits=found.keyword_hits).matched
    }
    assert by_hits == matching


def test_a_watch_with_keywords_is_found_by_these_alone() -> None:
    index = index_of(watch(1, keywords=("goma",)), watch(2, keywords=("kunduz", "goma")), watch(3))
    assert likely(index, incident()) == {2, 3}


def test_a_watch_without_keywords_is_found_by_its_countries() -> None:
    index = index_of(
        watch(1, countries=("SDN", "AFG")),
        watch(2, countries=("SDN",)),
        watch(3, provinces=(Province("AFG", "X"),)),
    )
    assert likely(index, incident()) == {1, 3}


def test_a_changed_watch_is_found_by_what_it_asks_for_now() -> None:
    index = index_of(watch(1, keywords=("kunduz",)))
    index.follow(WatchChanges(2, (watch(1, keywords=("goma",)),)))
    assert likely(index, incident()) == set()
    index.follow(WatchChanges(3, (watch(1, countries=("AFG",)),)))
    assert likely(index, incident()) == {1}
    assert (index.upto, len(index)) == (3, 1)


def test_a_forgotten_watch_is_gone_and_forgetting_twice_is_harmless() -> None:
    index = index_of(watch(1, keywords=("kunduz",)), watch(2, keywords=("kunduz",)))
    index.forget([WatchId(1), WatchId(7)])
    index.forget([WatchId(1)])
    assert likely(index, incident()) == {2}


def test_a_new_watch_leaves_what_was_built_alone() -> None:
    index = index_of(*(watch(n, keywords=(f"word{n}",)) for n in range(1, 2000)))
    old = index._keywords._segments[0]
    index.follow(WatchChanges(2, tuple(watch(n, keywords=(f"more{n}",)) for n in range(3000, 3150))))
    assert index._keywords._segments[0] is old


@pytest.mark.parametrize("number", [3, 2000])
def test_the_number_of_watches_does_not_change_what_is_found(number: int) -> None:
    others = (watch(n, n, keywords=(f"word{n}",)) for n in range(100, 100 + number))
    index = index_of(watch(1, keywords=("kunduz",)), watch(2, keywords=("-(",)), *others)
    found = index.likely(incident(), SearchText.of_incident(incident()))
    assert (found.watches, found.keyword_hits) == ({1}, {"kunduz"})


def test_watches_are_handed_out_beside_their_chats() -> None:
    one = watch(1)
    index = index_of(one)
    assert index.known([(chat(), WatchId(1)), (chat(2), WatchId(2))]) == [(chat(), one)]
    assert one.chat == ChatKey(1)
