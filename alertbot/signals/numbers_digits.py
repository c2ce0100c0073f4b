"""Numerals: one written number in digits, with the separators of any of the nine languages, to its value."""

from __future__ import annotations

import re

from alertbot.signals.numbers_kinds import NumberKind

_SEPARATOR = re.compile(r"[^0-9]")


def parse_numeral(folded: str, before_scale: bool, language: str) -> tuple[float, NumberKind]:
    """Value of a token like '12 500', '12.500', '1,20,000' or '2,3', and COUNT, YEAR, DATE or OTHER.

    A single group of three digits after one separator is a thousand, except before a scale word, where
    the language's decimal mark decides ('1,234 million' is English thousands, '1,234 млн' a decimal).
    OTHER is a decimal fraction: nothing that can be counted.
    """
    groups = _SEPARATOR.split(folded)
    separators = _SEPARATOR.findall(folded)
    if not all(groups):
        return 0.0, NumberKind.OTHER
    if not separators:
        return _bare(folded)
    if _is_thousands(groups, separators, before_scale, language):
        return float("".join(groups)), NumberKind.COUNT
    if len(groups) == 2 or _is_thousands(groups[:-1], separators[:-1], False, language):
        return float("".join(groups[:-1]) + "." + groups[-1]), NumberKind.OTHER
    if _is_indian(groups):
        return float("".join(groups)), NumberKind.COUNT
    return 0.0, NumberKind.DATE


def _bare(digits: str) -> tuple[float, NumberKind]:
    if len(digits) > 12 or (digits[0] == "0" and len(digits) > 1):
        return 0.0, NumberKind.OTHER
    if len(digits) == 4 and "1900" <= digits <= "2099":
        return float(digits), NumberKind.YEAR
    return float(digits), NumberKind.COUNT


def _is_thousands(groups: list[str], separators: list[str], before_scale: bool, language: str) -> bool:
    if not separators:
        return len(groups) == 1
    regular = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
    if not regular or len(set(separators)) > 1 or groups[0].startswith("0"):
        return False
    decimal_mark = "." if language in ("en", "sw") else ","
    return not (before_scale and len(groups) == 2 and separators[0] == decimal_mark)


def _is_indian(groups: list[str]) -> bool:
    return len(groups[-1]) == 3 and len(groups[0]) <= 2 and all(len(group) == 2 for group in groups[1:-1])
