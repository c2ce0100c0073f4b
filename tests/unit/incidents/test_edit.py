"""Merging and splitting by hand rebuild incidents from their reports."""

from dataclasses import replace

import pytest
from reported import DAY, RULES, report

from alertbot.incidents.change import file_report
from alertbot.incidents.edit import CannotEdit, merge, split
from alertbot.model import ArticleId, Certainty, Incident, IncidentId, Report


def stored(number: int, *reports: Report) -> Incident:
    incident: Incident | None = None
    for one in reports:
        incident = file_report(one, incident, DAY, f"CODE{number}", RULES).incident
    assert incident is not None
    return replace(incident, id=IncidentId(number))


ONE = stored(1, report(1), report(2))
OTHER = stored(2, report(3, perpetrators=("Militia",)))


def test_the_older_incident_keeps_its_code_and_takes_every_report() -> None:
    for filed in (merge(ONE, OTHER, RULES), merge(OTHER, ONE, RULES)):
        assert (filed.incident.id, filed.incident.code) == (ONE.id, "CODE1")
        assert [r.article_id for r in filed.incident.reports] == [1, 2, 3]
        assert filed.incident.perpetrators == ("Taliban", "Militia")
        assert filed.incident.revision == ONE.revision + OTHER.revision
        assert set(merge(ONE, OTHER, RULES).keys) > {"i:1", "i:3"}


def test_a_report_that_both_hold_is_kept_once() -> None:
    twice = stored(2, report(2), report(3))
    assert [r.article_id for r in merge(ONE, twice, RULES).incident.reports] == [1, 2, 3]


def test_only_two_withdrawn_incidents_make_a_withdrawn_one() -> None:
    gone = [replace(incident, retracted=True) for incident in (ONE, OTHER)]
    merged = merge(gone[0], gone[1], RULES).incident
    assert (merged.retracted, merged.certainty) == (True, Certainty.UNLIKELY)
    assert not merge(gone[0], OTHER, RULES).incident.retracted


def test_an_incident_is_not_merged_with_itself() -> None:
    with pytest.raises(CannotEdit, match="one incident already"):
        merge(ONE, ONE, RULES)


def test_reports_split_off_are_an_incident_of_their_own() -> None:
    old, new = split(ONE, {"https://example.org/2"}, RULES)
    assert [r.article_id for r in old.incident.reports] == [1]
    assert [r.article_id for r in new.incident.reports] == [2]
    assert (old.incident.id, new.incident.id) == (ONE.id, None)
    assert (old.incident.revision, new.incident.revision) == (ONE.revision, 0)
    assert "i:2" in new.keys
    assert "i:2" not in old.keys


def test_a_copy_split_from_its_original_stands_on_its_own() -> None:
    both = stored(1, report(1), report(2, copy_of=ArticleId(1)))
    _, new = split(both, {"https://example.org/2"}, RULES)
    assert new.incident.reports[0].copy_of is None


@pytest.mark.parametrize("urls", [set(), {"https://example.org/1", "https://example.org/2"}])
def test_a_split_leaves_something_on_both_sides(urls: set[str]) -> None:
    with pytest.raises(CannotEdit, match="not none or all"):
        split(ONE, urls, RULES)


def test_an_address_of_another_incident_is_named() -> None:
    with pytest.raises(CannotEdit, match=r"no report at https://example\.org/9"):
        split(ONE, {"https://example.org/9"}, RULES)


def test_a_withdrawn_incident_stays_withdrawn_when_a_report_tells_nothing_new() -> None:
    withdrawn = replace(ONE, retracted=True)
    filed = file_report(report(4, alert=False), withdrawn, DAY, "X", RULES)
    assert filed.incident.retracted
