"""What filing a report costs beside a million stored incidents and beside a thousand: find, choose, store."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alertbot.incidents.change import file_report
from alertbot.incidents.cluster import block_keys, choose
from alertbot.incidents.code import make_code
from alertbot.incidents.severity import SeverityRules, load_severity
from alertbot.model import (
    Article,
    ArticleId,
    ArticleText,
    Category,
    Entry,
    FeedSource,
    Figure,
    Incident,
    Place,
    PollOutcome,
    Precision,
    Reading,
    Report,
    Schedule,
    Status,
    Unit,
    Validators,
)
from alertbot.pipeline.assess import CANDIDATES
from alertbot.store import SqlStore, open_store
from alertbot.store.codec import encode

SMALL, LARGE = 1_000, 1_000_000
ROUNDS = 120
"""Reports filed into each, in turn."""
EVERY = 600
"""Seconds between two incidents: a thousand are a week, a million nineteen years."""
PLACES, WORDS, TEMPLATES = 5_000, 200_000, 300
WORDS_OF_REPORT, WORD_KEYS = 24, 16
NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)
FIRST_ARTICLE = 10_000_000
"""Ids of articles of stored reports begin here, away from those filed."""
RULES = Path(__file__).parents[1] / "config" / "severity.yaml"
PRAGMAS = ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000")
SERIES = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number)"
AT = "strftime('%Y-%m-%d %H:%M:%f000', :now - (:number - i) * :every, 'unixepoch')"
FEW = "CAST(pow((abs(random()) % 1000000) / 1e6, 3) * {most} AS INTEGER)"
"""A number below `most`, small ones much oftener: as towns and words turn up in the news."""

KEYS = (
    "'g:' || cell || ':0' || b0",
    "'g:' || other || ':1' || b1",
    f"'i:' || ({FIRST_ARTICLE} + i)",
    "'k:AFG:' || province || ':forced_displacement:0' || b0",
    "'k:AFG:' || province || ':forced_displacement:1' || b1",
    "'p:' || sound || ':0' || b0",
    "'p:' || sound || ':1' || b1",
    *[f"printf('w:%x', {FEW.format(most=WORDS)})"] * WORD_KEYS,
)
KEYS_OF_SOME = (
    "INSERT OR IGNORE INTO incident_keys SELECT i, {key}, at FROM spot JOIN town ON town.id = spot.town "
    "WHERE i BETWEEN ? AND ?"
)
CHUNK = 20_000
"""Incidents whose keys are stored together, so that the index stays in memory."""


def places(chance: random.Random) -> list[Place]:
    """Towns of made-up names over one degree each, twenty to a province."""
    letters = "bdfgklmnprstvz"
    return [
        Place(
            "".join(chance.choice(letters) + chance.choice("aiou") for _ in range(4)).title(),
            "AFG",
            Precision.PLACE,
            admin1=f"Province {number // 20}",
            lat=chance.uniform(-30, 50),
            lon=chance.uniform(-80, 100),
        )
        for number in range(PLACES)
    ]


def report(number: int, towns: Sequence[Place], chance: random.Random) -> Report:
    """A report of families driven out of a town, with words as rare and as common as those of news."""
    words = {int(chance.random() ** 3 * WORDS) for _ in range(WORDS_OF_REPORT)}
    reading = Reading(
        "en",
        alert=True,
        score=0.9,
        categories=(Category.FORCED_DISPLACEMENT,),
        status=Status.ALLEGED,
        country="AFG",
        places=(towns[int(chance.random() ** 3 * PLACES)],),
        figures=(Figure(chance.randrange(10, 900), Unit.HOUSEHOLD, "forced to flee", "x", 0, 1),),
        sources=("residents",),
    )
    return Report(
        ArticleId(number),
        f"Outlet {number % 40}",
        f"https://outlet.example/{number}",
        f"Families driven from {reading.places[0].name}",
        NOW,
        reading,
        sketch=tuple(word << 4 | chance.randrange(1, 16) for word in words),
    )


def fill(path: Path, number: int, towns: Sequence[Place], rules: SeverityRules) -> None:
    """Store that many incidents of one report each, straight into the tables."""
    chance = random.Random(number)
    samples = [report(index, towns, chance) for index in range(TEMPLATES)]
    values = {"number": number, "now": NOW.timestamp(), "every": EVERY, "first": FIRST_ARTICLE}
    with sqlite3.connect(path) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        indexes = _without_indexes(connection)
        _templates(connection, samples, towns, rules)
        for statement in _statements():
            connection.execute(statement, {k: v for k, v in values.items() if f":{k}" in statement})
        for low in range(1, number + 1, CHUNK):
            for key in KEYS:
                connection.execute(KEYS_OF_SOME.format(key=key), (low, low + CHUNK - 1))
        for sql in (*indexes, "DROP TABLE sample", "DROP TABLE town", "DROP TABLE spot", "ANALYZE"):
            connection.execute(sql)
    connection.close()


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the big tables; returns what makes them again."""
    query = (
        "SELECT name, sql FROM sqlite_master "
        "WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (?, ?, ?)"
    )
    found = connection.execute(query, ("incidents", "incident_keys", "reports")).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _templates(
    connection: sqlite3.Connection, samples: Sequence[Report], towns: Sequence[Place], rules: SeverityRules
) -> None:
    """Stored forms of the samples, and of every town the keys that its place gives."""
    connection.execute(
        "CREATE TABLE spot (i INTEGER PRIMARY KEY, town INTEGER, at TEXT, b0 INTEGER, b1 INTEGER)"
    )
    connection.execute("CREATE TABLE sample (id INTEGER PRIMARY KEY, report TEXT, snapshot TEXT)")
    connection.execute(
        "CREATE TABLE town (id INTEGER PRIMARY KEY, sound TEXT, cell TEXT, other TEXT, province TEXT)"
    )
    rows = [(i, encode(Report, one), encode(Incident, _told(one, rules))) for i, one in enumerate(samples)]
    connection.executemany("INSERT INTO sample VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT INTO town VALUES (?, ?, ?, ?, ?)", _town_rows(samples[0], towns))


