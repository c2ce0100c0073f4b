"""However long and odd a text is, the work it makes is bounded; counted, not timed."""

import pytest
from signals_reading import PUBLISHED, reader

from alertbot.signals.events import find_evidence
from alertbot.signals.figures import MOST, find_figures
from alertbot.signals.segments import LONGEST_SENTENCE
from alertbot.signals.text import LONGEST, build_document

HOSTILE = {
    "one word": "killed ",
    "commas": "killed, ",
    "figures": "20 families fled ",
    "quotes": "“ ",
    "no blanks": "x",
    "lines": "killed\n",
    "brackets": "((",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_sentences_are_bounded_in_length_and_number(unit: str) -> None:
    document = build_document("", unit * (1_000_000 // len(unit)), "en")
    assert all(len(sentence.text) <= LONGEST_SENTENCE for sentence in document.sentences)
    assert sum(len(sentence.text) for sentence in document.sentences) <= LONGEST


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_evidence_is_bounded_by_rules_and_sentences(unit: str) -> None:
    document = build_document("", unit * (1_000_000 // len(unit)), "en")
    found = reader().matchers["en"].scan(document)
    evidence = find_evidence(document, found, reader().taxonomy, PUBLISHED)
    assert len(evidence) <= len(document.sentences) * len(reader().taxonomy.rules)


def test_numbers_are_looked_at_to_a_limit() -> None:
    document = build_document("", "20 families fled. " * 50_000, "en")
    assert len(find_figures(document, reader().figures)) <= MOST
