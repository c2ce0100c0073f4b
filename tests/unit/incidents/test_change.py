"""A report changes an incident; people hear only of what is news."""

from collections.abc import Sequence

import pytest
from reported import ABOUT_600, DAY, RULES, TOWN, VILLAGE, families, killed, report

from alertbot.incidents.change import file_report
from alertbot.model import (
    ArticleId,
    Category,
    Certainty,
    ChangeKind,
    Figure,
    Filed,
    Incident,
    PlaceRole,
    Report,
    Severity,
    Status,
    Unit,
)


def file(report: Report, incident: Incident | None = None) -> Filed:
    return file_report(report, incident, DAY, "K7Q2", RULES)


def after(reports: Sequence[Report]) -> Filed:
    filed = file(reports[0])
    for later in reports[1:]:
        filed = file(later, filed.incident)
    return filed


def test_the_first_report_makes_an_incident_and_an_alert() -> None:
    filed = file(report())
    assert (filed.change.kind, filed.change.material) == (ChangeKind.FIRST, True)
    assert (filed.incident.code, filed.incident.revision, filed.incident.id) == ("K7Q2", 1, None)
    assert filed.incident.figures == (ABOUT_600,)
    assert filed.incident.places == (VILLAGE, TOWN)
    assert filed.incident.severity is Severity.SEVERE
    assert filed.keys


def test_a_report_of_no_harm_makes_no_alert_until_one_tells_of_harm() -> None:
    quiet = file(report(1, alert=False))
    assert (quiet.change.kind, quiet.change.material, quiet.incident.revision) == (
        ChangeKind.NOTHING,
        False,
        0,
    )
    loud = file(report(2), quiet.incident)
    assert (loud.change.kind, loud.incident.revision) == (ChangeKind.FIRST, 1)


def test_a_copy_adds_nothing() -> None:
    filed = after([report(1), report(2, copy_of=ArticleId(1))])
    assert (filed.change.kind, filed.change.material, filed.incident.revision) == (
        ChangeKind.NOTHING,
        False,
        1,
    )
    assert len(filed.incident.reports) == 2
    assert filed.incident.independent_sources == 1
    assert filed.incident.status is Status.ALLEGED


def test_a_second_independent_source_corroborates_and_confirms() -> None:
    filed = after([report(1), report(2)])
    assert (filed.change.kind, filed.incident.revision) == (ChangeKind.CORROBORATED, 2)
    assert (filed.incident.status, filed.incident.certainty) == (Status.CONFIRMED, Certainty.OBSERVED)


def test_a_relay_of_the_same_body_corroborates_nothing() -> None:
    said = {"sources": ("Human Rights Watch",)}
    filed = after([report(1, **said), report(2, **said)])
    assert filed.change.kind is ChangeKind.NOTHING
    assert filed.incident.status is Status.ALLEGED


def test_a_third_source_is_no_news() -> None:
    filed = after([report(1), report(2), report(3)])
    assert (filed.change.kind, filed.incident.revision) == (ChangeKind.NOTHING, 2)
    assert filed.incident.independent_sources == 3


def test_a_higher_toll_escalates() -> None:
    filed = after(
        [report(1, figures=(killed(2),)), report(2, 1, figures=(killed(7),), status=Status.CONFIRMED)]
    )
    assert filed.change.kind is ChangeKind.ESCALATED
    assert filed.incident.severity is Severity.SEVERE


def test_a_toll_a_little_higher_is_no_news() -> None:
    one = report(1, figures=(killed(7),), status=Status.CONFIRMED)
    same_outlet = report(2, 1, figures=(killed(8),), status=Status.CONFIRMED, source_name="Outlet 1")
    filed = after([one, same_outlet])
    assert filed.change.kind is ChangeKind.NOTHING
    assert filed.incident.figures[0].value == 8


def test_deaths_first_learned_of_escalate() -> None:
    filed = after([report(1), report(2, 1, figures=(ABOUT_600, killed(3)))])
    assert filed.change.kind is ChangeKind.ESCALATED


def test_people_where_families_were_counted_are_no_escalation() -> None:
    people = Figure(3_000, Unit.PERSON, "displaced", "", 0, 1)
    filed = after([report(1), report(2, 1, figures=(ABOUT_600, people), source_name="Outlet 1")])
    assert filed.change.kind is ChangeKind.NOTHING


