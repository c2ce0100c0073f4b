"""Tells about settings: each value in force with where it came from, and the page `docs/settings.md`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from annotated_types import Ge, Le, MaxLen
from dotenv import dotenv_values
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from alertbot.settings import PREFIX, TOML_FILE, Settings

HEAD = """# Settings

Written by `./run docs` from `alertbot/settings.py`; a test keeps the two alike. Each setting is read from
the environment, then from `.env`, then from `config/alertbot.toml` (without the prefix, in small letters),
then there is the default.
`alertbot config` prints what is in force and where it came from.

| variable | default | allowed | meaning |
|---|---|---|---|
"""


def report_settings(settings: Settings) -> Iterator[str]:
    """One line a setting: NAME=VALUE, then where it came from; secrets are masked."""
    for name, value in settings:
        yield f"{PREFIX}{name.upper()}={_shown(value)}  # {_origin(name)}"


def settings_page() -> str:
    """The whole of `docs/settings.md`."""
    return HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def _origin(name: str) -> str:
    variable = PREFIX + name.upper()
    environment = {key.upper(): value for key, value in os.environ.items()}
    if environment.get(variable):
        return "environment"
    dotenv = {key.upper(): value for key, value in dotenv_values(".env").items()}
    if dotenv.get(variable):
        return ".env"
    return str(TOML_FILE) if name in _toml() else "default"


def _toml() -> dict[str, Any]:
    path = Path(TOML_FILE)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _shown(value: Any) -> str:
    if isinstance(value, SecretStr):
        return _masked(value.get_secret_value())
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def _masked(secret: str) -> str:
    """A database's address without its password; any other secret as stars."""
    parts = urlsplit(secret)
    if not parts.scheme or not parts.netloc:
        return "**********"
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"***@{host}" if "@" in parts.netloc else host, parts.path, "", ""))


def _row(name: str, field: FieldInfo) -> str:
    default = "–" if field.default in (None, "", ()) else f"`{field.default}`"
    return f"| `{PREFIX}{name.upper()}` | {default} | {_allowed(field)} | {field.description} |\n"


def _allowed(field: FieldInfo) -> str:
    values = getattr(field.annotation, "__args__", ())
    if values and all(isinstance(value, str) for value in values):
        return ", ".join(f"`{value}`" for value in values)
    low = next((bound.ge for bound in field.metadata if isinstance(bound, Ge)), None)
    high = next((bound.le for bound in field.metadata if isinstance(bound, Le)), None)
    if low is not None and high is not None:
        return f"{low} to {high}"
    longest = next((bound.max_length for bound in field.metadata if isinstance(bound, MaxLen)), None)
    return f"at most {longest} characters" if longest else "–"
