"""Precision as readers see it, and which feeds a chat is tired of."""

from __future__ import annotations

from datetime import UTC, datetime

from alertbot.alerts.feedback import Score, tally, tiring
from alertbot.alerts.route import spare
from alertbot.model import Category, Change, ChangeKind, ChatKey, FeedId, Judged, Match, Verdict, WatchId

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAWN, TOLO = (FeedId(1), "Dawn"), (FeedId(2), "Tolo")


def judged(verdict: Verdict, *feeds: tuple[FeedId, str]) -> Judged:
    return Judged(verdict, NOW, feeds or (DAWN,), ("en", "fa"), (Category.ABDUCTION,))


def test_precision_is_the_useful_share_of_each_feed_language_and_kind() -> None:
    result = tally([judged(Verdict.USEFUL, DAWN, TOLO), judged(Verdict.OLD), judged(Verdict.WRONG_KIND)])
    assert result.overall == Score(1, 3)
    assert result.feeds == {DAWN: Score(1, 3), TOLO: Score(1, 1)}
    assert result.languages["fa"] == Score(1, 3)
    assert round(result.categories[Category.ABDUCTION].precision, 2) == 0.33
    assert result.verdicts[Verdict.OLD] == 1


def test_a_duplicate_is_held_against_no_feed() -> None:
    result = tally([judged(Verdict.DUPLICATE), judged(Verdict.USEFUL)])
    assert result.feeds == {DAWN: Score(1, 1)}
    assert result.overall == Score(1, 2)


def test_nothing_judged_has_no_precision() -> None:
    assert tally([]).overall.precision == 0.0


def test_a_feed_is_tiring_from_four_verdicts_of_which_three_quarters_are_useless() -> None:
    useless = [judged(Verdict.OLD)] * 3
    assert list(tiring(useless)) == []
    assert list(tiring([*useless, judged(Verdict.USEFUL)])) == [(*DAWN, 3, 4)]
    assert list(tiring([*useless, judged(Verdict.USEFUL)], muted=[DAWN[0]])) == []
    assert list(tiring([*useless, *[judged(Verdict.USEFUL)] * 2])) == []


def test_who_muted_an_incident_hears_only_corrections_and_withdrawals_of_what_they_were_told() -> None:
    told, muting = frozenset({ChatKey(1)}), frozenset({ChatKey(1), ChatKey(2)})
    matches = [Match(ChatKey(number), WatchId(1), "") for number in (1, 2, 3)]

    def heard(kind: ChangeKind) -> list[int]:
        return [match.chat for match in spare(matches, Change(kind, True, ""), told, muting)]

    assert heard(ChangeKind.RETRACTED) == heard(ChangeKind.CORRECTED) == [1, 3]
    assert heard(ChangeKind.ESCALATED) == heard(ChangeKind.DENIED) == heard(ChangeKind.FIRST) == [3]
