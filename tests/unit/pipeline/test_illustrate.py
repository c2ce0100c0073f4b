"""Which periods a digest is compared with, and the letters that its pictures become."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from delivery_samples import INCIDENT

from alertbot.alerts.digest import Digest, DigestKind, entries
from alertbot.alerts.schedule import DigestTimes
from alertbot.model import Alert, Change, ChangeKind, IncidentId, Letter
from alertbot.model.pictures import ChartPicture, MapPicture
from alertbot.pipeline.illustrate import DAYS_BEFORE, WEEKS_BEFORE, Past, illustrate, past_start
from alertbot.texts import TextCatalogue

ENGLISH = TextCatalogue().load_texts("en")
UNTIL = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
DAILY, WEEKLY = DigestTimes.read("daily 07:30"), DigestTimes.read("weekly mon 07:30")


def told(number: int, at: datetime) -> Alert:
    return Alert(None, replace(INCIDENT, id=IncidentId(number)), Change(ChangeKind.FIRST, True, "new"), at)


def letters(
    past: Past, times: DigestTimes = DAILY, kind: DigestKind = DigestKind.DAILY, new: int = 1
) -> tuple[Letter, ...]:
    since = UNTIL - times.span
    digest = Digest(kind, since, UNTIL, entries(told(1000 + n, UNTIL) for n in range(new)))
    return illustrate(digest, times, past, ENGLISH, "UTC", lambda *_: None)


def counts(letter: Letter) -> list[int | None]:
    assert isinstance(letter.picture, ChartPicture)
    return [bar.low for bar in letter.picture.panels[0].bars]


def test_a_daily_chart_shows_six_days_before_and_a_weekly_one_seven_weeks() -> None:
    assert past_start(DAILY, UNTIL - DAY, "UTC") == UNTIL - (DAYS_BEFORE + 1) * DAY
    assert past_start(WEEKLY, UNTIL - WEEK, "UTC") == UNTIL - (WEEKS_BEFORE + 1) * WEEK


def test_alerts_are_counted_in_their_own_day_and_days_before_the_first_are_unknown() -> None:
    alerts = (told(1, UNTIL - 4 * DAY), told(2, UNTIL - 4 * DAY), told(3, UNTIL - 2.5 * DAY))
    [chart] = letters(Past(alerts, complete=True))
    assert counts(chart) == [None, None, None, 2, 1, 0, 1]


def test_a_period_of_which_some_alerts_are_out_of_sight_is_unknown() -> None:
    alerts = (told(1, UNTIL - 4.5 * DAY), told(2, UNTIL - 3.5 * DAY))
    [chart] = letters(Past(alerts, complete=False))
    assert counts(chart) == [None, None, None, 1, 0, 0, 1]


def test_once_a_week_a_map_comes_too() -> None:
    chart, situation = letters(Past((), complete=True), WEEKLY, DigestKind.WEEKLY)
    assert isinstance(chart.picture, ChartPicture)
    assert isinstance(situation.picture, MapPicture)
    assert situation.plain.startswith("Situation map")


def test_a_digest_of_nothing_new_has_no_pictures() -> None:
    assert letters(Past((told(1, UNTIL - 2 * DAY),), complete=True), new=0) == ()


def test_captions_are_escaped_for_telegram() -> None:
    [chart] = letters(Past((), complete=True))
    assert chart.html.replace("&amp;", "&") == chart.plain
