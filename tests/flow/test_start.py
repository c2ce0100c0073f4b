"""`alertbot run` as an administrator meets it: clear refusals, a clean stop, nothing lost."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from flow_world import GAZETTEER, ROOT, World, story

from alertbot.demo.telegram import OfflineTelegram

ALERTBOT = str(Path(sys.executable).parent / "alertbot")
TOKEN = "123456789:AAHwrongWrongWrongWrongWrongWrong12"


def environment(folder: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALERTBOT_")}
    named = {
        "ALERTBOT_DATA_DIR": str(folder),
        "ALERTBOT_CONFIG_DIR": str(ROOT / "config"),
        "ALERTBOT_GAZETTEER": str(GAZETTEER),
    }
    return kept | named | settings


async def start(folder: Path, **settings: str) -> asyncio.subprocess.Process:
    folder.mkdir(exist_ok=True)
    return await asyncio.create_subprocess_exec(
        ALERTBOT,
        "run",
        cwd=folder,
        env=environment(folder, **settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def refusal(folder: Path, **settings: str) -> str:
    """The one line with which a start is refused; checks that it is one, with status 2."""
    process = await start(folder, **settings)
    out, err = await asyncio.wait_for(process.communicate(), timeout=30)
    assert process.returncode == 2, err.decode()
    assert out == b""
    lines = err.decode().strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


async def test_without_a_token_it_says_where_to_get_one(tmp_path: Path) -> None:
    line = await refusal(tmp_path)
    assert "ALERTBOT_TELEGRAM_TOKEN is not set" in line
    assert "@BotFather" in line


async def test_a_wrong_token_is_refused_and_not_printed(tmp_path: Path) -> None:
    async with OfflineTelegram() as telegram:
        line = await refusal(tmp_path, ALERTBOT_TELEGRAM_TOKEN=TOKEN, ALERTBOT_TELEGRAM_API=telegram.api_url)
    assert "Telegram does not accept ALERTBOT_TELEGRAM_TOKEN" in line
    assert TOKEN not in line


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("feeds.yaml", "feeds: [", "feeds.yaml"),
        ("feeds.yaml", "feeds:\n- name: No address\n", "feeds.yaml"),
        ("severity.yaml", "nonsense", "severity.yaml"),
        ("lexicon/en.yaml", "nonsense: [", "en.yaml"),
    ],
)
async def test_an_unreadable_configuration_file_is_named(
    name: str, content: str, part: str, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    await copy_tree(ROOT / "config", config)
    (config / name).write_text(content)
    line = await refusal(tmp_path / "data", ALERTBOT_TELEGRAM_TOKEN=TOKEN, ALERTBOT_CONFIG_DIR=str(config))
    assert part in line


async def copy_tree(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


async def test_a_missing_gazetteer_is_refused_with_the_command_that_builds_it(tmp_path: Path) -> None:
    line = await refusal(
        tmp_path, ALERTBOT_TELEGRAM_TOKEN=TOKEN, ALERTBOT_GAZETTEER=str(tmp_path / "none.sqlite")
    )
    assert "alertbot gazetteer build" in line


async def test_a_second_process_in_one_data_folder_is_refused(world: World) -> None:
    async with world.house():
        line = await refusal(
            world.folder, ALERTBOT_TELEGRAM_TOKEN=TOKEN, ALERTBOT_TELEGRAM_API=world.telegram.api_url
        )
    assert "is using the data folder" in line
    assert str(os.getpid()) in line


async def test_sigterm_ends_it_cleanly_and_what_it_knew_is_still_there(world: World) -> None:
    config = world.folder.parent / "config"
    await copy_tree(ROOT / "config", config)
    outlet = world.outlets[0]
    (config / "feeds.yaml").write_text(f"feeds:\n- name: Northern Wire\n  url: {outlet.feed_url}\n")
    settings = {
        "ALERTBOT_TELEGRAM_TOKEN": world.telegram.token,
        "ALERTBOT_TELEGRAM_API": world.telegram.api_url,
        "ALERTBOT_ALLOW_HOSTS": "{}:{}".format(*outlet.address),
        "ALERTBOT_CONFIG_DIR": str(config),
    }
    process = await start(world.folder, **settings)
    private = world.telegram.private(world.telegram.user(11))
    await private.send("/subscribe Afghanistan")
    await private.wait_for("/latest", within=60)
    process.send_signal(signal.SIGTERM)
    _, err = await asyncio.wait_for(process.communicate(), timeout=10)
    assert process.returncode == 0, err.decode()
    assert world.telegram.token not in err.decode()
    outlet.publish(
        story(
            "raid",
            "Raid in Kunduz",
            "Gunmen burned the homes of 40 families in Kunduz, Afghanistan, police said.",
        )
    )
    async with world.house() as house:
        await house.poll_now()
        assert await private.wait_for("40", within=60)
