import pytest
from signals_reading import read, reader

from alertbot.model import LANGUAGES

HARM = {
    "en": "Gunmen burned houses in the village and the families fled.",
    "fr": "Des hommes armés ont incendié des maisons et les habitants ont fui.",
    "es": "Hombres armados quemaron casas y las familias huyeron.",
    "pt": "Homens armados queimaram casas e as famílias fugiram.",
    "ar": "وأحرق مسلحون المنازل ونزحت العائلات من القرية.",
    "ru": "Боевики сожгли дома, семьи бежали из села.",
    "uk": "Бойовики спалили будинки, родини втекли із села.",
    "fa": "افراد مسلح خانه‌ها را سوزاندند و خانواده‌ها فرار کردند.",
    "sw": "Watu wenye silaha walichoma nyumba na familia zilikimbia.",
}
QUIET = "qwzx " * 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_of_harm_in_a_long_text_is_seen(language: str) -> None:
    assert reader().first_looks[language].finds(QUIET + HARM[language] + QUIET)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_other_words_is_not_read_further(language: str) -> None:
    assert not reader().first_looks[language].finds(QUIET)
    assert read(QUIET, language).reasons == ("no words of harm to people found",)


@pytest.mark.parametrize("text", ["«killed»", "1,200killed", "KILLED", "the killed’s"])
def test_signs_and_digits_hide_no_word(text: str) -> None:
    assert reader().first_looks["en"].finds(f"{text} {QUIET}")


def test_all_pieces_of_a_pattern_with_gaps_must_stand_in_the_text() -> None:
    look = reader().first_looks["en"]
    assert look.finds("They were made to leave their houses")
    assert not look.finds("They were made of wood")
