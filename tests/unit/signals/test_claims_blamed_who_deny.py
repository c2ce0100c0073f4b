"""'X blames Y, who deny it': Y denies, X does not, and the charge is told."""

from __future__ import annotations

import pytest
from signals_reading import read

from alertbot.model import Status

BLAMED_WHO_DENY = (
    (
        "en",
        "Some 600 families were forced out of their homes in Kunduz; HRW blames the Taliban, who deny it.",
        "Taliban",
    ),
    ("en", "The army blamed the M23, who deny it, for burning 40 homes in Rutshuru, DR Congo.", "M23"),
    ("fr", "Les habitants accusent l'armée, qui dément, d'avoir incendié 40 maisons à Bunia.", "armée"),
    ("es", "Vecinos acusan al ejército, que lo niega, de quemar 40 casas en Tumaco, Colombia.", "ejército"),
    ("pt", "Moradores acusam o exército, que nega, de queimar 40 casas em Palma, Cabo Delgado.", "exército"),
    ("ru", "Жители обвиняют армию, которая это отрицает, в поджоге 40 домов в Эль-Фашере, Судан.", "армию"),
    (
        "uk",
        "Мешканці звинувачують російських військових, які це заперечують, у підпалі 40 будинків.",
        "російських військових",
    ),
    ("ar", "اتهم السكان الجيش السوداني، الذي نفى ذلك، بحرق 40 منزلا في الفاشر.", "الجيش السوداني"),
    ("fa", "باشندگان طالبان را، که آن را رد می‌کنند، به آتش زدن ۴۰ خانه در کندز متهم می‌کنند.", "طالبان"),
    (
        "sw",
        "Wakazi wanalishutumu jeshi, ambalo linakanusha, kwa kuchoma nyumba 40 huko Bunia, Kongo.",
        "jeshi",
    ),
)


@pytest.mark.parametrize(("language", "text", "accused"), BLAMED_WHO_DENY)
def test_who_is_blamed_and_denies_in_one_sentence_is_the_one_who_denies(
    language: str, text: str, accused: str
) -> None:
    reading = read(text, language)
    assert reading.alert
    assert reading.status is Status.DENIED
    assert (reading.perpetrators, reading.denied_by) == ((accused,), (accused,))
