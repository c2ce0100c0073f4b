"""Names, ages and contacts of private people never leave; names of office-holders stay."""

from __future__ import annotations

import pytest

from alertbot.signals.privacy import redact, safe_sentence
from alertbot.signals.text import build_document


def clean(language: str, text: str, *, sensitive: bool = False) -> str:
    return redact(text, build_document("", text, language), language, sensitive=sensitive)


PRIVATE = [
    ("en", "Amina, 34, lost her house.", "Amina"),
    ("en", "Joseph, who is nine, carried bricks.", "Joseph"),
    ("en", "“Esperance” (not her real name) fled at night.", "Esperance"),
    ("en", "Her son Ibrahim was shot.", "Ibrahim"),
    ("en", "A 15-year-old girl named Zainab was taken.", "Zainab"),
    ("en", '"They burned it all," said Moses Deng.', "Deng"),
    ("en", "A farmer, John Okello, hid in the bush.", "Okello"),
    ("en", "M.K., 17, was beaten.", "M.K."),
    ("fr", "Fatoumata, 28 ans, a fui à pied.", "Fatoumata"),
    ("fr", "Une fillette prénommée Aïcha a disparu.", "Aïcha"),
    ("fr", "« Ils ont tout pris », raconte Oumar Diallo.", "Diallo"),
    ("fr", "Mariam (prénom d'emprunt) raconte sa fuite.", "Mariam"),
    ("es", "Rosa, de 31 años, huyó con sus hijos.", "Rosa"),
    ("es", "Su hijo Wilmer fue reclutado.", "Wilmer"),
    ("es", "“Nos sacaron”, contó Carmen Ruiz.", "Ruiz"),
    ("pt", "Joaquina, de 40 anos, perdeu a casa.", "Joaquina"),
    ("pt", "Uma menina chamada Celeste desapareceu.", "Celeste"),
    ("ru", "Девочка по имени Лейла пропала.", "Лейла"),
    ("ru", "Его брат Рустам задержан.", "Рустам"),
    ("ru", "Анна, 43 года, уехала к родным.", "Анна"),
    ("uk", "Хлопчик на ім’я Данило зник.", "Данило"),
    ("uk", "Олена, 37 років, виїхала з дітьми.", "Олена"),
    ("ar", "وفقدت طفلة تدعى سلمى ساقها.", "سلمى"),
    ("ar", "قالت امرأة اسمها نورة إنها فرت ليلا.", "نورة"),
    ("fa", "کودکی به نام پروین زخمی شد.", "پروین"),
    ("sw", "Msichana aitwaye Neema alitekwa.", "Neema"),
    ("sw", "Juma, mwenye umri wa miaka 12, alijeruhiwa.", "Juma"),
]


@pytest.mark.parametrize(("language", "text", "name"), PRIVATE)
def test_names_of_private_people_go(language: str, text: str, name: str) -> None:
    assert name not in clean(language, text)


OFFICE = [
    ("en", "Police spokesman Musa Bala said nine people were killed.", "Musa Bala"),
    ("en", "Governor Aisha Umar, 52, visited the camp.", "Aisha Umar"),
    ("en", "“We counted nine,” said Peter Lual, the county commissioner.", "Peter Lual"),
    ("fr", "Le gouverneur Abdou Sow a confirmé le bilan.", "Abdou Sow"),
    ("es", "El alcalde Luis Mora, de 50 años, lo confirmó.", "Luis Mora"),
    ("pt", "O administrador João Saide, de 45 anos, confirmou.", "João Saide"),
    ("ru", "Губернатор Иван Петров, 50 лет, сообщил об этом.", "Иван Петров"),
    ("uk", "Начальник ОВА Олег Коваль повідомив про удар.", "Олег Коваль"),
    ("sw", "Msemaji wa polisi Hamisi Bakari alisema watu tisa waliuawa.", "Hamisi Bakari"),
]


@pytest.mark.parametrize(("language", "text", "name"), OFFICE)
def test_names_of_office_holders_stay(language: str, text: str, name: str) -> None:
    assert name in clean(language, text)


CONTACTS = [
    "Call +93 70 123 4567 for help.",
    "Call 0712 345 678 for help.",
    "WhatsApp: 5550123456",
    "Write to help.desk@example.org now.",
    "See https://example.org/form?token=abcdef123 now.",
    "Write to @rescue_helper on Telegram.",
    "The bot 123456789:AAExampleExampleExampleExampleExample answers.",
    "They hide at 12 Palm Grove Road tonight.",
    "Ils sont au 14, rue des Manguiers ce soir.",
    "Viven en la calle Bolívar 123 de noche.",
    "Живёт на ул. Садовая, д. 5, кв. 7.",
    "يسكن في شارع النور رقم 12.",
    "The shelter is at 34.5553, 69.2075.",
    "Passport AB1234567 was taken.",
]


@pytest.mark.parametrize("text", CONTACTS)
def test_what_reaches_a_person_goes(text: str) -> None:
    assert not any(character.isdigit() or character == "@" for character in clean("en", text))


KEPT = [
    ("en", "Some 1,870 households fled 2,410 km on May 19, 2026, and 43 houses burned."),
    ("en", "Families who fled told of 600 burned homes; UNICEF counted 31 children."),
    ("fr", "Quelque 1 240 personnes ont fui vers Kaya, à 75 km, selon le HCR."),
    ("es", "Unas 340 familias, cerca de 1.150 personas, huyeron en 2026."),
    ("ru", "Около 210 семей (примерно 1 470 человек) выселены в 2026 году."),
    ("ar", "نزحت ٦٢٠ أسرة خلال يومين باتجاه كوستي."),
    ("en", "The raids displaced 1,240, 3,400 and 2,150 people in three districts."),
    ("ru", "С 01.06.2026 по 12.06.2026 уехали 1 470 человек."),
    ("fa", "طالبان ۱۸۰ خانواده را بیرون کردند."),
]


@pytest.mark.parametrize(("language", "text"), KEPT)
def test_figures_places_and_bodies_stay(language: str, text: str) -> None:
    assert clean(language, text) == text


def test_a_name_known_from_elsewhere_in_the_article_goes_too() -> None:
    document = build_document(
        "", "Leila, who is nine, had learnt to turn bricks. Later Leila slept in a church.", "en"
    )
    second = document.sentences[1]
    assert "Leila" not in safe_sentence(document, second.start, second.end)
    assert "church" in safe_sentence(document, second.start, second.end)


def test_ages_go_beside_kin() -> None:
    assert clean("en", "Two sisters aged 71 and 74 were killed.") == "Two sisters […] were killed."
    assert "71" in clean("en", "A monk aged 71 was killed.")


def test_sensitive_sentences_lose_every_age_and_kinship() -> None:
    text = clean("en", "A girl of the village, 15 years old, and her uncle were taken.", sensitive=True)
    assert "15" not in text
    assert "uncle" not in text


def test_a_sentence_without_private_people_is_untouched() -> None:
    text = "Soldiers burned 40 houses in Kibirizi."
    document = build_document("", text, "en")
    start = document.full.index(text)
    assert safe_sentence(document, start, start + len(text)) == text
