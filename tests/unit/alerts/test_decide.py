"""People hear of material news, not of copies and not of old stories."""

from datetime import timedelta

from told import NOW, incident

from alertbot.alerts.decide import STALE, alert_for, silence
from alertbot.model import Change, ChangeKind, Filed


def filed(kind: ChangeKind, material: bool) -> Filed:
    return Filed(incident(), Change(kind, material, "why"), ())


def test_a_material_change_makes_an_alert() -> None:
    made = alert_for(filed(ChangeKind.FIRST, True), NOW)
    assert made is not None
    assert (made.incident, made.change.kind, made.created_at) == (incident(), ChangeKind.FIRST, NOW)


def test_an_immaterial_change_is_silent_and_says_why() -> None:
    assert alert_for(filed(ChangeKind.NOTHING, False), NOW) is None
    assert silence(filed(ChangeKind.NOTHING, False), NOW) == "why"


def test_an_old_first_report_is_history() -> None:
    later = NOW + STALE + timedelta(hours=1)
    assert alert_for(filed(ChangeKind.FIRST, True), later) is None
    assert "more than 7 days" in str(silence(filed(ChangeKind.FIRST, True), later))


def test_a_late_retraction_still_reaches_people() -> None:
    assert alert_for(filed(ChangeKind.RETRACTED, True), NOW + STALE * 3) is not None
