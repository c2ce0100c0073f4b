"""The desk: one answer for each line, in order, and no bad line ends the run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from alertbot.app import open_desk
from alertbot.desk import Desk
from alertbot.settings import Settings

ROOT = Path(__file__).parents[2]
GOOD = {
    "id": "k1",
    "title": "Families driven out near Kunduz",
    "text": "Taliban fighters forced about 600 families out of their homes in Bagh-e Sherkat, in Kunduz province of "
    "Afghanistan, Human Rights Watch said on Tuesday. Houses were burned and looted. The Taliban denied it.",
    "published": "2026-07-06T12:00:00Z",
    "source_name": "Northern Wire",
}


@pytest.fixture(scope="module")
def desk() -> Desk:
    gazetteer = os.environ.get("ALERTBOT_GAZETTEER", ROOT / "data" / "gazetteer.sqlite")
    return open_desk(Settings(config_dir=ROOT / "config", gazetteer=gazetteer, _env_file=None))


def answers(desk: Desk, *lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in desk.analyse(lines)]


def test_an_article_gets_the_whole_contract(desk: Desk) -> None:
    (answer,) = answers(desk, json.dumps(GOOD))
    assert answer["alert"] is True
    assert answer["country"] == "AFG"
    assert answer["status"] == "denied"
    assert {"forced_displacement", "looting_extortion"} <= set(answer["categories"])
    assert "600" in answer["summary"]["en"]
    first = answer["figures"][0]
    full = f"{GOOD['title']}\n\n{GOOD['text']}"
    assert full[first["start"] : first["end"]] == first["text"]


@pytest.mark.parametrize(
    ("line", "name", "part"),
    [
        ("not json", "line 1", "not JSON"),
        ("[1, 2]", "line 1", "not an object"),
        ('{"id": "x"}', "x", "neither title nor text"),
        ('{"id": "x", "text": 7}', "x", "text is not a text"),
        ('{"id": "x", "text": "a", "published": "yesterday"}', "x", "not an ISO 8601 time"),
    ],
)
def test_a_bad_line_gets_its_error_and_the_next_is_read(desk: Desk, line: str, name: str, part: str) -> None:
    first, second = answers(desk, line, json.dumps(GOOD))
    assert first["id"] == name
    assert part in str(first["error"])
    assert second["alert"] is True


def test_an_unsupported_language_gives_no_alert_and_says_so(desk: Desk) -> None:
    text = "Bundan sonra köyde yaşayan aileler evlerinden çıkarıldı ve evleri yakıldı; yüzlerce kişi kaçtı."
    (answer,) = answers(desk, json.dumps({"id": "tr", "title": "Köyde saldırı", "text": text}))
    assert answer["alert"] is False
    assert "not supported" in " ".join(answer["reasons"])


def test_two_reports_of_one_event_share_an_incident_and_another_does_not(desk: Desk) -> None:
    again = GOOD | {
        "id": "k2",
        "title": "Afghanistan: 600 families flee homes",
        "text": "Some 600 families had to leave Bagh-e Sherkat in Kunduz, Afghanistan, after the Taliban burned and "
        "looted houses, a rights group said.",
        "published": "2026-07-06T18:00:00Z",
    }
    other = {
        "id": "s1",
        "title": "Sudan: dozens killed in Nyala",
        "text": "At least 30 civilians were killed when the RSF shelled a market in Nyala, South Darfur, Sudan, doctors said.",
        "published": "2026-07-06T19:00:00Z",
    }
    lines = [json.dumps(item) for item in (GOOD, again, other)]
    incidents = [json.loads(line)["incident"] for line in desk.cluster(lines)]
    assert incidents[0] == incidents[1]
    assert incidents[2] != incidents[0]


def test_the_explanation_marks_the_evidence(desk: Desk) -> None:
    (told,) = desk.explain([json.dumps(GOOD)])
    assert "[driven out]" in told
    assert "ALERT" in told
    assert "denied by Taliban" in told
