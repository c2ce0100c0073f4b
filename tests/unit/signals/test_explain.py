from __future__ import annotations

from signals_reading import PUBLISHED, read, reader

from alertbot.signals.explain import explain


def test_evidence_is_marked_with_why_it_counts_or_does_not() -> None:
    text = "Gunmen burned 12 homes in Bama on Monday, police said. In 2014 rebels killed 40 villagers there."
    shown = explain(reader(), "Homes burned", text, "en", PUBLISHED)
    assert "Gunmen [burned] 12 homes" in shown
    assert "+ property_destruction (3): “burned”" in shown
    assert "- attack_on_civilians: “killed” is past" in shown
    assert "ALERT" in shown


def test_an_unknown_language_is_explained_in_one_line() -> None:
    assert explain(reader(), "T", "x", "af", PUBLISHED) == "language 'af' is not supported\n"


def test_a_title_alone_can_alert() -> None:
    reading = read("", title="Gunmen abduct dozens from college in northwest Nigeria")
    assert reading.alert
    assert read("", title="The best films of the year").alert is False
