"""What a digest has to say of silence: feeds that do not answer, places of which nothing came."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.alerts.judge import countries_of
from alertbot.alerts.nearby import province_of
from alertbot.model import Alert, Feed, Incident, Province, Watch

SILENT_AFTER = timedelta(hours=24)
"""Without an answer, failing all the while."""


def silent_feeds(feeds: Sequence[Feed], countries: Set[str], now: datetime) -> tuple[str, ...]:
    """Return the names of running feeds that fail and were not read for a day, those of one country first.

    `countries` are ISO3 codes that the chat watches, empty for all; a feed about no country in particular
    concerns everybody.
    """
    silent = [feed for feed in feeds if _silent(feed, now) and _concerns(feed, countries)]
    return tuple(
        f.source.name for f in sorted(silent, key=lambda f: (f.source.country is None, f.source.name))
    )


QUIET_AFTER = timedelta(days=3)
"""Without a report from a place that had some."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somewhere that the chat watches and was told of before, but not in this period."""

    country: str
    """ISO3."""
    province: str
    """'': the country as a whole."""
    last: datetime
    """When the last report came that the chat was told of."""


def silent_places(
    watches: Sequence[Watch], told: Sequence[Alert], since: datetime, until: datetime
) -> tuple[Quiet, ...]:
    """Return provinces and countries that watches name, of which `told` has reports, but none lately.

    None from `since` to `until`, and none for three days; the longest silent first. Where a watch names
    provinces of a country, these count and not the country.
    """
    wanted = {(p.country, p.admin1) for watch in watches for p in watch.provinces}
    narrow = {country for country, _ in wanted}
    wanted |= {(code, "") for watch in watches for code in watch.countries if code not in narrow}
    found = []
    for country, province in wanted:
        times = [a.incident.last_at for a in told if _lies(a.incident, country, province)]
        if times and max(times) < min(since, until - QUIET_AFTER):
            found.append(Quiet(country, province, max(times)))
    return tuple(sorted(found, key=lambda quiet: (quiet.last, quiet.country, quiet.province)))


def _lies(incident: Incident, country: str, province: str) -> bool:
    if province:
        return province_of(incident.places, (Province(country, province),)) is not None
    return country in countries_of(incident)


def _silent(feed: Feed, now: datetime) -> bool:
    schedule = feed.schedule
    if schedule.next_poll_at is None or not schedule.failures or schedule.last_ok_at is None:
        return False
    return now - schedule.last_ok_at >= SILENT_AFTER


def _concerns(feed: Feed, countries: Set[str]) -> bool:
    return not countries or feed.source.country is None or feed.source.country in countries
