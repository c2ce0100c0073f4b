"""Titles as they may be shown, and the kind of harm that a typed word stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.model import Category
from alertbot.signals.kind_words import kind_words
from alertbot.signals.safe_title import safe_title

KIND_OF = kind_words(Path(__file__).parents[3] / "config" / "lexicon")


def test_a_private_name_in_the_text_is_taken_out_of_the_title() -> None:
    text = "The girl, Amina Yusuf, 12, was taken at night, her mother Zainab said."
    assert "Amina" not in safe_title("Where is Amina Yusuf?", text, "en")


def test_a_plain_title_stays_in_whatever_language() -> None:
    for title, language in (("Market opens in Kunduz", "en"), ("Thị trường mở cửa", "vi"), ("市場", None)):
        assert safe_title(title, "", language) == title


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("deport*", Category.DEPORTATION_EXPULSION),
        ("deported", Category.DEPORTATION_EXPULSION),
        ("torture", Category.TORTURE),
        ("kidnapped", Category.ABDUCTION),
        ("Goma", None),
        ("market", None),
        ("", None),
    ],
)
def test_a_word_of_harm_stands_for_its_kind(typed: str, kind: Category | None) -> None:
    assert KIND_OF(typed) is kind


@pytest.mark.parametrize("typed", ["déporté", "torturados", "تعذيب", "пытки", "катування", "شکنجه", "mateso"])
def test_words_of_every_language_are_known(typed: str) -> None:
    assert KIND_OF(typed) is not None
