"""The figure shown is the best body's latest, else the lowest; where sources clash the range is shown."""

from reported import ABOUT_600, families, killed, report

from alertbot.incidents.figures import agree, recommend
from alertbot.model import FeedKind, Figure, FigureRole, Qualifier, Report, Status, Unit


def values(*reports: Report) -> list[tuple[int, int | None]]:
    return [(figure.value, figure.value_max) for figure in recommend(reports)]


def test_without_a_counting_body_the_lowest_stands_and_the_range_is_shown() -> None:
    assert values(report(1, figures=(families(900),)), report(2, figures=(families(400),))) == [(400, 900)]


def test_hedged_figures_that_can_both_be_true_are_no_clash() -> None:
    at_least = families(550, qualifier=Qualifier.AT_LEAST)
    assert values(report(1, figures=(ABOUT_600,)), report(2, figures=(at_least,))) == [(550, None)]


def test_a_range_of_clashing_figures_has_no_hedge() -> None:
    (figure,) = recommend([report(1, figures=(ABOUT_600,)), report(2, figures=(families(200),))])
    assert (figure.value, figure.value_max, figure.qualifier) == (200, 600, None)


def test_the_latest_count_of_a_counting_body_replaces_older_ones() -> None:
    two = report(1, 0, figures=(killed(2),), status=Status.CONFIRMED)
    four = report(2, 1, figures=(killed(4),), status=Status.CONFIRMED)
    assert values(two, four) == [(4, None)]


def test_the_more_reliable_body_outweighs_the_later_one() -> None:
    un = report(1, 0, figures=(killed(9),), source_kind=FeedKind.UN, reliability="A")
    local = report(2, 1, figures=(killed(9, qualifier=Qualifier.EXACT),), status=Status.CONFIRMED)
    later = report(3, 2, figures=(killed(30),), status=Status.CONFIRMED)
    assert values(un, local, later) == [(9, 30)]


def test_a_count_that_a_later_report_calls_outdated_is_left_out() -> None:
    seven = killed(7)
    old = Figure(7, Unit.PERSON, "killed", "seven", 0, 5, role=FigureRole.SUPERSEDED)
    assert values(report(1, figures=(seven,)), report(2, 1, figures=(killed(20), old))) == [(20, None)]


def test_an_outlets_later_count_replaces_its_own_earlier_one() -> None:
    one = report(1, 0, figures=(killed(3),), source_name="Radio")
    two = report(2, 1, figures=(killed(8),), source_name="Radio")
    assert values(one, two) == [(8, None)]


def test_a_number_is_preferred_to_a_vague_word() -> None:
    dozens = killed(12, vague=True, qualifier=None)
    assert values(report(1, figures=(dozens,)), report(2, figures=(killed(31),))) == [(31, None)]


def test_copies_and_running_totals_count_for_nothing() -> None:
    total = Figure(9_000, Unit.HOUSEHOLD, "displaced", "", 0, 1, role=FigureRole.CUMULATIVE)
    copy = report(2, figures=(families(50),), copy_of=report(1).article_id)
    assert values(report(1, figures=(ABOUT_600, total)), copy) == [(600, None)]


def test_people_and_families_are_two_figures_never_added() -> None:
    people = Figure(2_410, Unit.PERSON, "displaced", "", 0, 1)
    assert values(report(1, figures=(families(486), people))) == [(486, None), (2_410, None)]


def test_agreement_respects_hedges_and_vague_words() -> None:
    assert agree(killed(12, vague=True), killed(31))
    assert agree(families(400, value_max=600, qualifier=None), families(500))
    assert not agree(families(400), families(600))


def test_the_evicted_and_the_displaced_are_rival_counts_of_one_thing() -> None:
    evicted = Figure(900, Unit.HOUSEHOLD, "evicted", "900", 0, 3)
    [told] = recommend([report(1), report(2, figures=(evicted,))])
    assert (told.value, told.value_max) == (600, 900)
