"""The rules of the house that import-linter cannot see (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "alertbot"
HOMES = {
    "telegram": ("delivery/telegram", "bot/"),
    "httpx": ("feeds/fetch",),
    "feedparser": ("feeds/parse",),
    "sqlalchemy": ("store/",),
    "alembic": ("store/",),
    "apscheduler": ("ops/scheduler",),
    "trafilatura": ("articles/extract",),
    "pydantic_settings": ("settings",),
    "starlette": ("ops/web", "api/"),
    "xlsxwriter": ("exports/spreadsheet",),
    "PIL": ("pictures/",),
}
PURE = (
    "model/",
    "signals/",
    "incidents/",
    "alerts/",
    "exports/",
    "feeds/schedule",
    "articles/identity",
    "delivery/retry",
    "delivery/limits",
    "delivery/circuit",
)
IMPURE_MODULES = {
    "asyncio",
    "os",
    "random",
    "socket",
    "sqlite3",
    "subprocess",
    "threading",
    "time",
    "urllib.request",
}
CLOCKS = {"now", "utcnow", "today"}
VAGUE_NAMES = {"utils", "helpers", "manager", "common", "base", "misc"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize(("library", "homes"), HOMES.items())
def test_each_library_has_one_home(library: str, homes: tuple[str, ...]) -> None:
    users = {
        place(path) for path in modules() if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users, f"nobody uses {library} any more: drop the rule and the dependency"
    assert [user for user in users if not user.startswith(homes)] == []


def test_what_decides_reads_no_clock_and_touches_no_world() -> None:
    wrong = []
    for path in modules():
        if not place(path).startswith(PURE):
            continue
        wrong += [(place(path), name) for name in imports(path) if name in IMPURE_MODULES]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in CLOCKS and isinstance(node.value, ast.Name):
                wrong.append((place(path), f"{node.value.id}.{node.attr}"))
    assert wrong == []


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [
        place(path)
        for path in modules()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert [path for path in silent if "migrations/" not in path] == []


def test_files_stay_small_and_nine_functions_in_ten_under_forty_lines() -> None:
    long_files = [
        place(path) for path in modules() if len(path.read_text(encoding="utf-8").splitlines()) > 300
    ]
    assert long_files == []
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert sum(length < 40 for length in lengths) >= 0.9 * len(lengths)


def test_no_folder_or_file_has_a_name_that_says_nothing() -> None:
    assert [
        place(path)
        for path in modules()
        if set(path.relative_to(PACKAGE).with_suffix("").parts) & VAGUE_NAMES
    ] == []


def test_each_test_file_has_a_name_of_its_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []
