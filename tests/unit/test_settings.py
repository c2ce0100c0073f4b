"""Settings: defaults that work, and one clear sentence for every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.errors import ConfigurationError
from alertbot.settings import load_settings


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_everything_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.database == f"sqlite+aiosqlite:///{tmp_path / 'data' / 'alertbot.sqlite'}"
    assert settings.gazetteer_path == Path("data/gazetteer.sqlite")


def test_the_environment_wins_over_dotenv_and_dotenv_over_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "alertbot.toml").write_text(
        'contact = "toml"\nlog_level = "ERROR"\narticle_days = 7\n'
    )
    (tmp_path / ".env").write_text("ALERTBOT_CONTACT=dotenv\nALERTBOT_LOG_LEVEL=WARNING\n")
    monkeypatch.setenv("ALERTBOT_CONTACT", "environment")
    settings = load_settings()
    assert (settings.contact, settings.log_level, settings.article_days) == ("environment", "WARNING", 7)


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("ALERTBOT_POLL_CONCURRENCY", "0", "greater than or equal to 1"),
        ("ALERTBOT_LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("ALERTBOT_OPERATORS", "me", "valid integer"),
        ("ALERTBOT_OPERATORS", "1087968824", "GroupAnonymousBot"),
        ("ALERTBOT_ALLOW_HOSTS", "localhost", "not HOST:PORT"),
    ],
)
def test_a_bad_value_is_named_in_one_sentence(
    name: str, value: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    message = str(caught.value)
    assert message.startswith(name)
    assert part in message
    assert "\n" not in message


def test_an_unreadable_toml_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "alertbot.toml").write_text("contact = = 1")
    with pytest.raises(ConfigurationError, match=r"config/alertbot\.toml"):
        load_settings()


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERTBOT_OPERATORS", "11, 22")
    monkeypatch.setenv("ALERTBOT_ALLOW_HOSTS", "127.0.0.1:8080,[::1]:81")
    settings = load_settings()
    assert settings.operators == (11, 22)
    assert settings.allowed_addresses == {("127.0.0.1", 8080), ("::1", 81)}


def test_secrets_do_not_show_in_the_settings_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERTBOT_TELEGRAM_TOKEN", "12345:canary")
    monkeypatch.setenv("ALERTBOT_DATABASE_URL", "postgresql+asyncpg://me:canary@localhost/x")
    settings = load_settings()
    assert "canary" not in repr(settings) + str(dict(settings))
    assert "canary" in settings.database


@pytest.mark.parametrize("token", ["short", "with spaces in it, many of them", "x" * 23])
def test_a_token_of_the_api_that_could_be_guessed_is_refused_and_not_repeated(token: str) -> None:
    with pytest.raises(ConfigurationError, match="ALERTBOT_API_TOKEN: use at least 24 letters") as refused:
        load_settings(api_token=token, api_port=8088)
    assert token not in str(refused.value)


def test_the_api_needs_a_token_and_logs_mask_it() -> None:
    with pytest.raises(ConfigurationError, match="openssl rand -hex 24"):
        load_settings(api_port=8088)
    settings = load_settings(api_port=8088, api_token="t" * 24, telegram_token="1:x")
    assert settings.secrets == ["1:x", "t" * 24]
    assert "t" * 24 not in repr(settings)
