"""Every language has every text, well-formed and with the same placeholders."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from alertbot.alerts import card, digest, explain, keywords, labels, phrases, story
from alertbot.errors import ConfigurationError
from alertbot.model import LANGUAGES
from alertbot.texts import TextCatalogue
from alertbot.texts.catalogue import LOCALES, compile_po
from alertbot.texts.language import _OWN_NAMES

FOREIGN = [language for language in LANGUAGES if language != "en"]
ALERTS = Path(story.__file__).parent
PLACEHOLDER = re.compile(r"\{(\w+)\}")
FEWER_ALLOWED = {"n"}
"""'one source' may be a word without a number."""


def read(language: str, domain: str) -> Catalog:
    with (LOCALES / language / f"{domain}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def of_alerts(language: str) -> list[Message]:
    """The messages of every catalogue of alerts."""
    parts = sorted(path.stem for path in (LOCALES / language).glob("alerts*.po"))
    return [message for part in parts for message in read(language, part)]


def literal_messages() -> set[str]:
    """English messages given straight to gettext in the source of alerts."""
    calls = (
        node
        for path in ALERTS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )
    found: set[str] = set()
    for call in calls:
        if call.func.attr in ("gettext", "ngettext", "pgettext"):
            at = 1 if call.func.attr == "pgettext" else 0
            argument = call.args[at]
            options = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
            found |= {o.value for o in options if isinstance(o, ast.Constant) and isinstance(o.value, str)}
    return found


def table_messages() -> set[str]:
    """English messages kept in tables."""
    tables = [
        labels._CATEGORIES,
        labels._SEVERITIES,
        labels._STATUSES,
        phrases._QUALIFIERS,
        phrases._VAGUE,
        story._UPDATES,
        {kind: kind.value for kind in digest.DigestKind},
        card._KINDS,
        explain._WHERE,
        _OWN_NAMES,
    ]
    listed = {str(message) for table in tables for message in table.values()}
    counted = {message for one, _, vague in phrases.PHRASES for message in (one, vague)}
    return listed | counted | {problem.value for problem in keywords.Problem}


def first(message_id: str | tuple[str, ...]) -> str:
    return message_id[0] if isinstance(message_id, tuple) else message_id


@pytest.mark.parametrize("language", FOREIGN)
def test_every_text_of_alerts_is_translated(language: str) -> None:
    translated = {
        first(message.id)
        for message in of_alerts(language)
        if message.id and all(message.string if isinstance(message.string, tuple) else [message.string])
    }
    assert literal_messages() | table_messages() <= translated


@pytest.mark.parametrize("language", FOREIGN)
def test_no_text_is_left_over_from_older_words(language: str) -> None:
    known = literal_messages() | table_messages()
    assert {first(message.id) for message in of_alerts(language) if message.id} <= known


@pytest.mark.parametrize(
    ("language", "path"), [(path.parent.name, path) for path in sorted(LOCALES.glob("*/*.po"))]
)
def test_placeholders_of_a_translation_are_those_of_the_original(language: str, path: Path) -> None:
    catalogue = read(language, path.stem)
    for message in catalogue:
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(originals[-1]))
        for string in filter(None, strings if message.id else ()):
            missing = wanted - set(PLACEHOLDER.findall(string))
            plural = isinstance(message.id, tuple)
            assert set(PLACEHOLDER.findall(string)) <= wanted, (language, string)
            assert missing <= (FEWER_ALLOWED if plural else set()), (language, string)


@pytest.mark.parametrize(
    "path", sorted(LOCALES.glob("*/*.po")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_catalogue_has_the_plural_forms_of_its_language(path: Path) -> None:
    catalogue = read(path.parent.name, path.stem)
    wanted = Catalog(locale=path.parent.name).num_plurals
    plurals = [message.string for message in catalogue if isinstance(message.id, tuple)]
    assert all(len(strings) == wanted for strings in plurals if isinstance(strings, tuple))
    assert compile_po(path).gettext("") != ""


def test_an_ill_formed_catalogue_names_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "alerts.po").write_text('msgid "a"\nnonsense\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"alerts\.po"):
        TextCatalogue(tmp_path).load_texts("fr")
