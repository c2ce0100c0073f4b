"""Remembered values: worked out once, bounded, and the same as without remembering."""

from alertbot.signals.figures_phrases import Entry, Phrases
from alertbot.signals.remembered import Remembered


def test_a_value_is_worked_out_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(length)
    assert [lengths["fled"], lengths["fled"], lengths["home"]] == [4, 4, 4]
    assert asked == ["fled", "home"]


def test_what_grows_too_much_is_forgotten_and_worked_out_again() -> None:
    lengths = Remembered(len, most=2)
    assert [lengths[word] for word in ("a", "bb", "ccc", "a")] == [1, 2, 3, 1]
    assert len(lengths) <= 2


PHRASES = Phrases(
    [
        ("burned", Entry("verbs", "destroyed")),
        ("burned to the ground", Entry("verbs", "razed")),
        ("burned out", Entry("verbs", "tired")),
        ("displac*", Entry("verbs", "displaced")),
        ("set on fire", Entry("verbs", "set")),
    ]
)


def test_the_longest_phrase_at_a_word_wins_whatever_was_asked_before() -> None:
    for text, value in (
        ("burned houses", "destroyed"),
        ("burned to the ground", "razed"),
        ("burned to ashes", "destroyed"),
        ("burned out", "tired"),
        ("burned", "destroyed"),
    ):
        found = PHRASES.find(text.split(), 0)
        assert found is not None
        assert found[0].value == value, text


def test_phrases_begin_only_where_places_says_so() -> None:
    folded = "they burned what the displaced had and set it on fire".split()  # noqa: SIM905
    found = [place for place in range(len(folded)) if PHRASES.find(folded, place)]
    assert found == [1, 4]
    assert set(found) <= set(PHRASES.places(folded))
    assert 0 not in PHRASES.places(folded)
