"""Loads `config/feeds.yaml`: the feeds an operator wants polled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from alertbot.errors import ConfigurationError
from alertbot.feeds.errors import FetchError, mask_url
from alertbot.feeds.fetch_guard import check_url
from alertbot.model import FeedKind, FeedSource

_TEXTS = ("url", "name", "homepage", "language", "country", "kind", "reliability", "pack", "licence")
_FLAGS = ("full_text", "enabled")
_FIELDS = (*_TEXTS, *_FLAGS, "also")
_PACK = re.compile(r"[a-z][a-z0-9-]{1,39}")
_KINDS = tuple(kind.value for kind in FeedKind)


def load_catalogue(path: Path, allow: frozenset[tuple[str, int]] = frozenset()) -> list[FeedSource]:
    """The feeds listed under `feeds:`, in their order, disabled ones included.

    `allow` opens (host, port) pairs as in `HttpFetcher`. Raises ConfigurationError that names the file,
    the entry and the mend.
    """
    rows = _rows(path)
    sources = [_source(row, f"{path}, feed {number}", allow) for number, row in enumerate(rows, 1)]
    seen: dict[str, int] = {}
    for number, source in enumerate(sources, 1):
        if source.url in seen:
            raise ConfigurationError(
                f"{path}, feed {number} ({source.name}): feed {seen[source.url]} has the same url; remove one"
            )
        seen[source.url] = number
    return sources


def _rows(path: Path) -> list[Any]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read ({error}); restore it or name another") from None
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise ConfigurationError(f"{path}{line} is not valid YAML; check indentation and quotes") from None
    if not isinstance(document, dict) or not isinstance(document.get("feeds"), list):
        raise ConfigurationError(f"{path} must hold a list named 'feeds:'")
    return list(document["feeds"])


def _source(row: Any, where: str, allow: frozenset[tuple[str, int]]) -> FeedSource:
    if not isinstance(row, dict):
        raise ConfigurationError(f"{where} is not a mapping; write 'url:' and 'name:' under one dash")
    where = f"{where} ({row.get('name') or mask_url(str(row.get('url', '')))})"
    unknown = set(row) - set(_FIELDS)
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise ConfigurationError(f"{where}: unknown field {names}; known are {', '.join(_FIELDS)}")
    texts = {name: _text(row, name, where) for name in _TEXTS}
    flags = {name: _flag(row, name, where) for name in _FLAGS}
    _check(texts, where, allow)
    return FeedSource(
        url=texts["url"],
        name=texts["name"],
        homepage=texts["homepage"],
        language=texts["language"] or None,
        country=texts["country"] or None,
        kind=FeedKind(texts["kind"] or FeedKind.LOCAL),
        reliability=texts["reliability"] or "F",
        full_text=flags["full_text"],
        enabled=flags["enabled"] if "enabled" in row else True,
        pack=texts["pack"],
        licence=texts["licence"],
        addresses=_addresses(row, texts["url"], where, allow),
    )


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ConfigurationError(f"{where}: {name} must be text; put it in quotes")
    return value.strip()


def _flag(row: Mapping[str, Any], name: str, where: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise ConfigurationError(f"{where}: {name} must be true or false")
    return value


def _addresses(
    row: Mapping[str, Any], first: str, where: str, allow: frozenset[tuple[str, int]]
) -> tuple[str, ...]:
    value = row.get("also", [])
    if not isinstance(value, list) or not all(isinstance(url, str) for url in value):
        raise ConfigurationError(f"{where}: also must be a list of addresses")
    for url in value:
        _check_address(url, where, allow)
    return (first, *value) if value else ()


def _check_address(url: str, where: str, allow: frozenset[tuple[str, int]]) -> None:
    try:
        check_url(url, allow)
    except FetchError as error:
        raise ConfigurationError(f"{where}: {error}") from None


def _check(texts: Mapping[str, str], where: str, allow: frozenset[tuple[str, int]]) -> None:
    for name in ("url", "name"):
        if not texts[name]:
            raise ConfigurationError(f"{where}: {name} is missing")
    _check_address(texts["url"], where, allow)
    rules = (
        ("language", 2, str.islower, "two small letters such as fr (ISO 639-1)"),
        ("country", 3, str.isupper, "three capitals such as AFG (ISO 3166-1 alpha-3)"),
    )
    for name, length, case, wanted in rules:
        value = texts[name]
        if value and not (len(value) == length and value.isascii() and value.isalpha() and case(value)):
            raise ConfigurationError(f"{where}: {name} is '{value}', wanted are {wanted}")
    if texts["kind"] not in ("", *_KINDS):
        raise ConfigurationError(f"{where}: kind is '{texts['kind']}', wanted is one of {', '.join(_KINDS)}")
    if texts["reliability"] not in ("", *"ABCDEF"):
        raise ConfigurationError(f"{where}: reliability is '{texts['reliability']}', wanted is a letter A-F")
    if texts["pack"] and not _PACK.fullmatch(texts["pack"]):
        raise ConfigurationError(
            f"{where}: pack is '{texts['pack']}', wanted are small letters, digits and hyphens"
        )
