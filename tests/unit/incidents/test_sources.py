"""Two outlets that relay one body are one source."""

from reported import report

from alertbot.incidents.sources import count_independent, independent_groups
from alertbot.model import ArticleId, FeedKind


def test_two_outlets_with_their_own_witnesses_are_two_sources() -> None:
    assert count_independent([report(1), report(2)]) == 2


def test_a_copy_adds_nothing() -> None:
    assert count_independent([report(1), report(2, copy_of=ArticleId(1))]) == 1


def test_two_copies_of_an_article_we_do_not_hold_are_one_source() -> None:
    assert count_independent([report(2, copy_of=ArticleId(1)), report(3, copy_of=ArticleId(1))]) == 1


def test_relays_of_one_body_are_one_source_however_it_is_named() -> None:
    relays = [
        report(1, sources=("Human Rights Watch",)),
        report(2, sources=("human rights watch", "HRW")),
        report(3, sources=("HRW",)),
    ]
    assert count_independent(relays) == 1


def test_the_body_itself_and_an_outlet_quoting_it_are_one_source() -> None:
    own = report(1, source_name="Human Rights Watch", source_kind=FeedKind.NGO, sources=())
    assert count_independent([own, report(2, sources=("Human Rights Watch",))]) == 1


def test_an_outlet_that_reports_twice_is_one_source() -> None:
    assert count_independent([report(1, source_name="Radio"), report(2, source_name="radio")]) == 1


def test_outlets_without_a_name_are_not_taken_for_one() -> None:
    assert count_independent([report(1, source_name=""), report(2, source_name="")]) == 2


def test_a_report_can_join_two_groups() -> None:
    groups = independent_groups(
        [
            report(1, sources=("IOM",)),
            report(2, sources=("Amnesty",)),
            report(3, sources=("IOM", "Amnesty")),
        ]
    )
    assert [[one.article_id for one in group] for group in groups] == [[1, 2, 3]]
