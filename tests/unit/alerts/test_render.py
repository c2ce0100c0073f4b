"""A message says what happened, by whom it is said and how sure it is, and nothing in it can do harm."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import told
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_html import visible
from told import NOW, SENTENCE, alert, figure, incident, reading, report

from alertbot.alerts.render import MOST_UNITS, render, summary
from alertbot.alerts.safe import units
from alertbot.model import (
    LANGUAGES,
    Alert,
    Category,
    Change,
    ChangeKind,
    History,
    Place,
    PlaceRole,
    Precision,
    Qualifier,
    Severity,
    Signal,
    Status,
    Unit,
)
from alertbot.texts import TextCatalogue

CATALOGUE = TextCatalogue()
ENGLISH = CATALOGUE.load_texts("en")


def shown(what: Alert, language: str = "en", reason: str = "", repeat: bool = False) -> str:
    texts = CATALOGUE.load_texts(language)
    return visible(render(what, texts, "UTC", reason=reason, ambiguous_repeat=repeat).html)


def test_a_first_alert_reads_as_a_person_would_write_it() -> None:
    text = shown(
        alert(denied_by=("Taliban",), status=Status.DENIED), reason="AFG · forced_displacement · kunduz"
    )
    assert text.splitlines() == [
        "🟠 About 600 families forced from their homes in Bagh-e Sherkat, Kunduz, Afghanistan.",
        "Also: homes or property burned or destroyed; property looted or extorted.",
        "Reported: 8 July 2021",
        "Blamed: Taliban, according to Human Rights Watch. Denied by Taliban.",
        "Alleged, and denied by the accused · 1 independent source · Severity: severe",
        SENTENCE,
        "Sources: Outlet 1",
        "Incident K7Q2",
        "Why you: Afghanistan · People forced from their homes · kunduz",
    ]


def test_the_summary_is_the_message_without_markup() -> None:
    assert summary(alert(), ENGLISH) == shown(alert())


def test_the_plain_form_writes_addresses_out() -> None:
    plain = render(alert(), ENGLISH, "UTC", reason="", ambiguous_repeat=False).plain
    assert "Outlet 1 https://example.org/1?a=1&b=2" in plain
    assert "<" not in plain


def test_the_day_of_the_event_is_told_where_a_report_tells_it() -> None:
    early = datetime(2021, 7, 5, tzinfo=UTC)
    text = shown(alert(reports=(report(reading=reading(occurred=early)),)))
    assert "Happened: 5 July 2021 · Reported: 8 July 2021" in text


def test_the_reports_day_is_the_readers_day() -> None:
    late = alert(first_at=datetime(2021, 7, 8, 22, tzinfo=UTC))
    html = render(late, ENGLISH, "Asia/Kabul", reason="", ambiguous_repeat=False).html
    assert "Reported: 9 July 2021" in html


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (ChangeKind.CORROBORATED, "Update: reported by a second independent source"),
        (ChangeKind.ESCALATED, "Update: worse than first reported"),
        (ChangeKind.CORRECTED, "Correction: this replaces what we sent before"),
        (ChangeKind.DENIED, "Update: denied by Taliban"),
        (ChangeKind.RETRACTED, "WITHDRAWN: do not rely on what we sent before"),
    ],
)
def test_an_update_says_first_what_changed(kind: ChangeKind, line: str) -> None:
    assert shown(alert(kind, denied_by=("Taliban",))).splitlines()[0] == line


def test_a_withdrawn_incident_is_struck_through_and_claims_no_certainty() -> None:
    html = render(alert(ChangeKind.RETRACTED), ENGLISH, "UTC", reason="", ambiguous_repeat=False).html
    assert "<s>About 600 families" in html
    assert "independent source" not in html


def test_a_possible_repeat_is_marked() -> None:
    assert shown(alert(), repeat=True).startswith("Possible repeat")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (figure(600), "600 families forced from their homes"),
        (figure(1, qualifier=Qualifier.EXACT), "1 family forced from home"),
        (figure(600, qualifier=Qualifier.AT_LEAST), "At least 600 families"),
        (
            figure(1_200, Unit.PERSON, "displaced", qualifier=Qualifier.MORE_THAN),
            "More than 1,200 people displaced",
        ),
        (figure(400, value_max=600, qualifier=None), "400 to 600 families"),
        (figure(12, Unit.PERSON, "killed", vague=True, qualifier=None), "Dozens of people killed"),
        (figure(43, Unit.HOUSING, "destroyed housing"), "43 homes destroyed"),
        (figure(2, Unit.FACILITY, "attacked"), "2 facilities hit"),
        (figure(90, Unit.LIVESTOCK, "stolen"), "90 animals taken or killed"),
        (figure(26, Unit.PERSON, "evacuated"), "26 people evacuated"),
    ],
)
def test_a_figure_keeps_its_unit_and_its_hedge(what: told.Figure, words: str) -> None:
    assert words in shown(alert(figures=(what,)))


def test_a_figure_of_people_released_is_no_headline() -> None:
    text = shown(alert(figures=(figure(14, Unit.PERSON, "freed"),)))
    assert "14" not in text
    assert "People forced from their homes in Bagh-e Sherkat" in text


def test_families_are_never_multiplied_unless_labelled() -> None:
    assert "4,200" not in shown(alert())
    html = render(alert(), ENGLISH, "UTC", reason="", ambiguous_repeat=False, household_sizes={"AFG": 7}).html
    assert "About 4,200 people if there are 7 per family." in html


def test_no_estimate_is_made_where_people_are_counted() -> None:
    counted = alert(figures=(told.FAMILIES, figure(2_410, Unit.PERSON, "displaced")))
    html = render(counted, ENGLISH, "UTC", reason="", ambiguous_repeat=False, household_sizes={"AFG": 7}).html
    assert "per family" not in html


def test_a_country_alone_is_named_first() -> None:
    first = shown(alert(places=(), figures=())).splitlines()[0]
    assert first == "🟠 Afghanistan: People forced from their homes."


def test_where_people_went_is_not_where_it_happened() -> None:
    went = Place("Tawila", "SDN", Precision.PLACE, role=PlaceRole.DESTINATION)
    assert "Tawila" not in shown(alert(places=(went, told.TOWN)))


@pytest.mark.parametrize("kind", [Category.GBV, Category.TORTURE, Category.FORCED_RECRUITMENT])
def test_a_sensitive_kind_shows_neither_village_nor_quote(kind: Category) -> None:
    text = shown(alert(categories=(kind, Category.FORCED_DISPLACEMENT)))
    assert "Bagh-e Sherkat" not in text
    assert SENTENCE not in text
    assert "Kunduz" in text


def test_a_quote_cannot_ping_link_or_command() -> None:
    quote = "Write @admin or /start at evil.com, t.me/x or a@b.org, call +93 700 123 456 <b>now</b> #tag"
    told_by = report(reading=reading(signals=(Signal(Category.ABDUCTION, quote, 0, 1),)))
    text = shown(alert(reports=(told_by,)))
    for forbidden in ("@admin", "/start", "evil.com", "t.me", "a@b.org", "700", "<b>", "#tag"):
        assert forbidden not in text


def test_abbreviations_in_a_quote_stay_words() -> None:
    told_by = report(
        reading=reading(signals=(Signal(Category.ABDUCTION, "The U.N. said so, i.e. on Friday.", 0, 1),))
    )
    assert "The U.N. said so, i.e. on Friday." in shown(alert(reports=(told_by,)))


def test_marks_of_direction_are_stripped_and_foreign_quotes_isolated() -> None:
    quote = "مقتل \u202eعشرة\u200f أشخاص"
    told_by = report(reading=reading(signals=(Signal(Category.ABDUCTION, quote, 0, 1),)))
    assert "\u2068مقتل عشرة أشخاص\u2069" in shown(alert(reports=(told_by,)))


def test_persian_keeps_the_joiner_between_its_letters() -> None:
    told_by = report(reading=reading(signals=(Signal(Category.ABDUCTION, "ده‌ها خانواده", 0, 1),)))
    assert "ده‌ها خانواده" in shown(alert(reports=(told_by,)))


def test_only_web_addresses_become_links_and_at_most_five() -> None:
    reports = [report(number) for number in range(1, 9)]
    bad = report(9, url="javascript:alert(1)")
    html = render(
        Alert(None, incident(*reports, bad), Change(ChangeKind.FIRST, True, ""), NOW),
        ENGLISH,
        "UTC",
        reason="",
        ambiguous_repeat=False,
    ).html
    assert html.count("<a href=") == 5
    assert "javascript" not in html


def test_the_newest_outlets_are_linked_first_and_copies_last() -> None:
    reports = (report(1), report(2), report(3, copy_of=told.ArticleId(1)))
    assert "Sources: Outlet 2 · Outlet 1 · Outlet 3" in shown(alert(reports=reports))


def test_names_in_the_readers_script_are_preferred() -> None:
    text = shown(alert(perpetrators=("طالبان", "Taliban", "unknown")))
    assert "Blamed: Taliban," in text


def test_unknown_attackers_are_not_named() -> None:
    assert "Blamed" not in shown(alert(perpetrators=("unknown",)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_figure_and_both_sides(language: str) -> None:
    text = shown(alert(denied_by=("Taliban",)), language)
    assert "600" in text or "۶۰۰" in text
    assert text.count("Taliban") >= 2
    assert "Human Rights Watch" in text
    assert "{" not in text


@pytest.mark.parametrize("number", [0, 1, 2, 3, 11, 21, 22, 100, 1_234])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_of_every_language_can_be_filled(language: str, number: int) -> None:
    hedged = figure(number, Unit.PERSON, "killed", qualifier=Qualifier.AT_LEAST)
    exact = figure(number, Unit.HOUSING, "destroyed housing")
    text = shown(alert(figures=(hedged, exact)), language)
    assert "{" not in text


TEXT = st.text(max_size=400) | st.sampled_from(
    ["<b>x", "&amp;", "ا" * 300, "@a /b", "\u202e\u2066", "👩‍👩‍👧" * 90, "a" * 500]
)
NAMES = st.lists(TEXT, max_size=4).map(tuple)


@settings(max_examples=120, deadline=timedelta(seconds=2))
@given(
    kind=st.sampled_from([kind for kind in ChangeKind if kind is not ChangeKind.NOTHING]),
    language=st.sampled_from(LANGUAGES),
    names=NAMES,
    sources=NAMES,
    place=TEXT,
    quote=TEXT,
    url=TEXT.map("https://example.org/{}".format) | TEXT,
    outlet=TEXT,
    reason=TEXT,
    categories=st.lists(st.sampled_from(Category), max_size=8, unique=True).map(tuple),
    value=st.integers(0, 10**12),
    qualifier=st.sampled_from(Qualifier),
    severity=st.sampled_from(Severity),
)
def test_whatever_the_sources_say_the_message_is_valid_and_short(
    kind: ChangeKind,
    language: str,
    names: tuple[str, ...],
    sources: tuple[str, ...],
    place: str,
    quote: str,
    url: str,
    outlet: str,
    reason: str,
    categories: tuple[Category, ...],
    value: int,
    qualifier: Qualifier,
    severity: Severity,
) -> None:
    said = reading(signals=(Signal(Category.ABDUCTION, quote, 0, 1),))
    reports = [
        report(number, reading=said, url=url, source_name=f"{outlet}{number}") for number in range(1, 5)
    ]
    wild = incident(
        *reports,
        categories=categories,
        places=(Place(place, "AFG", Precision.PARENT, canonical=place, admin1=place, admin2=outlet),),
        figures=(figure(value, qualifier=qualifier), figure(value, Unit.PERSON, "killed", vague=True)),
        perpetrators=names,
        sources=sources,
        denied_by=names,
        severity=severity,
    )
    change = Alert(None, wild, Change(kind, True, ""), NOW)
    texts = CATALOGUE.load_texts(language)
    rendered = render(
        change, texts, "Asia/Kabul", reason=reason, ambiguous_repeat=True, household_sizes={"AFG": 7}
    )
    text = visible(rendered.html)
    assert units(text) <= MOST_UNITS
    assert units(rendered.plain) <= 4_096 * 2
    assert text.count("\u2068") == text.count("\u2069")
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200e\u200f\u200b")
    assert "K7Q2" in text


def test_a_name_that_another_contains_is_told_once() -> None:
    text = shown(alert(sources=("local rights group", "group"), perpetrators=("police", "police commander")))
    assert "Blamed: police commander, according to local rights group." in text


def test_who_denies_is_not_told_as_claiming() -> None:
    text = shown(alert(sources=("Taliban", "Human Rights Watch"), denied_by=("Taliban",)))
    assert "according to Human Rights Watch. Denied by Taliban." in text


def test_a_district_that_repeats_its_town_is_left_out() -> None:
    town = Place("Kompiam", "PNG", Precision.PLACE, admin2="Kompiam Ambum", admin1="Enga")
    assert "in Kompiam, Enga, Papua New Guinea." in shown(alert(places=(town,), country="PNG"))


def test_somebody_named_is_told_rather_than_a_common_word() -> None:
    unnamed = ("residents", "Organisation", "gunmen", "منظمة")
    told_by = report(reading=reading(unnamed=unnamed))
    who = {"sources": ("residents", "منظمة", "Human Rights Watch", "Organisation"), "reports": (told_by,)}
    assert "Blamed: ADF, according to Human Rights Watch." in shown(
        alert(perpetrators=("gunmen", "ADF"), **who)
    )
    assert "Human Rights Watch" in shown(alert(**who), "ar")
    assert "according to residents." in shown(alert(sources=("residents",), reports=(told_by,)))


def test_a_states_forces_stay_among_the_blamed_beside_a_named_group() -> None:
    blamed = alert(perpetrators=("Rapid Support Forces", "army"), reports=(report(),))
    assert "Blamed: Rapid Support Forces and army" in shown(blamed)


def test_an_unknown_perpetrator_is_nobody_blamed() -> None:
    text = shown(alert(perpetrators=("unknown",)))
    assert "Blamed" not in text
    assert "unknown" not in text
    assert "According to Human Rights Watch." in text


def test_an_actor_is_named_as_a_report_in_the_readers_language_names_him() -> None:
    in_french = reading(language="fr", aliases=(("talibans", "Taliban"),))
    both = alert(reports=(report(), report(2, reading=in_french)))
    assert "talibans" in shown(both, "fr")
    assert "Taliban," not in shown(both, "fr")
    assert "Taliban" in shown(both, "es")


def test_a_form_that_a_case_has_bent_is_not_taken_over() -> None:
    in_russian = reading(language="ru", aliases=(("талибами", "Taliban"),))
    assert "Taliban" in shown(alert(reports=(report(reading=in_russian),)), "ru")


HISTORY = History("Kunduz", datetime(2021, 5, 1, tzinfo=UTC), 3, highest=False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("highest", [False, True])
def test_what_came_before_is_told_in_the_readers_language(language: str, highest: bool) -> None:
    what = replace(alert(), history=replace(HISTORY, highest=highest))
    more = set(shown(what, language).splitlines()) - set(shown(alert(), language).splitlines())
    assert len(more) == 1
    [line] = more
    assert "Kunduz" in line
    assert language == "en" or "data since" not in line


def test_the_third_incident_of_a_month_is_told_with_the_day_from_which_there_are_data() -> None:
    text = shown(replace(alert(), history=HISTORY))
    assert "Kunduz: incident number 3 of this kind in 30 days (data since 1 May 2021)." in text


def test_what_came_before_goes_first_where_room_is_short() -> None:
    def told(letters: int) -> str:
        names = tuple(f"{first}{'x' * letters}" for first in "ABC")
        outlets = tuple(report(number, source_name=f"Outlet {number}" + "x" * letters) for number in range(5))
        wordy = alert(sources=names, perpetrators=names, denied_by=names, reports=outlets)
        return shown(replace(wordy, history=HISTORY), reason="AFG · kunduz")

    without = next(text for text in map(told, range(60)) if "incident number" not in text)
    assert "Why you: Afghanistan" in without
    assert units(without) <= MOST_UNITS


def test_a_withdrawn_incident_is_set_beside_no_others() -> None:
    assert "incident number" not in shown(replace(alert(ChangeKind.RETRACTED), history=HISTORY))


@pytest.mark.parametrize(
    "address",
    [
        "t.me/x",
        "fb.me",
        "сайт.рф",
        "xn--80ak6aa92e.com",
        "8.8.8.8/x",
        "e\u200bvil.com",
        "хttps://x",
        "a。com",
    ],
)
def test_no_spelling_of_an_address_stays_live_in_a_quote(address: str) -> None:
    quote = f"They fled, see {address} for more."
    told_by = report(reading=reading(signals=(Signal(Category.ABDUCTION, quote, 0, 1),)))
    assert "They fled, see […] for more." in shown(alert(reports=(told_by,))).replace("more. ", "more.")


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://t.me/s/channel/17", True),
        ("https://t.me/evilbot?start=x", False),
        ("https://telegram.me/joinchat/AAAA", False),
        ("https://bbc.example@evil.example/", False),
        ("https://evil.example/\u3164", False),
    ],
)
def test_links_that_start_bots_or_hide_their_host_are_left_out(url: str, linked: bool) -> None:
    html = render(alert(reports=(report(url=url),)), ENGLISH, "UTC", reason="", ambiguous_repeat=False).html
    assert ("<a href=" in html) is linked


def test_piles_of_signs_on_one_letter_are_taken_down() -> None:
    told_by = report(reading=reading(signals=(Signal(Category.ABDUCTION, "a" + "\u0301" * 60 + "b", 0, 1),)))
    assert "a" + "\u0301" * 3 + "b" in shown(alert(reports=(told_by,)))
