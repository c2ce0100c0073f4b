"""The analyst's desk: every wrong file is named with its line and a mend, every case that is misread is shown."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from alertbot import cli
from alertbot.errors import ConfigurationError
from alertbot.lexicon_desk import check_config, load_cases
from alertbot.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings over a copy of `config/`, free to be spoiled."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    gazetteer = os.environ.get("ALERTBOT_GAZETTEER", ROOT / "data" / "gazetteer.sqlite")
    return Settings(config_dir=tmp_path / "config", gazetteer=gazetteer, _env_file=None)


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr(cli, "load_settings", lambda: settings)
    return CliRunner()


def problems_of(settings: Settings) -> list[str]:
    return list(check_config(settings.config_dir, settings.gazetteer_path, frozenset()))


def spoil(settings: Settings, name: str, old: str, new: str) -> None:
    path = settings.config_dir / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_files_as_delivered_can_be_used(command: CliRunner) -> None:
    result = command.invoke(cli.main, ["lexicon", "check"])
    assert (result.exit_code, result.output) == (0, "every file can be used\n")


SPOILED = [
    ("lexicon/en.yaml", "  persons:", "  person:", "did you mean 'persons'?"),
    ("claims/fr.yaml", "deny:", "denny:", "claims/fr.yaml"),
    ("when.yaml", "  telling: [published", "  teling: [published", "when.yaml"),
    ("flags.yaml", "  no_camp: [training", "  nocamp: [training", "flags.yaml"),
    ("taxonomy.yaml", "forced_eviction:", "forced_evicton:", "forced_evicton"),
    ("verdict.yaml", "threshold:", "treshold:", "verdict.yaml"),
    ("lexicon/cases/en.jsonl", '["abduction"]', '["abducton"]', "did you mean 'abduction'?"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), SPOILED)
def test_a_wrong_file_is_named(settings: Settings, name: str, old: str, new: str, told: str) -> None:
    spoil(settings, name, old, new)
    problems = problems_of(settings)
    assert len(problems) == 1
    assert name in problems[0]
    assert told in problems[0]


@pytest.mark.parametrize(
    ("name", "old", "new"), [SPOILED[0][:3], SPOILED[2][:3], SPOILED[4][:3], SPOILED[6][:3]]
)
def test_a_wrong_word_is_told_with_its_line(settings: Settings, name: str, old: str, new: str) -> None:
    spoil(settings, name, old, new)
    word = new.strip(' :[]"').split(":")[0]
    lines = (settings.config_dir / name).read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if word in text)
    assert f"line {line}:" in problems_of(settings)[0]


def test_a_file_of_a_language_nobody_reads_is_named(settings: Settings) -> None:
    path = settings.config_dir / "claims" / "enn.yaml"
    path.write_text("say: []\n", "utf-8")
    assert problems_of(settings) == [f"{path}, line 1: no language 'enn'; did you mean 'en'?"]


def test_every_problem_is_told_and_the_command_fails(settings: Settings, command: CliRunner) -> None:
    spoil(settings, *SPOILED[0][:3])
    spoil(settings, *SPOILED[3][:3])
    result = command.invoke(cli.main, ["lexicon", "check"])
    assert result.exit_code == 1
    assert "en.yaml" in result.output
    assert "flags.yaml" in result.output
    assert "2 to mend" in result.output


def test_every_case_beside_the_lexicons_is_read_as_wanted(command: CliRunner) -> None:
    result = command.invoke(cli.main, ["lexicon", "test"])
    assert (result.exit_code, result.output) == (0, "every case is read as wanted\n")


def test_a_case_that_is_misread_is_shown_with_its_sentence_and_why(
    settings: Settings, command: CliRunner, tmp_path: Path
) -> None:
    cases = tmp_path / "en.jsonl"
    cases.write_text('{"text": "No families fled on Monday.", "expect": ["forced_displacement"]}\n', "utf-8")
    result = command.invoke(cli.main, ["lexicon", "test", str(cases)])
    assert result.exit_code == 1
    assert f"{cases}, line 1: wanted forced_displacement, got no alert" in result.output
    assert "No families fled on Monday." in result.output
    assert "negated" in result.output


def test_labelled_articles_are_cases_too(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(
        '{"lang": "fr", "title": "T", "text": "x", "published": "2026-05-14T09:00:00+00:00",'
        ' "expect": {"alert": false, "categories": ["abduction"]}}\n',
        "utf-8",
    )
    (case,) = load_cases([path])
    assert (case.language, case.title, case.categories) == ("fr", "T", ())


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"text": "x"}', '{"text": "x", "expect": "abduction"}', '{"text": "x", "expect": ["murder"]}',
     '{"text": "x", "expect": [], "lang": "de"}', '{"text": "x", "expect": [], "published": "soon"}'],
)  # fmt: skip
def test_a_line_that_is_no_case_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "en.jsonl"
    path.write_text(f'{{"text": "fine", "expect": []}}\n{line}\n', "utf-8")
    with pytest.raises(ConfigurationError, match=r"en\.jsonl, line 2: "):
        list(load_cases([path]))


def test_every_file_of_settings_has_a_reader(settings: Settings) -> None:
    """A file that nothing reads would never be checked."""
    for path in settings.config_dir.rglob("*.yaml"):
        path.write_text(":", "utf-8")
    names = " ".join(problems_of(settings))
    top = {path.name for path in settings.config_dir.glob("*.yaml")}
    assert [name for name in sorted(top) if name not in names] == []
