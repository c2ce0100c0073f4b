"""The bot's texts: each that the code uses is translated where a catalogue exists, with the same placeholders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from alertbot.bot import screens
from alertbot.bot.commands import COMMANDS
from alertbot.bot.kinds import GROUPS
from alertbot.bot.regions import REGION_NAMES

PACKAGE = Path(screens.__file__).parent
CATALOGUES = sorted((PACKAGE.parent / "texts" / "locales").glob("*/bot.po"))
TABLES = {screens.INTRODUCTION, *REGION_NAMES, *GROUPS, *(command.description for command in COMMANDS)}


def used() -> Iterator[str]:
    yield from TABLES
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("t", "gettext", "ngettext"):
                    yield str(node.args[0].value)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.name)
def test_a_catalogue_is_complete_and_keeps_placeholders_and_commands(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    for text in used():
        message = catalogue.get(text)
        assert message is not None, f"{path.parent.name}: no translation of {text!r}"
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        for form in forms:
            assert form, f"{path.parent.name}: empty translation of {text!r}"
            assert placeholders(form) == placeholders(text)
            assert set(re.findall(r"/[a-z]+", form)) == set(re.findall(r"/[a-z]+", text))


def test_french_is_there() -> None:
    assert "fr" in {path.parent.name for path in CATALOGUES}
