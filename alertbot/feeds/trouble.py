"""Which feeds are in trouble, and which of them operators are told of now. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alertbot.feeds.rhythm import usual_gap
from alertbot.model import Feed, FeedId, Findings, Trouble, TroubleKind

FAILURES = 3
"""In a row, before a feed counts as in trouble; 410 Gone counts at once."""
PATIENCE: Mapping[TroubleKind, timedelta] = {
    TroubleKind.GONE: timedelta(0),
    TroubleKind.MOVED: timedelta(0),
    TroubleKind.REFUSED: timedelta(hours=1),
    TroubleKind.HARMFUL: timedelta(hours=2),
    TroubleKind.CERTIFICATE: timedelta(hours=6),
    TroubleKind.NAME_NOT_FOUND: timedelta(hours=24),
    TroubleKind.SILENT: timedelta(hours=24),
    TroubleKind.UNREACHED: timedelta(hours=48),
    TroubleKind.TOO_OFTEN: timedelta(hours=48),
}
"""How long trouble lasts before anybody is told; `USUAL_PATIENCE` for all others."""
USUAL_PATIENCE = timedelta(hours=12)
SILENT_GAPS = 12
"""So many times its usual distance between two entries, with nothing new, is silence."""
LEAST_SILENCE = timedelta(days=3)
NETWORK = frozenset({TroubleKind.UNREACHED, TroubleKind.NAME_NOT_FOUND, TroubleKind.CERTIFICATE})
"""What many feeds show at once when it is our own network that is down."""
RESTARTED = timedelta(minutes=10)
"""So often the clocks of such troubles start anew while it is down."""
FEW = 3
"""Feeds told one by one at a time; more are told in one message."""
MOST_A_DAY = 10
"""Single messages in 24 hours; then they wait for a message about all."""
BETWEEN_SUMMARIES = timedelta(hours=6)

_KINDS = {
    "blocked_address": TroubleKind.REFUSED,
    "bad_url": TroubleKind.REFUSED,
    "tls": TroubleKind.CERTIFICATE,
    "too_many_requests": TroubleKind.TOO_OFTEN,
    "hostile": TroubleKind.HARMFUL,
    **dict.fromkeys(("timeout", "too_slow", "connection", "server_error"), TroubleKind.UNREACHED),
}
_KNOWN = {kind.value: kind for kind in TroubleKind}


def find_trouble(feed: Feed, now: datetime) -> tuple[TroubleKind, str] | None:
    """What is wrong with a feed that is switched on, with the detail for the operator; None: nothing."""
    schedule = feed.schedule
    reason, _, detail = (schedule.error or "").partition(":")
    kind = _KINDS.get(reason) or _KNOWN.get(reason, TroubleKind.OTHER)
    if kind is TroubleKind.GONE and schedule.failures:
        return kind, detail.strip()
    if schedule.failures:
        return (kind, detail.strip()) if schedule.failures >= FAILURES else None
    gap = usual_gap(schedule.rhythm)
    if gap is None or schedule.last_new_at is None:
        return None
    silent = now - schedule.last_new_at > max(LEAST_SILENCE, SILENT_GAPS * gap)
    return (TroubleKind.SILENT, "") if silent else None


def network_down(feeds: Sequence[Feed], now: datetime) -> bool:
    """Whether so many feeds cannot be reached that the fault is rather ours: half of four or more."""
    running = [feed for feed in feeds if feed.source.enabled and feed.schedule.next_poll_at]
    cut_off = [feed for feed in running if (found := _failing(feed)) and found in NETWORK]
    return len(running) > FEW and len(cut_off) * 2 >= len(running)


def look_over(feeds: Sequence[Feed], known: Sequence[Trouble], now: datetime) -> Findings:
    """Compare all feeds with the troubles known, none of which is over.

    While our network seems to be down nothing counts: the time of every trouble of that sort starts anew.
    """
    moved = [trouble for trouble in known if trouble.kind is TroubleKind.MOVED]
    known = [trouble for trouble in known if trouble.kind is not TroubleKind.MOVED]
    by_feed = {trouble.feed: trouble for trouble in known}
    on = {feed.id: feed for feed in feeds if feed.source.enabled}
    ours = network_down(feeds, now)
    begun, changed = list[Trouble](), list[Trouble]()
    well = set[FeedId]()
    for feed in on.values():
        found, before = find_trouble(feed, now), by_feed.get(feed.id)
        if found is None:
            if not feed.schedule.failures:
                well.add(feed.id)
        elif before is None:
            begun.append(Trouble(None, feed.id, found[0], now, found[1]))
        elif before.told_at is None:
            late = ours and found[0] in NETWORK and now - before.since >= RESTARTED
            since = now if late else before.since
            changed.append(replace(before, kind=found[0], detail=found[1], since=since))
    ended = [trouble for trouble in known if trouble.feed not in on or trouble.feed in well]
    return Findings(
        tuple(begun),
        tuple(trouble for trouble in changed if trouble != by_feed[trouble.feed]),
        (
            *(trouble for trouble in ended if trouble.told_at is None or trouble.feed not in on),
            *(trouble for trouble in moved if trouble.told_at is not None or trouble.feed not in on),
        ),
        tuple(trouble for trouble in ended if trouble.told_at is not None and trouble.feed in on),
    )


def has_lasted(trouble: Trouble, now: datetime) -> bool:
    """Whether a trouble has lasted so long that people should know."""
    patience = PATIENCE.get(trouble.kind, USUAL_PATIENCE)
    return trouble.told_at is not None or now - trouble.since >= patience


def to_tell(known: Sequence[Trouble], last_told: Sequence[datetime], now: datetime) -> list[list[Trouble]]:
    """Troubles that have lasted, in the messages that tell of them: one each, or one for many.

    `last_told` are the times at which operators were told of feeds during the last 24 hours.
    """
    due = [trouble for trouble in known if trouble.told_at is None and has_lasted(trouble, now)]
    if not due:
        return []
    if len(due) <= FEW and len(last_told) + len(due) <= MOST_A_DAY:
        return [[trouble] for trouble in due]
    if last_told and now - max(last_told) < BETWEEN_SUMMARIES:
        return []
    return [due]


def _failing(feed: Feed) -> TroubleKind | None:
    """What a feed's last poll failed with, the first time counts too."""
    reason = (feed.schedule.error or "").partition(":")[0]
    if not feed.schedule.failures:
        return None
    return _KINDS.get(reason) or _KNOWN.get(reason, TroubleKind.OTHER)
