"""People type keyword rules; these say what the rules mean and what is said back."""

import pytest

from alertbot.alerts.explain import explain
from alertbot.alerts.keywords import EXAMPLE, Field, KeywordError, Problem, parse_rule
from alertbot.alerts.matching import KeywordIndex, SearchText, holds
from alertbot.texts import TextCatalogue

ENGLISH = TextCatalogue().load_texts("en")


def text(*any_text: str, **fields: str) -> SearchText:
    named = {Field(name): [value] for name, value in fields.items()}
    return SearchText.of({**named, Field.ANY: any_text})


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("kunduz", "Fighting near Kunduz."),
        ("KUNDUZ", "kunduz"),
        ('"burned homes"', "They burned homes, he said"),
        ("burn*", "Houses were burning"),
        ("deport* OR expel*", "They expelled them"),
        ("kunduz (looted OR burned)", "Looted shops in Kunduz"),
        ("kunduz -football", "Shells hit Kunduz"),
        ("deplaces", "des milliers de déplacés"),
        ("déplacés", "DEPLACES"),
        ("طالبان", "قالت والطالبان إن"),
        ("الأسر", "نزوح الاسر"),
        ("کابل", "في كابل اليوم"),
        ("خانواده‌ها", "خانوادهها"),
        ("переселён*", "переселенцы"),
        ("куп'янськ", "обстріл Куп’янськ"),
        ("стрілянина", "СТРІЛЯНИНА у місті"),
        ("६००", "600 परिवार"),
        ("避難", "住民が避難した"),
        ("စစ်တွေ", "စစ်တွေမြို့တွင်"),
        ("cox's", "Cox’s Bazar"),
        ("kyiv-based", "a Kyiv based group"),
        ("“burned homes”", "burned homes"),
        ("O'Brien", "O’Brien said"),
    ],
)
def test_a_rule_finds_the_text_it_should(rule: str, said: str) -> None:
    assert holds(parse_rule(rule), text(said))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("mine", "the miners were determined"),
        ("مین", "زمین"),
        ("kunduz -football", "Football in Kunduz"),
        ('"burned homes"', "homes burned"),
        ("kunduz looted", "Kunduz was calm"),
        ("мин*", "домино"),
        ("йод", "иод"),
        ("burned homes", "burned. At home"),
    ],
)
def test_a_rule_leaves_other_text_alone(rule: str, said: str) -> None:
    assert not holds(parse_rule(rule), text(said))


def test_a_field_looks_only_where_it_says() -> None:
    story = text("A report by Amnesty", place="Goma", title="Raid", source="Amnesty", actor="M23")
    assert holds(parse_rule("place:goma actor:m23 source:amnesty title:raid"), story)
    assert not holds(parse_rule("title:goma"), story)
    assert not holds(parse_rule('place:"amnesty"'), story)


def test_words_without_a_field_are_found_in_every_field() -> None:
    assert holds(parse_rule("goma raid"), text(place="Goma", title="Raid"))


def test_a_phrase_does_not_run_from_one_text_into_the_next() -> None:
    assert not holds(parse_rule('"goma raid"'), text("in Goma", "Raid by night"))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.EMPTY),
        ("   ", Problem.EMPTY),
        ("()", Problem.EMPTY),
        ("x" * 300, Problem.TOO_LONG),
        ("x" * 80, Problem.TOO_LONG),
        (" ".join("word" for _ in range(30)), Problem.TOO_MANY),
        ('"burned homes', Problem.QUOTE),
        ("(kunduz", Problem.OPEN),
        ("kunduz)", Problem.CLOSE),
        ("kunduz OR", Problem.OR),
        ("OR kunduz", Problem.OR),
        ("town:goma", Problem.FIELD),
        ("!!!", Problem.NOTHING),
        ("place:", Problem.NOTHING),
        ("kunduz -(", Problem.EMPTY),
        ("bu*", Problem.PREFIX),
        ("b*rn", Problem.STAR),
        ("-football", Problem.ONLY_NOT),
        ("goma OR -football", Problem.ONLY_NOT),
    ],
)
def test_a_bad_rule_is_refused_with_its_reason_and_an_example(typed: str, problem: Problem) -> None:
    with pytest.raises(KeywordError) as caught:
        parse_rule(typed)
    assert caught.value.problem is problem
    assert EXAMPLE in str(caught.value)
    assert EXAMPLE in caught.value.explain(ENGLISH)


def test_the_example_in_the_errors_is_itself_correct() -> None:
    assert holds(parse_rule(EXAMPLE), text("Shops burned in Kunduz"))


def test_a_rule_is_said_back_in_plain_words() -> None:
    said = explain(parse_rule('kunduz (looted OR burn*) -"road accident" place:goma'), ENGLISH)
    assert said == (
        "“kunduz” and (“looted” or words beginning with “burn”) and not “road accident” and “goma” as a place"
    )


def test_an_index_of_many_rules_finds_exactly_those_that_hold() -> None:
    typed = ["kunduz", "goma OR bunia", "burn* -football", "title:kunduz", '"forced from"', "طالبان"]
    index = KeywordIndex({rule: parse_rule(rule) for rule in typed})
    story = text("Homes burned; families forced from Kunduz", title="Raid")
    assert index.matching(story) == {"kunduz", "burn* -football", '"forced from"'}


def test_rules_added_and_removed_one_by_one_count_as_if_made_together() -> None:
    index = KeywordIndex()
    for number in range(1500):
        index.add({f"word{number}": parse_rule(f"word{number}")})
    index.remove("word7")
    story = text("word7 word8 word1499 word0")
    assert index.matching(story) == {"word8", "word1499", "word0"}
    assert len(index) == 1499


def test_adding_a_rule_rebuilds_only_small_segments() -> None:
    index = KeywordIndex({f"word{n}": parse_rule(f"word{n}") for n in range(5000)})
    old = index._segments[0]
    index.add({"goma": parse_rule("goma")})
    assert index._segments[0] is old
    assert index.matching(text("goma word1")) == {"goma", "word1"}
