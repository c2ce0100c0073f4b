"""`alertbot doctor`: looks at everything the bot stands on and says what to do about each fault."""

from __future__ import annotations

import shutil
import zoneinfo
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from alertbot.bot.runner import BotRunner, ListeningRequest, build_application
from alertbot.errors import AlertbotError
from alertbot.feeds.catalogue import load_catalogue
from alertbot.feeds.fetch import HttpFetcher
from alertbot.gazetteer.lookup import SqliteGazetteer
from alertbot.lexicon_desk import check_config
from alertbot.settings import Settings
from alertbot.store import open_store

LEAST_FREE = 1_000_000_000
"""Bytes of disk below which the database may soon not be written."""
CLOCK_OFF = timedelta(minutes=2)
CLOCK_SOURCE = "https://api.telegram.org/"
PROBED_PLACE = "kunduz"


class Mark(StrEnum):
    """How a finding weighs."""

    WELL = "ok"
    DOUBT = "??"
    """It may be so on purpose."""
    FAULT = "!!"
    """The bot cannot do its work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do."""

    subject: str
    mark: Mark
    text: str


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Each finding as it is made. The database is made, or brought up to date, as `alertbot run` would."""
    checks: dict[str, Callable[[Settings], Awaitable[tuple[Mark, str]]]] = {
        "configuration": _configuration,
        "operators": _operators,
        "disk": _disk,
        "time zones": _zones,
        "gazetteer": _gazetteer,
        "database": _database,
        "feeds": _feeds,
        "Telegram": _telegram,
        "clock": _clock,
    }
    for subject, check in checks.items():
        try:
            mark, text = await check(settings)
        except (AlertbotError, OSError) as error:
            mark, text = Mark.FAULT, str(error)
        yield Finding(subject, mark, text)


async def _configuration(settings: Settings) -> tuple[Mark, str]:
    problems = list(check_config(settings.config_dir, settings.gazetteer_path, settings.allowed_addresses))
    if problems:
        return Mark.FAULT, f"{len(problems)} to mend, the first: {problems[0]}"
    return Mark.WELL, f"every file in {settings.config_dir} can be used"


async def _operators(settings: Settings) -> tuple[Mark, str]:
    if not settings.operators:
        return Mark.DOUBT, "nobody hears of faults: set ALERTBOT_OPERATORS to your numeric Telegram id"
    if not settings.contact:
        return Mark.DOUBT, "publishers cannot reach you: set ALERTBOT_CONTACT to an e-mail or web address"
    return Mark.WELL, f"{len(settings.operators)} named, contact set"


async def _disk(settings: Settings) -> tuple[Mark, str]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    text = f"{free / 1e9:.1f} GB free where {settings.data_dir} lies"
    return (Mark.WELL, text) if free >= LEAST_FREE else (Mark.FAULT, f"{text}: make room")


async def _zones(_: Settings) -> tuple[Mark, str]:
    number = len(zoneinfo.available_timezones())
    if number < 300:
        return Mark.FAULT, f"only {number} time zones are known: install the package tzdata"
    return Mark.WELL, f"{number} known"


async def _gazetteer(settings: Settings) -> tuple[Mark, str]:
    gazetteer = SqliteGazetteer(settings.gazetteer_path)
    try:
        found = gazetteer.find(PROBED_PLACE)
    finally:
        gazetteer.close()
    if not found:
        return Mark.FAULT, "it does not know Kunduz: build it anew with `alertbot gazetteer build`"
    return Mark.WELL, f"{settings.gazetteer_path.stat().st_size / 1e6:.0f} MB"


async def _database(settings: Settings) -> tuple[Mark, str]:
    store = await open_store(settings.database)
    try:
        waiting = await store.deliveries.counts()
    finally:
        await store.close()
    kind = settings.database.partition(":")[0].partition("+")[0]
    total = ", ".join(f"{number} {state}" for state, number in waiting.items()) or "none yet"
    return Mark.WELL, f"{kind}; deliveries: {total}"


async def _feeds(settings: Settings) -> tuple[Mark, str]:
    listed = load_catalogue(settings.config_dir / "feeds.yaml", settings.allowed_addresses)
    store = await open_store(settings.database)
    try:
        counts = await store.feeds.counts()
    finally:
        await store.close()
    on = counts["ok"] + counts["failing"]
    if not on:
        return Mark.DOUBT, f"none is polled yet; config/feeds.yaml lists {len(listed)}"
    text = f"{on} on, {counts['failing']} of them failing"
    if counts["failing"] > counts["ok"]:
        return Mark.FAULT, f"{text}: is the network there? `alertbot feeds list --failing` has the reasons"
    return Mark.WELL, text


async def _telegram(settings: Settings) -> tuple[Mark, str]:
    if settings.telegram_token is None:
        return Mark.FAULT, "ALERTBOT_TELEGRAM_TOKEN is not set: get a token from @BotFather (/newbot)"
    token = settings.telegram_token.get_secret_value()
    bot = BotRunner(build_application(token, settings.telegram_api, ListeningRequest()))
    try:
        name = await bot.check_token()
    finally:
        await bot.application.shutdown()
    if name is None:
        return (
            Mark.FAULT,
            f"{settings.telegram_api} cannot be reached: look at network and proxy",
        )
    return Mark.WELL, f"the token is that of @{name}"


async def _clock(settings: Settings) -> tuple[Mark, str]:
    fetcher = HttpFetcher(contact=settings.contact, allow=settings.allowed_addresses)
    try:
        answer = await fetcher.fetch(CLOCK_SOURCE)
    except AlertbotError:
        return Mark.DOUBT, "not compared: no answer from the net"
    finally:
        await fetcher.close()
    date = answer.headers.get("date")
    if date is None:
        return Mark.DOUBT, "not compared: the answer had no date"
    off = abs(datetime.now(UTC) - parsedate_to_datetime(date))
    if off > CLOCK_OFF:
        return Mark.FAULT, f"{off.total_seconds():.0f} s off: set it right, for instance with chrony or ntpd"
    return Mark.WELL, "right"
