from places_world import first, where

from alertbot.model import PlaceRole, Precision


def test_a_village_that_is_not_listed_keeps_its_name_and_gets_its_parents_coordinates() -> None:
    found = where("Gunmen stormed the village of Um Haraz, in Sudan's North Darfur state, early on Tuesday.")
    village = found.places[0]
    assert (found.country, village.name, village.precision) == ("SDN", "Um Haraz", Precision.PARENT)
    assert (village.canonical, village.admin1, village.lat) == ("North Darfur", "North Darfur", 15)


def test_containment_chooses_among_namesakes() -> None:
    found = where("Au moins douze personnes ont été tuées à Beni, au Nord-Kivu, dimanche soir.", "fr")
    assert (found.country, found.places[0].canonical, found.places[0].admin1) == ("COD", "Beni", "Nord-Kivu")


def test_a_namesake_where_the_language_is_spoken_is_rather_meant() -> None:
    assert where("Waasi waliua watu tisa huko Beni Jumatatu.", "sw").country == "COD"
    assert where("Hombres armados mataron a nueve personas en Beni el lunes.", "es").country == "BOL"


def test_a_town_in_another_province_of_that_name_is_not_taken() -> None:
    found = where("Rescataron a 31 adolescentes en La Pampa, en Madre de Dios.", "es")
    assert (found.places[0].name, found.places[0].precision) == ("La Pampa", Precision.PARENT)
    assert found.places[0].admin1 == "Madre de Dios"


def test_ambiguity_is_kept_only_the_country_is_given() -> None:
    found = where("Hombres armados quemaron casas en La Pampa, informó la policía de Perú.", "es")
    place = found.places[0]
    assert (place.name, place.country, place.precision) == ("La Pampa", "PER", Precision.COUNTRY)
    assert (place.lat, place.geo_id, place.admin1) == (None, None, None)


def test_a_hamlet_abroad_does_not_outvote_the_country_of_the_text() -> None:
    found = where("Gran Grif gunmen returned to Petite-Rivière, in Haiti's Artibonite department, on Friday.")
    assert (found.country, first(found)) == ("HTI", "Petite-Rivière")


def test_the_dateline_is_not_where_it_happened() -> None:
    found = where("NAIROBI — Gunmen burned houses in Kutum, in Sudan's North Darfur state, on Tuesday.")
    assert found.country == "SDN"
    assert "NAIROBI" not in [place.name for place in found.places]


def test_the_dateline_counts_where_the_text_names_nothing_else() -> None:
    assert first(where("KUTUM — Gunmen burned 40 houses on Tuesday, residents said by telephone.")) == "KUTUM"


def test_those_who_flee_go_to_a_destination() -> None:
    found = where("About 640 households fled Kutum towards Tawila in North Darfur on Tuesday.")
    roles = {place.name: place.role for place in found.places}
    assert roles["Tawila"] is PlaceRole.DESTINATION
    assert first(found) == "Kutum"


def test_a_capital_that_speaks_is_no_place_of_the_event() -> None:
    found = where("Moscow said it had not bombed homes in Kupyansk, in the Kharkiv region.")
    assert (found.country, first(found)) == ("UKR", "Kupyansk")


def test_a_speakers_seat_is_no_place_of_the_event() -> None:
    found = where("A UN spokeswoman in Geneva said houses were burned in Djugu territory, Ituri.")
    assert (found.country, first(found)) == ("COD", "Djugu")


def test_the_place_comes_before_the_town_it_is_near() -> None:
    found = where("Glide bombs hit Kivsharivka, a settlement south-east of Kupyansk in the Kharkiv region.")
    assert [place.name for place in found.places[:2]] == ["Kivsharivka", "Kupyansk"]


def test_places_of_another_story_are_left_out() -> None:
    text = (
        "Fighting went on in Port Sudan. \n\nPolice said little.\n\nHouses burned in Kutum in North Darfur."
    )
    found = where(text, focus="Houses burned in Kutum in North Darfur.")
    assert [place.name for place in found.places] == ["Kutum", "North Darfur"]


def test_without_places_in_its_sentence_the_event_happened_where_the_lead_says() -> None:
    text = (
        "Gunmen raided the village of Um Haraz in North Darfur, Sudan.\n\nSome 640 households fled on foot."
    )
    assert first(where(text, focus="Some 640 households fled on foot.")) == "Um Haraz"


def test_the_feeds_country_decides_where_the_text_is_silent() -> None:
    assert where("Some 640 households fled on foot.", prior="SDN").country == "SDN"
    assert where("Some 640 households fled on foot.").country is None


def test_refugees_of_a_country_do_not_move_the_event_there() -> None:
    found = where("Asylum seekers from Afghanistan and Sudan were beaten in Kharkiv.")
    assert found.country == "UKR"


def test_the_names_stay_as_the_text_spells_them() -> None:
    found = where("Силы быстрой поддержки атаковали Кутум в Северном Дарфуре.", "ru")
    assert [(place.name, place.canonical) for place in found.places] == [
        ("Кутум", "Kutum"), ("Северном Дарфуре", "North Darfur")
    ]  # fmt: skip


def test_arabic_finds_village_town_and_state() -> None:
    text = "فرّت أكثر من ٦٠٠ أسرة من قرية أم حراز، شمالي مدينة كتم بولاية شمال دارفور، فجر الثلاثاء"
    found = where(text, "ar")
    assert (found.country, first(found)) == ("SDN", "أم حراز")
    assert {"Kutum", "North Darfur"} <= {place.canonical for place in found.places}


def test_every_decision_gives_its_reasons() -> None:
    found = where("Houses burned in Kutum in North Darfur.")
    assert found.reasons[0].startswith("country SDN")
    assert any("Kutum" in reason for reason in found.reasons)
