"""A feed whose documents keep ending their reader is left alone for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alertbot.model.strikes import HOLD, MOST, WITHIN, Strikes

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)


def test_a_feed_is_held_back_after_three_strikes_and_for_six_hours() -> None:
    strikes, held = Strikes(), []
    for minute in range(MOST):
        strikes = strikes.after(NOW + timedelta(minutes=minute))
        held.append(strikes.held(NOW + timedelta(minutes=minute)))
    assert held == [False, False, True]
    assert strikes.held(NOW + HOLD)
    assert not strikes.held(NOW + HOLD + timedelta(minutes=2))


def test_a_strike_while_it_is_held_back_does_not_lengthen_that() -> None:
    strikes = Strikes((NOW, NOW, NOW), NOW + HOLD)
    assert strikes.after(NOW + timedelta(hours=1)).until == NOW + HOLD


def test_strikes_far_apart_hold_nothing_back() -> None:
    strikes = Strikes()
    for number in range(9):
        strikes = strikes.after(NOW + number * WITHIN)
        assert not strikes.held(NOW + number * WITHIN)
