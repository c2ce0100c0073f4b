"""The page about exports says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from alertbot.api.openapi import document
from alertbot.exports.columns import COLUMNS
from alertbot.exports.formats import Format

PAGE = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")


def test_every_column_stands_in_the_page_as_the_code_has_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(#[\w+]+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert rows == [(column.name, column.tag, column.about) for column in COLUMNS], "run ./run docs"


def test_every_format_and_parameter_is_told_of() -> None:
    assert all(f"| `{form.value}` |" in PAGE for form in Format)
    parameters = document()["paths"]["/v1/incidents"]["get"]["parameters"]
    assert all(f"`{parameter['name']}`" in PAGE for parameter in parameters)
