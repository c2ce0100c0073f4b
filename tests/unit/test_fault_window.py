"""The kill dose's own judgement: which attempts were accepted by Telegram and not recorded as sent."""

from __future__ import annotations

import pytest

from faults.kill_story import Ledger, in_window


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    yield ledger
    ledger.close()


def test_an_attempt_accepted_and_not_recorded_is_in_the_window(ledger):
    ledger.note("accepted", delivery=3, attempt=1)
    assert in_window(ledger) == {(3, 1)}


def test_an_attempt_recorded_as_sent_is_outside_the_window(ledger):
    ledger.note("accepted", delivery=3, attempt=1)
    ledger.note("finished", delivery=3, attempt=1, state="sent")
    assert in_window(ledger) == frozenset()


def test_the_postponing_of_an_earlier_attempt_takes_no_later_one_out_of_the_window(ledger):
    ledger.note("finished", delivery=3, attempt=1, state="pending")
    ledger.note("accepted", delivery=3, attempt=2)
    assert in_window(ledger) == {(3, 2)}


def test_a_window_closed_by_a_later_attempt_stays_one_window(ledger):
    ledger.note("accepted", delivery=3, attempt=1)
    first = in_window(ledger)
    ledger.note("accepted", delivery=3, attempt=2)
    ledger.note("finished", delivery=3, attempt=2, state="sent")
    assert first | in_window(ledger) == {(3, 1)}
