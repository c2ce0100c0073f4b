"""What holds of every rule and every text, whatever people type."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from alertbot.alerts.keywords import (
    MOST_LETTERS_OF_TERM,
    And,
    Field,
    KeywordError,
    Not,
    Rule,
    Term,
    parse_rule,
    terms_of,
)
from alertbot.alerts.matching import KeywordIndex, SearchText, holds
from alertbot.alerts.words import fold, split

WORDS = (
    "goma",
    "kunduz",
    "Déplacés",
    "طالبان",
    "والأسر",
    "خانواده‌ها",
    "переселён",
    "Куп'янськ",
    "避難",
    "चुनाव",
    "ቤት",
    "burn",
)
words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=8).map(" ".join)


@st.composite
def terms(draw: st.DrawFn) -> str:
    word = draw(words)
    form = draw(st.sampled_from(["{}", '"{} {}"', "{}*", "-{}", "title:{}", "place:{}"]))
    return form.format(word, draw(words))


rules = st.recursive(
    terms(),
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(" ".join),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: "(" + " OR ".join(some) + ")"),
    ),
    max_leaves=6,
)


def parsed(typed: str) -> Rule | None:
    try:
        return parse_rule(typed)
    except KeywordError:
        return None


def text(said: str, title: str = "", place: str = "") -> SearchText:
    return SearchText.of({Field.TITLE: [title], Field.PLACE: [place], Field.ANY: [said]})


def plainly(rule: Rule, story: SearchText) -> bool:
    """The meaning of a rule, said another way."""
    if isinstance(rule, Term):
        return holds(rule, story)
    if isinstance(rule, Not):
        return not plainly(rule.part, story)
    check = all if isinstance(rule, And) else any
    return check(plainly(part, story) for part in rule.parts)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_rule_or_refused_with_a_reason(typed: str) -> None:
    rule = parsed(typed)
    assert rule is None or terms_of(rule)


@given(st.lists(rules, max_size=12), texts, texts, texts)
def test_an_index_finds_exactly_the_rules_that_hold(
    typed: list[str], said: str, title: str, place: str
) -> None:
    meant = {rule: meaning for rule in typed if (meaning := parsed(rule))}
    story = text(said, title, place)
    one_by_one = {rule for rule, meaning in meant.items() if plainly(meaning, story)}
    index = KeywordIndex()
    for rule, meaning in meant.items():
        index.add({rule: meaning})
    assert index.matching(story) == one_by_one == KeywordIndex(meant).matching(story)


@given(st.text(max_size=80))
def test_every_word_of_a_text_is_found_in_it(said: str) -> None:
    for word in split(said):
        if len(word) <= MOST_LETTERS_OF_TERM:
            assert holds(Term((word,), False, Field.ANY, word), text(said))


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(said: str) -> None:
    assert split(fold(said)) == split(said)


@given(words, texts)
def test_case_and_how_accents_are_written_do_not_matter(word: str, said: str) -> None:
    rule = parse_rule(word)
    for form in ("NFC", "NFD", "NFKC"):
        assert holds(rule, text(unicodedata.normalize(form, said).upper())) == holds(rule, text(said))


@given(
    st.sampled_from([word for word in WORDS if word.isascii()]),
    st.sampled_from("abcxyz"),
    st.text(max_size=20),
)
def test_a_word_within_another_is_not_found(word: str, letter: str, said: str) -> None:
    longer = f"{letter}{word} {word}{letter}"
    assert holds(parse_rule(word), text(f"{said} {longer}")) == holds(parse_rule(word), text(said))
