"""Codes are short, readable aloud and never shared."""

import pytest

from alertbot.incidents.code import ALPHABET, make_code


def test_a_million_articles_have_a_million_codes() -> None:
    codes = {make_code(str(number)) for number in range(700_000, 720_000)} | {
        make_code(str(n)) for n in range(20_000)
    }
    assert len(codes) == 40_000


def test_early_codes_have_four_signs_and_neighbours_look_different() -> None:
    one, two = make_code("1"), make_code("2")
    assert len(one) == len(two) == 4
    assert sum(a != b for a, b in zip(one, two, strict=True)) >= 2


def test_no_sign_can_be_misread() -> None:
    assert not set(ALPHABET) & set("01OILAEU")


def test_a_code_is_stable() -> None:
    assert make_code("4711") == make_code("4711")


@pytest.mark.parametrize("seed", ["", "abc", "-1", "1.5"])
def test_a_seed_must_be_an_article_id(seed: str) -> None:
    with pytest.raises(ValueError, match=r"invalid literal|not an article id"):
        make_code(seed)
