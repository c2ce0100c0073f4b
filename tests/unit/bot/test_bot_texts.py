"""The bot's texts: each that the code uses is translated where a catalogue exists, with the same placeholders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from alertbot.bot import screens
from alertbot.bot.caution import MEASURES
from alertbot.bot.commands import COMMANDS
from alertbot.bot.kinds import GROUPS
from alertbot.bot.operator_table import OPERATOR_COMMANDS
from alertbot.bot.regions import REGION_NAMES
from alertbot.bot.source_news import REASONS
from alertbot.bot.stats import STATES
from alertbot.bot.warnings import TROUBLES
from alertbot.model import LANGUAGES
from alertbot.texts import TextCatalogue

PACKAGE = Path(screens.__file__).parent
CATALOGUES = sorted((PACKAGE.parent / "texts" / "locales").glob("*/bot*.po"))
FORMS = {"ar": 6, "fa": 1, "ru": 3, "uk": 3}
TABLES = {
    screens.INTRODUCTION,
    *REGION_NAMES,
    *GROUPS,
    *(command.description for command in (*COMMANDS, *OPERATOR_COMMANDS)),
}
TABLES |= {*MEASURES.values(), *STATES.values(), *TROUBLES.values(), *REASONS.values()}


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


def translations(language: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for path in CATALOGUES:
        if path.parent.name == language:
            with path.open("rb") as file:
                messages = [message for message in read_po(file, abort_invalid=True) if message.id]
            for message in messages:
                first = message.id if isinstance(message.id, str) else message.id[0]
                assert first not in found, f"{language}: {first!r} is translated twice, again in {path.name}"
                found[first] = message
    return found


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_text_is_translated_once_and_keeps_placeholders_and_commands(language: str) -> None:
    known = translations(language)
    for text in used():
        message = known.get(text)
        assert message is not None, f"{language}: no translation of {text!r}"
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        for form in forms:
            assert form, f"{language}: empty translation of {text!r}"
            assert placeholders(form) == placeholders(text)
            assert set(re.findall(r"/[a-z]+", form)) == set(re.findall(r"/[a-z]+", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_plural_has_all_the_forms_of_its_language(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    assert catalogue.num_plurals == FORMS.get(path.parent.name, 2)
    for message in catalogue:
        if message.id and message.pluralizable:
            assert len(message.string) == catalogue.num_plurals


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {path.parent.name for path in CATALOGUES} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_regions_and_kinds_fit_a_button_on_a_phone(language: str) -> None:
    texts = TextCatalogue().load_texts(language)
    for name in (*REGION_NAMES, *GROUPS):
        assert len(texts.gettext(name)) <= 33, texts.gettext(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_menu_keeps_to_telegrams_limits(language: str) -> None:
    texts = TextCatalogue().load_texts(language)
    for command in COMMANDS:
        assert 3 <= len(texts.gettext(command.description)) <= 60
