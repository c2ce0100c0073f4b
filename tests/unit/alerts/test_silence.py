"""Places that a chat watches and of which nothing came for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from told import NOW, alert, watch

from alertbot.alerts.digest import Digest, DigestKind, entries, write_digest
from alertbot.alerts.silence import Quiet, silent_places
from alertbot.model import Alert, Place, Precision, Province
from alertbot.texts import TextCatalogue

DAY = timedelta(days=1)
ENGLISH = TextCatalogue().load_texts("en")


def told(days_ago: float, province: str = "Kunduz", country: str = "AFG") -> Alert:
    place = Place("Somewhere", country, Precision.PLACE, admin1=province)
    return alert(country=country, places=(place,), last_at=NOW - days_ago * DAY)


def quiet(*alerts: Alert, **conditions: object) -> list[tuple[str, str]]:
    found = silent_places([watch(**conditions)], alerts, NOW - DAY, NOW)
    return [(one.country, one.province) for one in found]


def test_a_province_or_country_watched_by_name_is_silent_after_three_days() -> None:
    assert quiet(told(4), countries=("AFG",)) == [("AFG", "")]
    assert quiet(told(4), provinces=(Province("AFG", "Kunduz"),), countries=("AFG",)) == [("AFG", "Kunduz")]


def test_what_was_told_of_lately_or_never_is_not_called_silent() -> None:
    assert quiet(told(4), told(0.5), countries=("AFG",)) == []
    assert quiet(told(2), countries=("AFG",)) == []
    assert quiet(told(5, "Herat"), provinces=(Province("AFG", "Kunduz"),)) == []
    assert quiet(told(5, country="SDN"), countries=("AFG",)) == []


def test_a_watch_that_names_no_place_hears_of_no_silence() -> None:
    assert quiet(told(9)) == []


def test_the_longest_silent_comes_first() -> None:
    assert quiet(told(4), told(9, country="SDN"), countries=("AFG", "SDN")) == [("SDN", ""), ("AFG", "")]


def test_a_digest_says_since_when_and_that_silence_is_not_safety() -> None:
    digest = Digest(DigestKind.DAILY, NOW - DAY, NOW, entries([alert()]))
    silent = replace(digest, quiet=(Quiet("AFG", "Herat", NOW - 5 * DAY), Quiet("SDN", "", NOW - 4 * DAY)))
    text = "\n".join(letter.plain for letter in write_digest(silent, ENGLISH, "UTC"))
    assert "🔇 No report, which does not mean safety:" in text
    assert "• Herat, Afghanistan: none since 3 July 2021" in text
    assert "• Sudan: none since 4 July 2021" in text
    nothing = replace(silent, entries=())
    assert "\n" not in write_digest(nothing, ENGLISH, "UTC")[0].plain
