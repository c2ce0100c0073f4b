"""The chart of a digest: every number is one of its text's, and can be traced to incidents."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import NOW, figure, incident

from alertbot.alerts.chart import MOST_NAMED, Span, digest_chart
from alertbot.alerts.digest import DigestKind, Entry
from alertbot.model import (
    LANGUAGES,
    Category,
    ChangeKind,
    Figure,
    Incident,
    IncidentId,
    Place,
    Precision,
    Toll,
    Unit,
)
from alertbot.model.pictures import ChartPicture, Panel
from alertbot.texts import TextCatalogue

CATALOGUE = TextCatalogue()
ENGLISH = CATALOGUE.load_texts("en")
WEEK = timedelta(days=7)
COUNTRIES = ("AFG", "SDN", "COD", "NGA", "COL", "MOZ", "SYR")


def told(
    number: int, *figures: Figure, country: str = "AFG", kind: Category = Category.FORCED_DISPLACEMENT
) -> Incident:
    place = Place(f"Village {number}", country, Precision.PLACE, admin1=f"Province {number}")
    return incident(
        id=IncidentId(number),
        code=f"C{number}X",
        figures=figures,
        country=country,
        places=(place,),
        categories=(kind,),
    )


def people(value: int, high: int | None = None) -> Figure:
    return figure(value, Unit.PERSON, "displaced", value_max=high, qualifier=None)


def spans(*weeks: list[Incident] | None) -> list[Span]:
    made = []
    for number, week in enumerate(weeks):
        until = NOW - (len(weeks) - 1 - number) * WEEK
        entries = None if week is None else tuple(Entry(one, ChangeKind.FIRST) for one in week)
        made.append(Span(until - WEEK, until, entries))
    return made


def chart(*weeks: list[Incident] | None, language: str = "en") -> tuple[ChartPicture, str]:
    made = digest_chart(DigestKind.WEEKLY, spans(*weeks), CATALOGUE.load_texts(language), "UTC")
    assert made is not None
    return made


def panel(picture: ChartPicture, title: str) -> Panel:
    return next(panel for panel in picture.panels if panel.title == title)


def test_people_and_families_stand_in_charts_of_their_own_and_are_never_added() -> None:
    picture, caption = chart([told(1, people(100)), told(2, figure(30)), told(3, people(50), figure(7))])
    assert [bar.low for bar in panel(picture, "People displaced").bars] == [150]
    assert [bar.low for bar in panel(picture, "Families displaced").bars] == [37]
    for number in ("187", "335", "220"):
        assert number not in caption
        assert all(bar.shown != number for one in picture.panels for bar in one.bars)


def test_a_week_is_set_beside_the_weeks_before_and_nothing_known_is_not_nought() -> None:
    picture, caption = chart(None, [], [told(1, people(20))], [told(2, people(40), country="SDN"), told(3)])
    columns = panel(picture, "People displaced").bars
    assert [(bar.low, bar.shown) for bar in columns] == [(None, ""), (0, "–"), (20, "20"), (40, "40")]
    assert [(bar.low, bar.shown) for bar in panel(picture, "New incidents").bars] == [
        (None, ""),
        (0, "0"),
        (1, "1"),
        (2, "2"),
    ]
    assert [bar.strong for bar in columns] == [False, False, False, True]
    assert "2 new incidents (before: 0 to 1)" in caption


def test_where_sources_disagree_a_column_has_two_ends() -> None:
    picture, caption = chart([told(1, people(100, 150))])
    [bar] = panel(picture, "People displaced").bars
    assert (bar.low, bar.high, bar.shown) == (100, 150, "100 to 150")
    assert "100 to 150" in caption


def test_countries_and_kinds_beyond_the_most_frequent_are_counted_together() -> None:
    week = [told(n, country=country) for n, country in enumerate([*COUNTRIES, "AFG"])]
    picture, _ = chart([told(99, country="AFG")], week)
    bars = panel(picture, "By country").bars
    assert (bars[0].label, bars[0].low, bars[0].usual) == ("Afghanistan", 2, 1.0)
    assert len(bars) == MOST_NAMED + 1
    assert sum(bar.low or 0 for bar in bars) == len(week)
    assert bars[-1].label == "All others"


def test_updates_and_what_was_withdrawn_are_in_no_number() -> None:
    entries = (
        Entry(told(1, people(10)), ChangeKind.FIRST),
        Entry(told(2, people(500)), ChangeKind.ESCALATED),
        Entry(told(3, people(700)), ChangeKind.RETRACTED),
    )
    made = digest_chart(DigestKind.DAILY, [Span(NOW - WEEK, NOW, entries)], ENGLISH, "UTC")
    assert made is not None
    assert [bar.low for bar in panel(made[0], "People displaced").bars] == [10]
    assert [bar.low for bar in panel(made[0], "New incidents").bars] == [1]


def test_a_digest_of_nothing_new_has_no_chart() -> None:
    assert digest_chart(DigestKind.DAILY, spans([told(1)], []), ENGLISH, "UTC") is None
    assert digest_chart(DigestKind.DAILY, [], ENGLISH, "UTC") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_fits_telegram_and_tells_every_number_of_this_week(language: str) -> None:
    texts = CATALOGUE.load_texts(language)
    week = [told(n, people(1000 + n, 2000 + n), country=c) for n, c in enumerate(COUNTRIES * 8)]
    picture, caption = chart(week, week, week, language=language)
    assert len(caption.encode("utf-16-le")) // 2 <= 960
    assert texts.number(len(week)) in caption
    assert picture.rtl == (language in ("ar", "fa"))
    for bar in panel(picture, texts.gettext("By country")).bars:
        assert bar.shown in caption


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(1, 5000), st.sampled_from(Unit), st.sampled_from(COUNTRIES)), max_size=6
        ),
        min_size=1,
        max_size=5,
    )
)
def test_every_number_drawn_is_traced_to_incidents_counted_by_hand(
    weeks: list[list[tuple[int, Unit, str]]],
) -> None:
    """Each incident lies in a province of its own, so the sum is plain."""
    made = [
        [told(n, figure(value, unit, "displaced"), country=c) for n, (value, unit, c) in enumerate(week)]
        for week in weeks
    ]
    picture = digest_chart(DigestKind.WEEKLY, spans(*made), ENGLISH, "UTC")
    if not weeks[-1]:
        assert picture is None
        return
    assert picture is not None
    for title, unit in (("People displaced", Unit.PERSON), ("Families displaced", Unit.HOUSEHOLD)):
        sums = [sum(value for value, of, _ in week if of is unit) for week in weeks]
        found = [one for one in picture[0].panels if one.title == title]
        assert bool(found) == any(sums)
        for one in found:
            assert [bar.low for bar in one.bars] == sums
            assert [re.sub(r"\D", "", bar.shown) or "0" for bar in one.bars] == [str(total) for total in sums]
    assert [bar.low for bar in panel(picture[0], "New incidents").bars] == [len(week) for week in weeks]
    by_country = Counter(country for _, _, country in weeks[-1])
    shown = {bar.label: bar.low for bar in panel(picture[0], "By country").bars}
    assert sum(number or 0 for number in shown.values()) == len(weeks[-1])
    for label, number in shown.items():
        codes = [code for code in COUNTRIES if ENGLISH.country(code) == label]
        assert not codes or by_country[codes[0]] == number


def test_what_happened_to_people_is_no_displacement() -> None:
    picture, _ = chart([told(1, figure(9, Unit.PERSON, Toll.KILLED.value))])
    assert [one.title for one in picture.panels] == ["New incidents", "By country", "By kind of harm"]
