"""Feeds in trouble: when one counts, when operators are told, and what is told together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alertbot.feeds.trouble import FAILURES, PATIENCE, find_trouble, has_lasted, look_over, to_tell
from alertbot.model import Feed, FeedId, FeedSource, Rhythm, Schedule, Trouble, TroubleKind, Validators

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def a_feed(number: int = 1, error: str | None = None, failures: int = 0, **schedule: object) -> Feed:
    source = FeedSource(f"https://{number}.example/feed", f"Feed {number}")
    well = Schedule(NOW, HOUR, failures=failures, error=error, last_ok_at=NOW - HOUR, last_new_at=NOW - HOUR)
    return Feed(FeedId(number), source, Validators(), replace(well, **schedule))


def hourly(weeks: int = 4) -> Rhythm:
    """Brings something every hour."""
    return Rhythm(NOW - weeks * 7 * DAY, NOW, (float(weeks),) * 168)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("not_found: https://x: HTTP 404: nothing", TroubleKind.NOT_FOUND),
        ("tls: certificate has expired", TroubleKind.CERTIFICATE),
        ("name_not_found: cannot be resolved", TroubleKind.NAME_NOT_FOUND),
        ("forbidden: HTTP 403", TroubleKind.FORBIDDEN),
        ("anti_bot: a check for browsers", TroubleKind.ANTI_BOT),
        ("html_page: a page", TroubleKind.HTML_PAGE),
        ("empty: nothing", TroubleKind.EMPTY),
        ("blocked_address: not on the public internet", TroubleKind.REFUSED),
        ("server_error: HTTP 500", TroubleKind.UNREACHED),
        ("too_many_requests: HTTP 429", TroubleKind.TOO_OFTEN),
        ("hostile: killed", TroubleKind.HARMFUL),
        ("something new: whatever", TroubleKind.OTHER),
    ],
)
def test_each_failure_has_a_kind_that_a_person_can_act_upon(error: str, kind: TroubleKind) -> None:
    found = find_trouble(a_feed(error=error, failures=FAILURES), NOW)
    assert found == (kind, error.partition(":")[2].strip())


def test_a_single_failure_is_no_trouble_but_gone_is_at_once() -> None:
    assert find_trouble(a_feed(error="timeout: late", failures=1), NOW) is None
    assert find_trouble(a_feed(error="gone: 410", failures=1), NOW) == (TroubleKind.GONE, "410")


def test_silence_is_judged_by_the_feeds_own_rhythm() -> None:
    quiet = NOW - 4 * DAY
    assert find_trouble(a_feed(rhythm=hourly(), last_new_at=quiet), NOW) == (TroubleKind.SILENT, "")
    monthly = Rhythm(NOW - 200 * DAY, quiet, (0.0,) * 167 + (10.0,))
    assert find_trouble(a_feed(rhythm=monthly, last_new_at=quiet), NOW) is None
    assert find_trouble(a_feed(rhythm=None, last_new_at=quiet), NOW) is None


def test_trouble_is_told_only_after_it_lasted() -> None:
    found = look_over([a_feed(error="not_found: 404", failures=3)], [], NOW)
    [begun] = found.begun
    noted = replace(begun, id=1)
    assert to_tell([noted], [], NOW) == []
    assert to_tell([noted], [], NOW + 12 * HOUR) == [[noted]]
    assert to_tell([replace(noted, told_at=NOW)], [NOW], NOW + 12 * HOUR) == []


def test_what_passes_before_it_is_told_is_dropped_and_what_was_told_is_announced_as_mended() -> None:
    untold = Trouble(1, FeedId(1), TroubleKind.EMPTY, NOW)
    told = Trouble(2, FeedId(2), TroubleKind.EMPTY, NOW, told_at=NOW)
    found = look_over([a_feed(1), a_feed(2)], [untold, told], NOW)
    assert (found.dropped, found.mended, found.begun) == ((untold,), (told,), ())


def test_a_feed_that_is_switched_off_is_no_longer_in_trouble_and_nothing_is_said() -> None:
    off = a_feed(1, "empty: nothing", 9)
    off = replace(off, source=replace(off.source, enabled=False))
    told = Trouble(1, FeedId(1), TroubleKind.EMPTY, NOW, told_at=NOW)
    found = look_over([off], [told], NOW)
    assert (found.dropped, found.mended) == ((told,), ())


def test_one_good_poll_is_needed_before_a_feed_counts_as_mended() -> None:
    told = Trouble(1, FeedId(1), TroubleKind.EMPTY, NOW, told_at=NOW)
    found = look_over([a_feed(1, "timeout: late", 1)], [told], NOW)
    assert (found.dropped, found.mended) == ((), ())


def test_our_own_network_down_is_not_three_hundred_dead_feeds() -> None:
    dead = [a_feed(number, "connection: broken", 9) for number in range(300)]
    known = list(look_over(dead, [], NOW).begun)
    known = [replace(one, id=number) for number, one in enumerate(known, 1)]
    for hours in range(0, 96, 6):
        now = NOW + hours * HOUR
        changed = {one.id: one for one in look_over(dead, known, now).changed}
        known = [changed.get(one.id, one) for one in known]
        assert to_tell(known, [], now) == []
    assert all(has_lasted(one, now + PATIENCE[TroubleKind.UNREACHED]) for one in known)


def test_many_at_once_are_told_in_one_message_and_the_next_waits() -> None:
    known = [Trouble(n, FeedId(n), TroubleKind.EMPTY, NOW - DAY) for n in range(1, 41)]
    assert to_tell(known, [], NOW) == [known]
    assert to_tell(known[:20], [NOW - HOUR], NOW) == []
    assert to_tell(known[:20], [NOW - 7 * HOUR], NOW) == [known[:20]]


def test_a_few_are_told_one_by_one_but_not_without_end() -> None:
    known = [Trouble(n, FeedId(n), TroubleKind.EMPTY, NOW - DAY) for n in (1, 2)]
    assert to_tell(known, [], NOW) == [[known[0]], [known[1]]]
    assert to_tell(known, [NOW - 7 * HOUR] * 9, NOW) == [known]
