"""The sweeper: everything past its time, twice a minute and no more often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alertbot.ops.sweep import EVERY, Sweep

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Kept:
    """Notes what it was asked to forget, and before when."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, datetime]] = []

    def note(self, what: str, before: datetime) -> int:
        self.asked.append((what, before))
        return 0

    async def forget_incidents(self, before: datetime) -> int:
        return self.note("incidents", before)

    async def forget_troubles(self, before: datetime) -> int:
        return self.note("troubles", before)

    async def give_up(self, now: datetime) -> int:
        return self.note("hopeless", now)

    async def forget_texts(self, before: datetime) -> int:
        return self.note("texts", before)

    async def forget_audit(self, before: datetime) -> int:
        return self.note("audit", before)

    async def recover(self) -> None:
        self.note("claims", NOW)


async def test_each_thing_is_forgotten_after_its_own_time_and_twice_a_minute() -> None:
    kept, times = Kept(), [NOW, NOW + EVERY / 2, NOW + EVERY]
    sweep = Sweep(
        kept.recover,
        kept.forget_texts,
        30 * DAY,
        kept,
        700 * DAY,
        lambda: times[0],
        forget_audit=kept.forget_audit,
        keep_audit=365 * DAY,
    )
    first = {
        ("claims", NOW),
        ("hopeless", NOW),
        ("texts", NOW - 30 * DAY),
        ("audit", NOW - 365 * DAY),
        ("troubles", NOW - 365 * DAY),
        ("incidents", NOW - 700 * DAY),
    }
    await sweep()
    assert set(kept.asked) == first
    times.pop(0)
    await sweep()
    assert len(kept.asked) == len(first)
    times.pop(0)
    await sweep()
    assert len(kept.asked) == 2 * len(first)
