"""Reports of one event meet across languages and spellings; look-alikes stay apart."""

from dataclasses import replace

import pytest
from reported import ABOUT_600, DAY, RULES, TOWN, VILLAGE, families, killed, report

from alertbot.incidents.cluster import block_keys, choose
from alertbot.incidents.index import IncidentIndex
from alertbot.model import ArticleId, Category, Place, Precision, Report

KADE = Place("Unguwar Kade", "NGA", Precision.PARENT, canonical="Tsafe", admin1="Zamfara", admin2="Tsafe")
MAIGORA = Place(
    "Kwarin Maigora", "NGA", Precision.PARENT, canonical="Faskari", admin1="Katsina", admin2="Faskari"
)
RAID = "Gunmen on motorcycles raided the village at dawn, killed residents and led farmers away, police said."
NEXT_RAID = (
    "A day later attackers stormed farms, shot three labourers and took dozens of workers into the bush."
)
DRIVEN_OUT = (
    "Fighters drove some 600 families out of their village and burned houses, elders said by telephone."
)
CAME_BACK = (
    "Ninety families fled again at night after fighters returned to the village, a council member said."
)
MARKET = (
    "A car bomb tore through the Shorja market stalls near the river bridge, killing shoppers. Ambulances of "
    "the Red Crescent carried the wounded to Spinzar clinic, where surgeon Wardak asked for blood donors."
)
SCHOOL = (
    "Gunmen opened fire at the gate of Al-Amal girls school, shooting pupils and a guard. Headmistress "
    "Rahimi said lessons had just begun when two masked riders arrived; parents gathered in Seh Darak street."
)


def incidents(*reports: Report) -> list[int]:
    """File reports in order and return the incident number of each."""
    index = IncidentIndex()
    return [int(index.file(one, one.published, RULES).incident.id or 0) for one in reports]


def test_one_event_in_three_languages_and_scripts_is_one_incident() -> None:
    arabic = report(
        2,
        0.5,
        language="ar",
        places=(replace(VILLAGE, name="باغ شرکت"),),
        text="أجبر مسلحون نحو ٦٠٠ أسرة على مغادرة القرية",
    )
    french = report(
        3,
        1,
        language="fr",
        places=(replace(VILLAGE, name="Bagi i-Serkat"),),
        text="Des hommes armés ont chassé quelque 600 familles du village",
    )
    english = report(1, text="Fighters drove some 600 families out of their village")
    assert len(set(incidents(english, arabic, french))) == 1


def test_four_hundred_and_two_hundred_are_six_hundred() -> None:
    parts = report(2, 1, figures=(families(400), families(200)), language="fr")
    chosen = choose(parts, [_incident(report(1))], DAY)
    assert any("figures agree" in reason for reason in chosen.reasons)
    assert chosen.incident is not None


def test_the_same_town_two_weeks_later_is_another_incident() -> None:
    first = report(1, text=DRIVEN_OUT)
    again = report(2, 15, figures=(families(90),), text=CAME_BACK, title="Village emptied a second time")
    assert len(set(incidents(first, again))) == 2


def test_the_same_kind_of_event_in_the_next_province_is_another_incident() -> None:
    harm = {"country": "NGA", "categories": (Category.ABDUCTION,)}
    one = report(1, places=(KADE,), figures=(killed(4),), text=RAID, title="Raid in Zamfara", **harm)
    two = report(
        2, 1, places=(MAIGORA,), figures=(killed(3),), text=NEXT_RAID, title="Raid in Katsina", **harm
    )
    assert len(set(incidents(one, two))) == 2


def test_two_attacks_on_one_day_in_one_city_are_two_incidents() -> None:
    both = {"places": (TOWN,), "categories": (Category.ATTACK_ON_CIVILIANS,), "perpetrators": ()}
    one = report(1, figures=(killed(31),), text=MARKET, title="Bomb at Shorja market", **both)
    two = report(2, 0.2, figures=(killed(6),), text=SCHOOL, title="Shooting at Al-Amal school", **both)
    assert len(set(incidents(one, two))) == 2


@pytest.mark.parametrize("copied", [None, ArticleId(1)])
def test_two_towns_that_each_title_names_are_two_incidents_in_whatever_words(
    copied: ArticleId | None,
) -> None:
    words = (
        "Gunmen killed 12 villagers in {} on Sunday, the army said. Several houses were burned in the raid."
    )
    harm = {"country": "BFA", "categories": (Category.ATTACK_ON_CIVILIANS,), "figures": (killed(12),)}
    west, east = (
        Place(name, "BFA", Precision.PLACE, canonical=name, admin1=province, lat=lat, lon=lon, geo_id=number)
        for number, name, province, lat, lon in (
            (7, "Dedougou", "Boucle du Mouhoun", 12.46, -3.46),
            (8, "Fada N'gourma", "Est", 12.06, 0.36),
        )
    )
    one, two = (
        report(
            number,
            places=(town,),
            text=words.format(town.name),
            title=f"12 killed in {town.name}",
            **harm,
            **own,
        )
        for number, town, own in ((1, west, {}), (2, east, {"copy_of": copied}))
    )
    assert len(set(incidents(one, two))) == 2
    nameless = replace(two, title="12 villagers killed in raid")
    assert len(set(incidents(one, nameless))) == 1


