"""Actors are found by name, by nationality and by grammar, in nine languages."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from alertbot.errors import ConfigurationError
from alertbot.signals.actors import ActorMention, ActorType, Authority, find_actors, load_actors
from alertbot.signals.text import build_document

CONFIG = Path(__file__).parents[3] / "config"
LEXICON = load_actors(CONFIG)


def find(language: str, text: str) -> tuple[ActorMention, ...]:
    return find_actors(build_document("", text, language), LEXICON)


NAMED = [
    ("en", "The Taliban left.", "Taliban"),
    ("ru", "Талибов видели у моста.", "Taliban"),
    ("uk", "Таліби пішли.", "Taliban"),
    ("ar", "انسحبت طالبان من المدينة.", "Taliban"),
    ("fa", "طالبان رفتند.", "Taliban"),
    ("es", "Los talibanes se fueron.", "Taliban"),
    ("en", "The RSF advanced.", "Rapid Support Forces"),
    ("fr", "Les FSR avancent.", "Rapid Support Forces"),
    ("ar", "تقدمت قوات الدعم السريع.", "Rapid Support Forces"),
    ("ar", "وقوات الدعم السريع تتقدم.", "Rapid Support Forces"),
    ("ru", "СБР наступают.", "Rapid Support Forces"),
    ("en", "M23 took the town.", "M23"),
    ("sw", "Waasi wa M23 waliingia mjini.", "M23"),
    ("fr", "Les ADF ont fui.", "Allied Democratic Forces"),
    ("pt", "O Al-Shabaab fugiu.", "Al-Shabaab"),
    ("es", "El Clan del Golfo y el ELN pelean.", "Clan del Golfo"),
    ("ru", "Хуситы объявили.", "Houthis"),
    ("ar", "قال الحوثيون.", "Houthis"),
    ("en", "Viv Ansanm advanced.", "Viv Ansanm"),
    ("fr", "Selon le HCR, ils sont partis.", "UNHCR"),
    ("es", "La OIM contó.", "IOM"),
    ("ru", "УВКБ ООН сообщило.", "UNHCR"),
    ("ar", "قالت اليونيسف.", "UNICEF"),
    ("fa", "دیده‌بان حقوق بشر گفت.", "Human Rights Watch"),
    ("pt", "A Cruz Vermelha disse.", "Red Cross"),
]


@pytest.mark.parametrize(("language", "text", "canonical"), NAMED)
def test_a_name_is_found_in_the_forms_of_the_language(language: str, text: str, canonical: str) -> None:
    assert canonical in {mention.canonical for mention in find(language, text)}


BUILT = [
    ("en", "Rwandan soldiers came.", "Rwandan soldiers", ActorType.FORCES, "RWA"),
    ("en", "Greece's coast guard came.", "Greece's coast guard", ActorType.FORCES, "GRC"),
    ("fr", "L'armée congolaise recule.", "armée congolaise", ActorType.FORCES, "COD"),
    ("es", "La policía nicaragüense llegó.", "policía nicaragüense", ActorType.FORCES, "NIC"),
    ("pt", "O exército moçambicano chegou.", "exército moçambicano", ActorType.FORCES, "MOZ"),
    ("ar", "وصل الجيش اللبناني.", "الجيش اللبناني", ActorType.FORCES, "LBN"),
    ("ru", "Пришли российские солдаты.", "российские солдаты", ActorType.FORCES, "RUS"),
    ("uk", "Російські військові пішли.", "Російські військові", ActorType.FORCES, "RUS"),
    ("fa", "مقام‌های ایرانی گفتند.", "مقام‌های ایرانی", ActorType.AUTHORITIES, "IRN"),
    (
        "fr",
        "Des combattants de Boko Haram arrivent.",
        "combattants de Boko Haram",
        ActorType.ARMED_GROUP,
        "NGA",
    ),
    ("en", "Fano militiamen came.", "Fano militiamen", ActorType.ARMED_GROUP, "ETH"),
    ("en", "The Ye-U Relief Committee counted.", "Ye-U Relief Committee", ActorType.LOCAL, None),
    ("en", "The Lagoon Dwellers Federation wrote.", "Lagoon Dwellers Federation", ActorType.NGO, None),
    ("es", "Lo dijo el Comité de Unidad Campesina.", "Comité de Unidad Campesina", ActorType.LOCAL, None),
    ("fr", "L'association Wafakoye le dit.", "association Wafakoye", ActorType.NGO, None),
    ("ru", "Сообщил проект, организация «Тихий дом».", "организация «Тихий дом»", ActorType.NGO, None),
]


@pytest.mark.parametrize(("language", "text", "name", "kind", "country"), BUILT)
def test_grammar_builds_an_actor(
    language: str, text: str, name: str, kind: ActorType, country: str | None
) -> None:
    found = {mention.name: mention for mention in find(language, text)}
    assert name in found
    assert (found[name].type, found[name].country) == (kind, country)


def test_a_nationality_alone_is_no_actor() -> None:
    assert [mention.name for mention in find("en", "Sudanese refugees walked.")] == ["refugees"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("es", "Lo contó el vecino Juan Pérez.", "Juan"),
        ("fr", "Le villageois Oumar Diallo le dit.", "Oumar"),
        ("pt", "Disse o morador José Mucavele.", "José"),
        ("ru", "Рассказала учительница «Мария».", "Мария"),
    ],
)
def test_a_private_person_s_name_never_becomes_an_actor(language: str, text: str, name: str) -> None:
    assert not any(name in mention.name for mention in find(language, text))


def test_weapons_with_a_nationality_stand_for_the_state() -> None:
    (mention,) = (m for m in find("uk", "Два російські безпілотники влучили в дім.") if m.implied)
    assert (mention.name, mention.country, mention.can_harm) == ("Росія", "RUS", True)


def test_mentions_point_at_their_words_and_do_not_overlap() -> None:
    document = build_document(
        "Army raids", "Soldiers and Fano militiamen fought, police said. UNICEF left.", "en"
    )
    mentions = find_actors(document, LEXICON)
    assert [document.full[mention.start : mention.end] for mention in mentions] == [m.name for m in mentions]
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))


def test_authority_tells_officials_from_neighbours() -> None:
    weights = {
        mention.name: mention.authority for mention in find("en", "UNICEF, police and residents spoke.")
    }
    assert weights == {"UNICEF": Authority.UN, "police": Authority.OFFICIAL, "residents": Authority.LOCAL}


def test_acronyms_need_their_capitals() -> None:
    assert not any(mention.canonical == "WHO" for mention in find("en", "Those who fled walked far."))
    assert any(mention.canonical == "WHO" for mention in find("en", "The WHO reported it."))


def test_boilerplate_names_nobody() -> None:
    document = build_document(
        "News", "Rain fell all day over the whole of the valley.\n\nRead also: Taliban burn homes", "en"
    )
    assert find_actors(document, LEXICON) == ()


def test_a_bad_lexicon_is_refused_with_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "armed.yaml").write_text("armed_grup:\n  - {name: X, all: [X]}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"armed\.yaml.*armed_grup"):
        load_actors(tmp_path)
