"""Keeps commands and code readable inside text written from right to left."""

from __future__ import annotations

import re

_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CODE = r"<code>[^<]*</code>"
_COMMAND = r"(?<![\w/<&;])/[a-z_]+(?:@\w+)?(?:\s*·\s*/[a-z_]+)*"
_LEFT_TO_RIGHT_RUN = re.compile(f"{_CODE}|<[^<>]*>|{_COMMAND}")
_LATIN = re.compile("[A-Za-z]")


def direct(html: str, rtl: bool) -> str:
    """Return Telegram HTML in which every command and Latin `<code>` stands in an isolate of its own.

    Without it '/subscribe' shows as 'subscribe/' in an Arabic line. The marks stand outside `<code>`, so
    that what a tap copies is clean.
    """
    return _LEFT_TO_RIGHT_RUN.sub(_isolated, html) if rtl else html


def without_marks(text: str) -> str:
    """Return typed text without invisible signs of direction, which come along when people copy."""
    return _MARKS.sub("", text)


def _isolated(found: re.Match[str]) -> str:
    run = found.group()
    if run.startswith("<") and not run.startswith("<code>"):
        return run
    return (
        f"{_LEFT_TO_RIGHT}{run}{_END}"
        if _LATIN.search(run.removeprefix("<code>").removesuffix("</code>"))
        else run
    )