def test_a_copy_goes_where_its_original_is() -> None:
    lone = report(1, places=(), text=DRIVEN_OUT)
    copy = report(
        2, 3, places=(), text=DRIVEN_OUT, title="Another headline", copy_of=ArticleId(1), figures=()
    )
    assert len(set(incidents(lone, copy))) == 1


def test_a_round_up_glues_nothing() -> None:
    herat = Place("Herat", "AFG", Precision.PLACE, canonical="Herat", admin1="Herat")
    month = report(2, 0.5, places=(VILLAGE, herat), title="This month in Afghanistan")
    there = report(3, 1, places=(herat,), figures=(killed(3),), title="Shells hit Herat")
    assert len(set(incidents(report(1), month, there))) == 3


def test_a_retraction_finds_the_report_it_takes_back_and_not_another() -> None:
    told = report(1, text="Forty people were killed in the strike on Kunduz", figures=(killed(40),))
    taken = {"alert": False, "context": ("retraction",), "categories": ()}
    words = "We withdraw our report of a strike on Kunduz"
    back = report(2, 1, text=words, title="Report withdrawn", figures=(killed(40),), **taken)
    other = report(2, 1, text=words, title="Report withdrawn", figures=(killed(11),), **taken)
    assert incidents(told, back) == [1, 1]
    assert incidents(told, other) == [1, 2]


def test_a_village_put_in_a_wrong_country_is_known_by_its_name() -> None:
    haraz = Place("Um Haraz", "SDN", Precision.PARENT, canonical="Kutum", admin1="North Darfur")
    guessed = Place("Oum Haraz", "TCD", Precision.PARENT, canonical="N'Djamena", admin1="Ndjamena")
    one = report(1, country="SDN", places=(haraz,), figures=(families(640), killed(26)))
    two = report(2, 1, country="TCD", places=(guessed,), figures=(families(640),), language="fr")
    assert len(set(incidents(one, two))) == 1


def test_without_any_place_words_and_day_decide() -> None:
    nowhere = {"places": (), "country": None}
    one = report(1, text="Militia torch Lubero clinic after nurse Kavira resists looting", **nowhere)
    two = report(2, 0.5, text="Lubero clinic torched by militia, nurse Kavira resisted looting", **nowhere)
    three = report(3, 0.5, text="Floods wash away bridge", title="Bridge gone", figures=(), **nowhere)
    assert incidents(one, two, three) == [1, 1, 2]


def test_the_choice_explains_itself() -> None:
    chosen = choose(report(2, 1), [_incident(report(1))], DAY)
    assert chosen.score > 1
    assert any("Bagh-e Sherkat is Bagh-e Sherkat" in reason for reason in chosen.reasons)
    assert choose(report(1), [], DAY).reasons == ("no incident near in place, time or words",)


def test_reports_of_one_event_share_a_key() -> None:
    late = report(2, 6.5, language="ar", places=(replace(VILLAGE, name="باغ شرکت", lat=None, lon=None),))
    assert set(block_keys(report(1))) & set(block_keys(late))


@pytest.mark.parametrize("places", [(), (VILLAGE, TOWN), (VILLAGE,) * 9])
def test_keys_are_bounded(places: tuple[Place, ...]) -> None:
    text = " ".join(f"Name{number} word{number}." for number in range(500))
    assert 1 <= len(block_keys(report(1, text=text, places=places))) <= 60


def test_far_candidates_are_never_looked_at() -> None:
    index = IncidentIndex()
    for number in range(1, 400):
        place = Place(
            f"Vill{number}", "AFG", Precision.PLACE, canonical=f"Vill{number}", admin1=f"Prov{number}"
        )
        index.file(report(number, number, places=(place,), figures=()), DAY, RULES)
    assert len(index.candidates(block_keys(report(1000, 200)))) <= 50


def _incident(one: Report):  # type: ignore[no-untyped-def]
    return IncidentIndex().file(one, one.published, RULES).incident


def test_an_exact_figure_agrees_with_a_hedged_one() -> None:
    chosen = choose(report(2, 1, figures=(families(640),)), [_incident(report(1, figures=(ABOUT_600,)))], DAY)
    assert any("figures agree" in reason for reason in chosen.reasons)
