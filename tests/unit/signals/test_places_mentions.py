import pytest
from places_world import COUNTRIES, World

from alertbot.signals.places import PlaceMention, PlaceNames, Relation, find_places
from alertbot.signals.places_mentions import MOST
from alertbot.signals.text import build_document


def _found(text: str, language: str = "en", title: str = "") -> dict[str, PlaceMention]:
    document = build_document(title, text, language)
    mentions = find_places(document, PlaceNames(World(), COUNTRIES)).mentions
    assert all(document.full[mention.start : mention.end] == mention.text for mention in mentions)
    return {mention.text: mention for mention in mentions}


@pytest.mark.parametrize(
    ("text", "language", "village"),
    [
        ("Gunmen stormed the village of Um Haraz on Tuesday.", "en", "Um Haraz"),
        ("They came to Kautikari, a village near Kutum, at dawn.", "en", "Kautikari"),
        ("Houses in Uror county were burned.", "en", "Uror"),
        ("They left the camp for displaced people near Jib al-Jarrah on foot.", "en", "Jib al-Jarrah"),
        ("A crowd set fire to homes in Chak 84, a village of the plain.", "en", "Chak 84"),
        ("Ils ont attaqué le village de Tin-Akoff hier.", "fr", "Tin-Akoff"),
        ("Quelque 800 habitants de Diondiori, dans le cercle de Kutum, ont fui.", "fr", "Diondiori"),
        ("Hombres armados llegaron a la vereda El Salado.", "es", "El Salado"),
        ("Queimaram casas na aldeia de Nacoja.", "pt", "Nacoja"),
        ("فرّت العائلات من قرية أم حراز فجر الثلاثاء", "ar", "أم حراز"),
        ("Обстрелян посёлок Маслова Пристань.", "ru", "Маслова Пристань"),
        ("Удар по селу Гроза Куп'янського району.", "uk", "Гроза"),
        ("خانه‌ها را در قریهٔ جر سرخ سوختاندند", "fa", "جر سرخ"),
        ("Walivamia kijiji cha Ololosokwan usiku.", "sw", "Ololosokwan"),
        ("Walivamia kambi ya wakimbizi wa ndani ya Lodda usiku.", "sw", "Lodda"),
    ],
)
def test_a_word_of_kind_makes_an_unknown_name_a_place(text: str, language: str, village: str) -> None:
    found = _found(text, language)
    assert village in found
    assert found[village].candidates == ()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("قصفوا بلدة طويلة وبالفاشر جرحى", "ar", "الفاشر"),
        ("В Харьковской области погибли люди.", "ru", "Харьковской"),
        ("Жителей Купянска вывезли.", "ru", "Купянска"),
        ("Бої в Харкові тривають.", "uk", "Харкові"),
        ("در کندز خانه‌ها سوختند", "fa", "کندز"),
    ],
)
def test_endings_and_clitics_hide_no_known_place(text: str, language: str, name: str) -> None:
    found = _found(text, language)
    assert any(name in text and mention.candidates for text, mention in found.items())


def test_a_country_before_its_province_elsewhere_is_a_town_there() -> None:
    found = _found("Hombres armados mataron a cuatro campesinos en Armenia, Quindío.", "es")
    assert [place.country for place in found["Armenia"].candidates] == ["COL"]
    assert found["Armenia"].countries == ()


@pytest.mark.parametrize(
    "text",
    [
        "Miles huyeron de Armenia, según la ONU.",
        "Huyeron de Armenia, Ituri y Katsina.",
        "En Armenia mataron a dos.",
    ],
)
def test_a_country_before_anything_else_stays_a_country(text: str) -> None:
    assert _found(text, "es")["Armenia"].countries == ("ARM",)


@pytest.mark.parametrize("name", ["Cox's Bazar", "Cox’s Bazar"])
def test_a_possessive_inside_a_name_belongs_to_it(name: str) -> None:
    found = _found(f"Gunmen killed three men in {name} on Tuesday.")
    assert [place.country for place in found[name].candidates] == ["BGD"]
    assert "Kutum" in _found("Sudan's Kutum was shelled on Monday.")


def test_months_persons_and_acronyms_are_no_places() -> None:
    found = _found("In May, spokesman Sani Garba said the IOM and Human Rights Watch had left Katsina state.")
    assert not any(name.startswith(("May", "Garba", "IOM", "Human", "Sani")) for name in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La ville a été attaquée. La forêt brûle. Le port est vide."),
        ("es", "El pueblo fue atacado. El río creció. La selva arde. La Comunidad huyó."),
        ("en", "The Village was attacked. The river rose."),
        ("sw", "Kaskazini mwa mji kulishambuliwa. Amani haipo."),
    ],
)
def test_common_nouns_at_the_start_of_a_sentence_are_no_places(language: str, text: str) -> None:
    assert _found(text, language) == {}


def test_a_name_that_begins_with_an_article_is_a_place() -> None:
    assert set(_found("Hombres armados atacaron La Paz y El Fasher.", "es")) == {"La Paz", "El Fasher"}


def test_a_hyphenated_name_is_never_cut() -> None:
    assert "Prince" not in _found("Ils vivent près de Port-au-Prince depuis lundi.", "fr")


def test_streets_are_no_places() -> None:
    assert "Харьковской" not in _found("Проверка прошла в доме на улице Харьковской ночью.", "ru")


def test_an_ethnic_hamlet_is_not_named_after_its_people() -> None:
    assert "Bedouin" not in _found("Soldiers entered a Bedouin hamlet at night.")


def test_a_list_after_one_word_of_kind_is_a_list_of_villages() -> None:
    found = _found("They burned the villages of Aroma, Bekoji and Chukal.")
    assert [found[name].kind for name in ("Aroma", "Bekoji", "Chukal")] == ["village"] * 3


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("Families fled towards Tawila on foot.", "Tawila", Relation.TO),
        ("They took refuge in Macomia on Friday.", "Macomia", Relation.TO),
        ("A raid 30 km from Kutum killed six.", "Kutum", Relation.NEAR),
        ("Um Haraz, north of Kutum, was burned.", "Kutum", Relation.NEAR),
        ("Moscow said the strike hit nobody.", "Moscow", Relation.BARE),
        ("A UN spokesman in Geneva told reporters so.", "Geneva", Relation.SEAT),
        ("Refugees from Sudan were robbed.", "Sudan", Relation.SEAT),
        ("Shelling in Kharkiv killed four.", "Kharkiv", Relation.AT),
    ],
)
def test_the_words_before_a_name_tell_its_part(text: str, name: str, relation: Relation) -> None:
    assert _found(text)[name].relation is relation


def test_a_dateline_is_known_as_one() -> None:
    found = _found("NAIROBI — Gunmen stormed a village in North Darfur on Tuesday, residents said.")
    assert found["NAIROBI"].relation is Relation.DATELINE


def test_countries_and_peoples_are_told_apart() -> None:
    found = _found("Sudanese soldiers crossed into South Sudan.")
    assert (found["Sudanese"].people, found["Sudanese"].countries) == (True, ("SDN",))
    assert (found["South Sudan"].people, found["South Sudan"].countries) == (False, ("SSD",))


def test_an_endless_list_of_names_is_read_to_a_limit() -> None:
    document = build_document("", "In Kutum, Kunduz and Katsina houses burned. " * 2_000, "en")
    mentions = find_places(document, PlaceNames(World(), COUNTRIES)).mentions
    assert MOST <= len(mentions) < MOST + 10