def test_a_denial_is_news_once() -> None:
    denial = {"denied_by": ("Taliban",), "status": Status.DENIED}
    first = after([report(1), report(2, 1, **denial)])
    assert (first.change.kind, first.incident.status) == (ChangeKind.DENIED, Status.DENIED)
    again = file(report(3, 2, **denial), first.incident)
    assert again.change.kind is not ChangeKind.DENIED
    assert again.incident.denied_by == ("Taliban",)


def test_a_denial_does_not_lower_severity() -> None:
    filed = after([report(1), report(2, 1, denied_by=("Taliban",), status=Status.DENIED)])
    assert filed.incident.severity is Severity.SEVERE
    assert filed.incident.certainty is Certainty.POSSIBLE


def test_a_lower_count_by_a_counting_body_corrects() -> None:
    filed = after(
        [report(1, figures=(families(900),)), report(2, 1, figures=(ABOUT_600,), status=Status.CONFIRMED)]
    )
    assert filed.change.kind is ChangeKind.CORRECTED
    assert filed.incident.figures[0].value == 600


def test_a_marked_correction_corrects() -> None:
    filed = after([report(1), report(2, 1, context=("correction",), source_name="Outlet 1")])
    assert filed.change.kind is ChangeKind.CORRECTED


RETRACTION = {"alert": False, "context": ("retraction",), "figures": (), "status": None}


def test_an_outlet_taking_back_the_only_report_retracts_the_incident() -> None:
    filed = after([report(1), report(2, 1, source_name="Outlet 1", **RETRACTION)])
    assert (filed.change.kind, filed.change.material) == (ChangeKind.RETRACTED, True)
    assert filed.incident.retracted
    assert filed.incident.certainty is Certainty.UNLIKELY
    assert filed.incident.revision == 2


def test_a_checked_rumour_refutes_a_single_source() -> None:
    assert after([report(1), report(2, 1, **RETRACTION)]).change.kind is ChangeKind.RETRACTED


def test_one_of_two_sources_withdrawing_only_corrects() -> None:
    filed = after([report(1), report(2), report(3, 1, source_name="Outlet 1", **RETRACTION)])
    assert filed.change.kind is ChangeKind.CORRECTED
    assert not filed.incident.retracted


def test_taking_back_what_was_never_told_is_no_news() -> None:
    assert not file(report(1, **RETRACTION)).change.material


def test_a_second_retraction_is_no_news() -> None:
    filed = after([report(1), report(2, 1, **RETRACTION), report(3, 1, **RETRACTION)])
    assert filed.change.kind is ChangeKind.NOTHING


def test_a_new_report_after_a_withdrawal_is_news() -> None:
    filed = after([report(1), report(2, 1, source_name="Outlet 1", **RETRACTION), report(3, 2)])
    assert filed.change.kind is ChangeKind.CORRECTED
    assert not filed.incident.retracted


def test_a_village_is_named_before_its_town_and_before_where_people_went() -> None:
    went = TOWN.__class__("Taloqan", "AFG", TOWN.precision, role=PlaceRole.DESTINATION)
    filed = after([report(1, places=(went, TOWN)), report(2, places=(VILLAGE,))])
    assert [place.name for place in filed.incident.places] == ["Kunduz", "Bagh-e Sherkat", "Taloqan"]


def test_names_are_kept_once_and_in_order() -> None:
    filed = after([report(1, perpetrators=("Taliban",)), report(2, perpetrators=("taliban", "gunmen"))])
    assert filed.incident.perpetrators == ("Taliban", "gunmen")


def test_kinds_of_harm_add_up_the_leading_one_first() -> None:
    later = report(2, categories=(Category.LOOTING_EXTORTION, Category.FORCED_DISPLACEMENT))
    assert after([report(1), later]).incident.categories == (
        Category.FORCED_DISPLACEMENT,
        Category.LOOTING_EXTORTION,
    )


def test_times_span_the_reports_in_whatever_order_they_come() -> None:
    filed = after([report(1, 2), report(2, 0)])
    assert (filed.incident.first_at, filed.incident.last_at) == (DAY, report(1, 2).published)


@pytest.mark.parametrize("count", [30])
def test_keys_stay_bounded_however_many_reports(count: int) -> None:
    many = [
        report(number, number % 5, text=f"Unique{number} Words{number} here") for number in range(1, count)
    ]
    filed = after(many)
    assert len(filed.keys) <= 200
    assert len(set(filed.keys)) == len(filed.keys)


def test_a_corrected_article_replaces_its_report() -> None:
    filed = after([report(1, figures=(families(600),)), report(1, figures=(families(60),))])
    assert len(filed.incident.reports) == 1
    assert [figure.value for figure in filed.incident.figures] == [60]
