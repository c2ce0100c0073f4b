"""News items of one or two sentences in nine languages: agent, teller and status of each (all invented)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.signals.actors import find_actors, load_actors
from alertbot.signals.claims import Claims, load_claims, read_claims
from alertbot.signals.text import Part, build_document

CONFIG = Path(__file__).parents[3] / "config"
ACTORS = load_actors(CONFIG)
CLAIMS = load_claims(CONFIG)
LINES = Path(__file__).with_name("claims_variants.jsonl").read_text(encoding="utf-8").splitlines()
ITEMS = [json.loads(line) for line in LINES]


def read(language: str, title: str, text: str) -> Claims:
    document = build_document(title, text, language)
    first = next(sentence for sentence in document.sentences if sentence.part is not Part.TITLE)
    return read_claims(document, find_actors(document, ACTORS), [(first.start, first.end)], CLAIMS)


def is_named(expected: str, found: tuple[str, ...]) -> bool:
    wanted = [part.casefold() for part in expected.split("|") if part]
    names = [name.casefold() for name in found]
    return not wanted or any(want in name or name in want for want in wanted for name in names)


@pytest.mark.parametrize("item", ITEMS, ids=range(len(ITEMS)))
def test_a_short_item_is_read_whole(item: dict[str, str]) -> None:
    claims = read(item["lang"], item["title"], item["text"])
    assert is_named(item["perpetrator"], claims.perpetrators), claims
    assert is_named(item["source"], claims.sources), claims
    assert claims.status.value == item["status"], claims


def test_a_source_the_lexicon_does_not_know_is_named_without_weight() -> None:
    claims = read("en", "", "Soldiers burned 40 homes in Kibirizi, the palm growers guild said.")
    assert claims.sources == ("palm growers guild",)
    assert claims.status.value == "alleged"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Gunmen burned 40 homes in Jos, residents said, and the army said it was looking into the "
            "reports.",
        ),
        (
            "fr",
            "Des hommes armés ont brûlé 40 maisons à Bria, disent des habitants ; l'armée dit avoir "
            "ouvert une enquête.",
        ),
        (
            "es",
            "Hombres armados quemaron 40 casas, dijeron vecinos, y la policía dijo que verifica la "
            "información.",
        ),
    ],
)
def test_an_authority_that_only_looks_into_it_confirms_nothing(language: str, text: str) -> None:
    assert read(language, "", text).status.value == "alleged"


def test_the_doer_is_not_taken_for_the_teller() -> None:
    claims = read("en", "", "Soldiers burned 40 homes in Kibirizi overnight.")
    assert claims.sources == ()
    assert claims.perpetrators == ("Soldiers",)
    assert claims.status.value == "alleged"


def test_a_bare_name_is_never_a_source() -> None:
    claims = read("en", "", "Soldiers burned 40 homes in Kibirizi, Amina said.")
    assert claims.sources == ()


def test_reading_is_linear_in_hostile_text() -> None:
    text = "the army said rebels killed by soldiers and denied it. " * 3000
    document = build_document("x", text, "en")
    focus = [(sentence.start, sentence.end) for sentence in document.sentences[:30]]
    claims = read_claims(document, find_actors(document, ACTORS), focus, CLAIMS)
    assert claims.perpetrators
