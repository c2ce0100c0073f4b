"""What is told about settings: values, where they came from, and the page in docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.settings import load_settings
from alertbot.settings_report import report_settings, settings_page

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_in_docs_is_that_of_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page(), "run ./run docs"


def test_bounds_choices_and_defaults_are_on_the_page() -> None:
    page = settings_page()
    assert "| `ALERTBOT_POLL_CONCURRENCY` | `16` | 1 to 200 | Feeds fetched at the same time. |" in page
    assert "`DEBUG`, `INFO`, `WARNING`, `ERROR`" in page
    assert "| `ALERTBOT_TELEGRAM_TOKEN` | – |" in page


def test_each_value_tells_where_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "alertbot.toml").write_text("article_days = 7\n")
    (tmp_path / ".env").write_text("ALERTBOT_OPERATORS=11,22\n")
    monkeypatch.setenv("alertbot_contact", "desk@example.org")
    lines = set(report_settings(load_settings()))
    assert "ALERTBOT_ARTICLE_DAYS=7  # config/alertbot.toml" in lines
    assert "ALERTBOT_OPERATORS=11,22  # .env" in lines
    assert "ALERTBOT_CONTACT=desk@example.org  # environment" in lines
    assert "ALERTBOT_POLL_CONCURRENCY=16  # default" in lines


def test_secrets_are_masked_and_a_databases_host_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERTBOT_TELEGRAM_TOKEN", "123456:a-secret-of-the-bot")
    monkeypatch.setenv("ALERTBOT_DATABASE_URL", "postgresql+asyncpg://alert:hunter2@db.internal/alertbot")
    text = "\n".join(report_settings(load_settings()))
    assert "ALERTBOT_TELEGRAM_TOKEN=**********  # environment" in text
    assert "ALERTBOT_DATABASE_URL=postgresql+asyncpg://***@db.internal/alertbot  # environment" in text
    assert "hunter2" not in text
    assert "a-secret" not in text
