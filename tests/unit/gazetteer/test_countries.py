from pathlib import Path

import pytest

from alertbot.errors import ConfigurationError
from alertbot.gazetteer import slavic
from alertbot.gazetteer.countries import CountryNames, load_country_names
from alertbot.gazetteer.fold import fold

COUNTRIES = Path(__file__).parents[3] / "config" / "countries.yaml"


@pytest.fixture(scope="module")
def names() -> CountryNames:
    return load_country_names(COUNTRIES)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sudan", "SDN"),
        ("Soudan du Sud", "SSD"),
        ("Sudán", "SDN"),
        ("Moçambique", "MOZ"),
        ("السودان", "SDN"),
        ("Судана", "SDN"),
        ("Сирии", "SYR"),
        ("Афганістану", "AFG"),
        ("افغانستان", "AFG"),
        ("Jamhuri ya Kidemokrasia ya Kongo", "COD"),
        ("Côte d’Ivoire", "CIV"),
        ("Kosovo", "XKX"),
        ("Gaza", "PSE"),
        ("Abyei", "SDN"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
    ],
)
def test_names_in_nine_languages_mean_their_country(names: CountryNames, name: str, code: str) -> None:
    assert names.country(fold(name))[0] == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Afghan", "AFG"),
        ("Afghans", "AFG"),
        ("congolaises", "COD"),
        ("burkinabè", "BFA"),
        ("turque", "TUR"),
        ("hondureñas", "HND"),
        ("sudaneses", "SDN"),
        ("afegã", "AFG"),
        ("moçambicanos", "MOZ"),
        ("суданской", "SDN"),
        ("суданцев", "SDN"),
        ("российских", "RUS"),
        ("українських", "UKR"),
        ("السودانية", "SDN"),
        ("سودانيين", "SDN"),
        ("الكونغولي", "COD"),
        ("افغان‌ها", "AFG"),
        ("Wakenya", "KEN"),
    ],
)
def test_peoples_and_adjectives_are_known_in_their_forms(names: CountryNames, word: str, code: str) -> None:
    assert code in names.people(fold(word))


def test_a_word_of_two_countries_means_both(names: CountryNames) -> None:
    assert {"COD", "COG"} <= set(names.people("congolese"))
    assert {"COD", "COG"} <= set(names.country("congo"))


def test_every_language_names_every_crisis_country(names: CountryNames) -> None:
    codes = {code for found in names.names.values() for code in found}
    assert {"AFG", "SDN", "COD", "MMR", "PSE", "UKR", "HTI", "XKX", "ESH", "TLS"} <= codes
    assert len(codes) > 240


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- AFG", "must map country codes"),
        ("Afghanistan: {en: Afghan}", "alpha-3"),
        ("AFG: {english: Afghan}", "must be a language"),
        ("AFG: {en: [Afghan]}", "must be a language"),
        ("AFG: {en: 'x", "cannot be read"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "countries.yaml"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=message):
        load_country_names(file)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("белгороде", "белгород"),
        ("харьковской", "харьковская"),
        ("агдамского", "агдам"),
        ("куп'янського", "куп'янськ"),
        ("макеевке", "макеевка"),
        ("таволжанки", "таволжанка"),
        ("білопіллі", "білопілля"),
        ("сирии", "сирия"),
        ("донецькій", "донецька"),
    ],
)
def test_case_forms_lead_back_to_their_base(form: str, base: str) -> None:
    assert base in slavic.bases(form)


def test_the_form_itself_is_the_first_guess() -> None:
    assert slavic.bases("сумы")[0] == "сумы"


def test_foreign_names_in_cyrillic_read_as_english_writes_them() -> None:
    assert slavic.romanised("Тахар") == "takhar"
    assert slavic.romanised("Джубба") == "jubba"
