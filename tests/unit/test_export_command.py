"""`alertbot export`: a real SQLite file, what is chosen, what is refused, and who may read the file."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alertbot.cli import main
from alertbot.model import (
    Alert,
    Category,
    Certainty,
    Change,
    ChangeKind,
    ChatKind,
    Entry,
    FeedSource,
    Filed,
    Incident,
    PollOutcome,
    Reading,
    Report,
    Schedule,
    Severity,
    Status,
    Validators,
    Watch,
)
from alertbot.model.articles import ArticleText
from alertbot.store import open_store

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


def an_incident(code: str, country: str, age: timedelta, report: Report) -> Incident:
    return Incident(
        None,
        code,
        1,
        (report,),
        (Category.FORCED_DISPLACEMENT,),
        country,
        (),
        (),
        (),
        ("police",),
        (),
        Status.ALLEGED,
        Severity.SEVERE,
        Certainty.POSSIBLE,
        NOW - age,
        NOW - age,
    )


async def fill(folder: Path) -> None:
    """An old incident in Sudan, a new one in Mali, and two watches."""
    store = await open_store(f"sqlite+aiosqlite:///{folder / 'alertbot.sqlite'}")
    await store.feeds.sync_catalogue([FeedSource("https://dawn.example/", "Dawn")], NOW)
    [feed] = await store.feeds.all()
    schedule = Schedule(NOW + DAY, DAY, last_ok_at=NOW)
    await store.feeds.save_poll(feed, PollOutcome(Validators(), schedule), NOW)
    entries = tuple(
        Entry((name,), f"https://dawn.example/{name}", name, "", NOW, name) for name in ("one", "two")
    )
    [feed] = await store.feeds.all()
    await store.feeds.save_poll(feed, PollOutcome(Validators(), schedule, entries), NOW)
    for article in await store.articles.claim_to_read(NOW, 9, DAY):
        await store.articles.save_text(article, ArticleText("T", "text", "en", NOW, b""), NOW)
    for article, (code, country, age) in zip(
        await store.articles.claim_to_assess(NOW, 9, DAY),
        (("OLD2", "SDN", 40 * DAY), ("NEW2", "MLI", DAY)),
        strict=True,
    ):
        reading = Reading("en", True, 0.9)
        report = Report(article.id, "Dawn", article.url, "T", NOW - age, reading)
        incident = an_incident(code, country, age, report)
        change = Change(ChangeKind.FIRST, True, "a test")
        async with store.articles.filing() as filing:
            alert = Alert(None, incident, change, NOW)
            await filing.save(article, reading, Filed(incident, change, (code,)), alert, [], NOW)
    chat = await store.chats.open(5, 0, ChatKind.PRIVATE, "en", NOW)
    for watch in (Watch(None, chat.key, "Sahel", ("MLI",)), Watch(None, chat.key, "", ("SDN",))):
        await store.chats.save_watch(replace(watch))
    await store.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALERTBOT_DATA_DIR", str(tmp_path))
    asyncio.run(fill(tmp_path))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments])


def codes(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff"))))
    return [row["code"] for row in rows[1:]]


def test_everything_comes_newest_first_with_its_hashtags(folder: Path) -> None:
    result = run()
    assert codes(result) == ["NEW2", "OLD2"]
    assert "#event+id" in result.stdout
    assert "2 incidents." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--since", "7d"), ["NEW2"]),
        (("--until", "yesterday"), ["OLD2"]),
        (("--country", "SDN"), ["OLD2"]),
        (("--country", "mali"), ["NEW2"]),
        (("--country", "sdn,Mali"), ["NEW2", "OLD2"]),
        (("--watch", "sahel"), ["NEW2"]),
        (("--watch", "2"), ["OLD2"]),
        (("--watch", "sahel", "--country", "SDN"), []),
    ],
)
def test_watch_country_and_time_choose(folder: Path, arguments: tuple[str, ...], wanted: list[str]) -> None:
    assert codes(run(*arguments)) == wanted


def test_a_file_is_for_its_owner_alone_and_what_is_in_it_is_said(folder: Path) -> None:
    path = folder / "out.jsonl"
    result = run("--format", "jsonl", "--output", str(path), "--language", "fr")
    assert f"{path}: 2 incidents." in result.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {line["location_name"] for line in lines} == {"Mali", "Soudan"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "tomorrow"), "'tomorrow' is no moment of the past. Write 7d"),
        (("--country", "Atlantis"), "'Atlantis' is no country"),
        (("--watch", "Nowhere"), "There is no watch 'Nowhere'. Name one by its number:\n  1  Sahel: MLI"),
        (("--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_a_mistake_is_one_sentence_with_what_would_be_right(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