def _told(one: Report, rules: SeverityRules) -> Incident:
    return replace(file_report(one, None, NOW, "CODE", rules).incident, reports=())


def _town_rows(sample: Report, towns: Sequence[Place]) -> Iterator[tuple[int, str, str, str, str]]:
    for number, town in enumerate(towns):
        keys = block_keys(replace(sample, reading=replace(sample.reading, places=(town,))))
        parts = [key.split(":") for key in keys]
        sound = next(part[1] for part in parts if part[0] == "p")
        cells = [part[1] for part in parts if part[0] == "g"]
        yield number, sound, cells[0], cells[1], next(part[2] for part in parts if part[0] == "k")


def _statements() -> Iterator[str]:
    yield (
        f"INSERT INTO incidents {SERIES} SELECT i, printf('X%07d', i), 1, 'AFG', 'alleged', 'severe', "
        f"'possible', 0, {AT}, {AT}, "
        f"json_set(snapshot, '$.code', printf('X%07d', i)) FROM n JOIN sample ON sample.id = i % {TEMPLATES}"
    )
    yield (
        f"INSERT INTO reports {SERIES} SELECT i, :first + i, 0, "
        f"json_set(report, '$.article_id', :first + i) FROM n JOIN sample ON sample.id = i % {TEMPLATES}"
    )
    yield (
        f"INSERT INTO spot {SERIES} SELECT i, {FEW.format(most=PLACES)}, {AT}, "
        "CAST((:now - (:number - i) * :every - 946684800) / 1209600 AS INTEGER), "
        "CAST((:now - (:number - i) * :every - 946684800 + 604800) / 1209600 AS INTEGER) FROM n"
    )


async def open_filled(path: Path, number: int, towns: Sequence[Place], rules: SeverityRules) -> SqlStore:
    """A store with that many incidents, and articles to file."""
    store = await open_store(f"sqlite+aiosqlite:///{path}")
    await store.close()
    await asyncio.to_thread(fill, path, number, towns, rules)
    return await open_store(f"sqlite+aiosqlite:///{path}", migrate=False)


async def to_file(store: SqlStore) -> list[Article]:
    """Articles with text, claimed to be assessed."""
    await store.feeds.sync_catalogue([FeedSource("https://outlet.example/feed", "Outlet")], NOW)
    [feed] = await store.feeds.all()
    schedule = Schedule(NOW + timedelta(hours=1), timedelta(hours=1), last_ok_at=NOW)
    await store.feeds.save_poll(feed, PollOutcome(Validators(), schedule), NOW)
    [feed] = await store.feeds.all()
    entries = tuple(
        Entry((f"guid:{n}",), f"https://outlet.example/new/{n}", f"Title {n}", "", NOW, str(n))
        for n in range(ROUNDS)
    )
    await store.feeds.save_poll(feed, PollOutcome(Validators(), schedule, entries), NOW)
    lease = timedelta(hours=9)
    for article in await store.articles.claim_to_read(NOW, ROUNDS, lease):
        await store.articles.save_text(article, ArticleText("Title", "Text.", "en", NOW, b""), NOW)
    return await store.articles.claim_to_assess(NOW, ROUNDS, lease)


async def file_one(store: SqlStore, article: Article, one: Report, rules: SeverityRules) -> tuple[float, int]:
    """(seconds, candidates) of filing one report as the pipeline does, without alerting anybody."""
    start = time.perf_counter()
    async with store.articles.filing() as filing:
        candidates = await filing.candidates(block_keys(one), CANDIDATES)
        chosen = choose(one, candidates, NOW).incident
        filed = file_report(one, chosen, NOW, make_code(str(one.article_id)), rules)
        await filing.save(article, one.reading, filed, None, (), NOW)
    return time.perf_counter() - start, len(candidates)


async def main() -> None:
    """Fill both, then file the same reports into each in turn, and tell the medians."""
    rules, chance = load_severity(RULES), random.Random(7)
    towns = places(chance)
    spent: dict[int, list[tuple[float, int]]] = {SMALL: [], LARGE: []}
    with tempfile.TemporaryDirectory() as folder:
        stores = {}
        for number in (SMALL, LARGE):
            start = time.perf_counter()
            stores[number] = await open_filled(Path(folder) / f"{number}.sqlite", number, towns, rules)
            print(f"{number:>9,} incidents stored in {time.perf_counter() - start:.0f} s")
        waiting = {number: await to_file(store) for number, store in stores.items()}
        for turn in range(ROUNDS):
            one = report(turn, towns, chance)
            for number, store in stores.items():
                article = waiting[number][turn]
                own = replace(one, article_id=article.id)
                spent[number].append(await file_one(store, article, own, rules))
        for store in stores.values():
            await store.close()
    tell(spent)


def tell(spent: dict[int, list[tuple[float, int]]]) -> None:
    """Print the medians of each and their ratio."""
    medians = {number: statistics.median(seconds for seconds, _ in found) for number, found in spent.items()}
    for number, found in spent.items():
        compared = statistics.mean(candidates for _, candidates in found)
        spent_ms = f"{medians[number] * 1000:.1f} ms a report"
        print(f"{number:>9,} incidents: {spent_ms}, {compared:.0f} candidates each")
    print(f"ratio {medians[LARGE] / medians[SMALL]:.2f} (target: at most 1.5)")


if __name__ == "__main__":
    asyncio.run(main())
