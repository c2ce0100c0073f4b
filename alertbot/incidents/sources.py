"""Which reports stand on their own: copies and relays of one claim count as one source."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from alertbot.model import FeedKind, Report, Status

_ALIKE = 88
"""Two names of at least this likeness (rapidfuzz token sort ratio) are one body."""
_BODIES = frozenset({FeedKind.UN, FeedKind.NGO, FeedKind.MONITOR})


def independent_groups(reports: Sequence[Report]) -> list[list[Report]]:
    """Sort reports into groups that do not rest on one another, in order of filing.

    A copy belongs to what it copies. Reports that quote the same named body belong together: two outlets
    relaying one organisation are one source.
    """
    groups: list[list[Report]] = []
    for report in reports:
        same = [group for group in groups if any(_same_source(report, other) for other in group)]
        merged = [other for group in same for other in group]
        groups = [group for group in groups if not any(group is one for one in same)]
        groups.append([*merged, report])
    return groups


def count_independent(reports: Sequence[Report]) -> int:
    """Return how many sources really stand behind the reports."""
    return len(independent_groups([report for report in reports if report.reading.alert]))


def is_counting_body(report: Report) -> bool:
    """Return whether a report's figures come from a body that counts: UN, authority, or its own monitors."""
    return report.reading.status is Status.CONFIRMED or report.source_kind in _BODIES


def _same_source(one: Report, other: Report) -> bool:
    if other.article_id == one.copy_of or one.article_id == other.copy_of:
        return True
    if one.copy_of is not None and one.copy_of == other.copy_of:
        return True
    if one.source_name and one.source_name.casefold() == other.source_name.casefold():
        return True
    return any(_same_body(a, b) for a in _named(one) for b in _named(other))


def _named(report: Report) -> list[str]:
    """Names of bodies a report rests on; 'residents' or 'officials' name nobody and prove no relay."""
    bodies = [name for name in report.reading.sources if name[:1].isupper()]
    return [*bodies, report.source_name] if report.source_kind in _BODIES else bodies


def _same_body(one: str, other: str) -> bool:
    if one.casefold() == other.casefold() or _initials(one) == other or _initials(other) == one:
        return True
    return min(len(one), len(other)) > 4 and fuzz.token_sort_ratio(one.casefold(), other.casefold()) >= _ALIKE


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
