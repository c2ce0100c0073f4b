"""Makes words fit for a cell: cleaned like those of an alert, without marks of direction, never a formula."""

from __future__ import annotations

from alertbot.alerts.safe import clean, clip, link

LONGEST_NAME = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet reckon instead of show, full-width forms too."""
_MARKS = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F))


def plain(name: str) -> str:
    """Return a name from a source as it may stand in a file: safe, on one line, of bearable length."""
    return clip(clean(name), LONGEST_NAME)


def unmarked(sentence: str) -> str:
    """Return a sentence of ours without marks of direction: files have cells, not lines of mixed text."""
    return sentence.translate(_MARKS)


def may_link(url: str) -> bool:
    """Return whether an address may be passed on: plain http(s), of bearable length, no trick in it."""
    return link(url, "x") is not None


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet could take the text for something to reckon or run."""
    return text.lstrip(" ").startswith(_FORMULA)


def defused(text: str) -> str:
    """Return the text behind an apostrophe where a spreadsheet could take it for a formula."""
    return f"'{text}" if is_formula(text) else text
