"""A digest: numbers first, each traced to an incident; new by country; changes; split at Telegram's limits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_html import visible
from told import NOW, alert, figure, incident, report

from alertbot.alerts.digest import Digest, DigestKind, entries, write_digest
from alertbot.alerts.folding import again, fold
from alertbot.alerts.lines import LIGHTS, pack, text_line
from alertbot.alerts.safe import units
from alertbot.alerts.turns import MOST_TOGETHER
from alertbot.model import LANGUAGES, Alert, Change, ChangeKind, IncidentId, Severity, Unit
from alertbot.texts import TextCatalogue

ENGLISH = TextCatalogue().load_texts("en")
DAY = timedelta(days=1)


def alerts(number: int, kind: ChangeKind = ChangeKind.FIRST, **more) -> list[Alert]:
    return [
        replace(alert(kind, **more), incident=incident(report(n), id=IncidentId(n), code=f"C{n}X", **more))
        for n in range(1, number + 1)
    ]


def digest(told: list[Alert], **more) -> Digest:
    return replace(Digest(DigestKind.DAILY, NOW - DAY, NOW, entries(told)), **more)


def text(one: Digest, language: str = "en") -> str:
    letters = write_digest(one, TextCatalogue().load_texts(language), "Europe/Paris")
    return "\n".join(visible(letter.html) for letter in letters)


def test_numbers_come_first_then_new_incidents_by_country_with_source_and_code() -> None:
    written = text(digest(alerts(2))).splitlines()
    assert written[0] == "🗞 Daily digest"
    assert written[3] == "2 new incidents"
    assert written[4] == "• about 1,200 families forced from their homes (in 2 incidents)" or (
        written[4] == "• about 1,200 families displaced (in 2 incidents)"
    )
    assert "Afghanistan – 2" in written
    assert written[-1].endswith("Outlet 1 · C1X") or written[-1].endswith("Outlet 2 · C2X")


def test_updates_corrections_and_withdrawals_stand_apart_and_count_for_no_number() -> None:
    new, withdrawn = alerts(1), alerts(3, ChangeKind.RETRACTED, retracted=True)[1:2]
    corrected = alerts(3, ChangeKind.CORRECTED)[2:]
    written = text(digest([*new, *withdrawn, *corrected]))
    assert "1 new incident · 2 updates and corrections" in written
    assert "600 families" in written.split("Updates and corrections")[0]
    assert "1,200" not in written
    assert "WITHDRAWN" in written
    assert "Correction" in written


def test_an_incident_that_is_new_and_changed_is_told_once_as_it_now_stands() -> None:
    first = alert()
    worse = Alert(
        None,
        incident(revision=2, figures=(figure(900),)),
        Change(ChangeKind.ESCALATED, True, "more"),
        NOW,
    )
    [entry] = entries([worse, first])
    assert (entry.kind, entry.incident.figures[0].value) == (ChangeKind.FIRST, 900)


def test_a_digest_of_nothing_is_one_line() -> None:
    [letter] = write_digest(digest([]), ENGLISH, "UTC")
    assert letter.plain == "🗞 Daily digest, 8 July 2021: nothing to report."


def test_feeds_that_do_not_answer_are_named() -> None:
    assert "2 feeds for your countries do not answer: Dawn and Radio X" in text(
        digest(alerts(1), silent=("Dawn", "Radio X"))
    )


def test_the_gravest_come_first() -> None:
    mild, grave = alerts(1, severity=Severity.MINOR), alerts(2, severity=Severity.EXTREME)[1:]
    assert [entry.incident.code for entry in entries([*mild, *grave])] == ["C2X", "C1X"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 2, 11, 130, 300])
def test_every_incident_is_named_within_telegrams_limits_in_every_language(
    language: str, number: int
) -> None:
    letters = write_digest(digest(alerts(number)), TextCatalogue().load_texts(language), "Asia/Kabul")
    told = "\n".join(letter.plain for letter in letters)
    assert {f"C{n}X" for n in range(1, number + 1)} <= set(re.findall(r"C\d+X", told))
    for letter in letters:
        assert units(visible(letter.html)) <= 4096
        assert len(re.findall(r"<(?:b|a|i|code)\b", letter.html)) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_shares_a_message_fits_it_in_every_language(language: str) -> None:
    texts = TextCatalogue().load_texts(language)
    for kind in ChangeKind:
        letter = fold(alerts(MOST_TOGETHER, kind), texts, ambiguous_repeat=True)
        assert all(f"C{n}X" in letter.plain for n in range(1, MOST_TOGETHER + 1))
        assert units(visible(letter.html)) <= 4096


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_may_have_arrived_before_says_so_and_still_fits(language: str) -> None:
    texts = TextCatalogue().load_texts(language)
    for letter in write_digest(digest(alerts(60)), texts, "UTC"):
        marked = again(letter, texts)
        assert marked.plain.endswith(letter.plain)
        assert units(letter.plain) < units(visible(marked.html)) <= 4096


def test_several_revisions_of_one_incident_share_a_line_that_tells_the_gravest_change() -> None:
    corrected = replace(alert(ChangeKind.CORRECTED), incident=incident(revision=2))
    denied = replace(alert(ChangeKind.CORROBORATED), incident=incident(revision=3))
    letter = fold([denied, corrected], ENGLISH)
    assert letter.plain.startswith("1 alert in one message:")
    assert "Correction" in letter.plain


figures = st.builds(
    figure,
    st.integers(1, 10_000),
    st.sampled_from([Unit.PERSON, Unit.HOUSEHOLD, Unit.HOUSING]),
    st.sampled_from(["displaced", "killed", "injured", "destroyed"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(figures, max_size=4), min_size=1, max_size=30))
def test_every_number_in_it_is_a_figure_of_an_incident_or_counts_incidents(sets) -> None:
    """Sums are made of one figure an incident: none is larger than the figures given, added by unit and term."""
    told = [
        replace(alert(), incident=incident(report(n), id=IncidentId(n), code=f"C{n}X", figures=tuple(some)))
        for n, some in enumerate(sets)
    ]
    one = digest(told)
    most: dict[tuple[Unit, str], int] = {}
    for some in sets:
        best: dict[tuple[Unit, str], int] = {}
        for f in some:
            best[f.unit, f.term] = max(best.get((f.unit, f.term), 0), f.value)
        for key, value in best.items():
            most[key] = most.get(key, 0) + value
    counts = {str(n) for n in range(len(sets) + 1)}
    allowed = {ENGLISH.number(value) for value in most.values()} | counts
    allowed |= {ENGLISH.number(f.value) for some in sets for f in some}
    body = write_digest(one, ENGLISH, "UTC")
    for letter in body:
        lines = [re.sub(r"Outlet \d+ · C\d+X$", "", line) for line in letter.plain.splitlines()[3:]]
        shown = re.findall(
            r"\d[\d,]*", "\n".join(line for line in lines if not re.fullmatch(r"\d+/\d+", line))
        )
        assert set(shown) <= allowed


@settings(deadline=None)
@given(st.lists(st.text("ab ", max_size=400), max_size=60))
def test_lines_are_cut_between_messages_only(lines: list[str]) -> None:
    letters = pack([text_line(line, heads=number % 7 == 0) for number, line in enumerate(lines)])
    together = "\n".join(letter.plain for letter in letters)
    assert together.split() == " ".join(lines).split()
    assert all(units(letter.plain) <= 3900 for letter in letters)


def test_lights_are_those_of_alerts() -> None:
    assert set(LIGHTS) == {Severity.EXTREME, Severity.SEVERE, Severity.MODERATE}
