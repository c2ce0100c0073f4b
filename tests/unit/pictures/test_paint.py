"""Pictures as files: size, type in every script, and nothing of it in the process that asks for them."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import pytest
from PIL import Image

from alertbot.model import LANGUAGES
from alertbot.model.pictures import MapPicture, MapWords, Spot, Tone
from alertbot.pictures.lettering import Style, broken, cut, drawable, length
from alertbot.pictures.outlines import Box, load_atlas
from alertbot.pictures.paint import paint
from alertbot.pictures.towns import towns_in
from alertbot.pictures.view import choose_view, fit
from alertbot.texts import TextCatalogue

CATALOGUE = TextCatalogue()
KUNDUZ = Spot(36.73, 68.86, label="Kunduz")
LIMIT = 150_000
"""Bytes: what a picture may cost on a bad connection."""


def words(language: str = "en") -> MapWords:
    texts = CATALOGUE.load_texts(language)
    digits = "".join(texts.number(digit) for digit in range(10))
    return MapWords(language, texts.is_rtl, texts.countries(), "{n} km", digits, ("Natural Earth",))


def a_map(*spots: Spot, **more: object) -> MapPicture:
    plain = MapPicture("Kunduz, Afghanistan", ("Forced eviction",), spots, ("AFG",), words())
    return replace(plain, **more)  # type: ignore[arg-type]


def opened(png: bytes) -> Image.Image:
    assert len(png) < LIMIT
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_is_as_wide_as_a_phone_and_small_in_every_language(language: str) -> None:
    image = opened(paint(a_map(KUNDUZ, words=words(language))))
    assert image.width == 1080
    assert image.height < 1500


def test_a_point_stands_in_the_middle_and_a_circle_is_as_large_as_its_doubt() -> None:
    nameless = Spot(KUNDUZ.lat, KUNDUZ.lon)
    point, circle = opened(paint(a_map(nameless))), opened(paint(a_map(replace(nameless, km=50))))
    view = choose_view(a_map(replace(nameless, km=50)), load_atlas(), 1080, 940)
    assert view.at(nameless.lon, nameless.lat) == pytest.approx((540, 470), abs=1)
    edge = (round(540 - view.pixels(48)), round(_top(circle) + 470))
    assert circle.getpixel(edge) != point.getpixel(edge)


def _top(image: Image.Image) -> int:
    """Where the map begins: the first row without paper at its left edge."""
    return next(y for y in range(image.height) if image.getpixel((2, y)) != (255, 255, 255))


def test_one_circle_fills_no_more_than_the_map() -> None:
    for km in (0, 25, 100, 600):
        view = choose_view(a_map(replace(KUNDUZ, km=km)), load_atlas(), 1080, 940)
        assert view.pixels(km) < 470


def test_three_hundred_spots_all_over_the_world_are_drawn() -> None:
    spots = [
        Spot(-35 + number * 7 % 80, -100 + number * 13 % 240, tone=Tone.BLUE, size=0.2)
        for number in range(300)
    ]
    focus = ("AFG", "COD", "COL")
    assert opened(paint(a_map(*spots, focus=focus))).width == 1080


def test_a_country_alone_is_shaded_and_shown_whole() -> None:
    picture = a_map(shaded=("SDN",), focus=("SDN",))
    box, shown = load_atlas().main_box("SDN"), choose_view(picture, load_atlas(), 1080, 940).box
    assert box is not None
    assert (shown.west < box.west, shown.east > box.east, shown.north > box.north) == (True, True, True)
    assert (247, 207, 166) in {colour for _, colour in opened(paint(picture)).getcolors(100_000) or ()}


def test_countries_on_both_sides_of_the_date_line_are_found() -> None:
    seen = {ring.country for ring, _ in load_atlas().seen(Box(170, -25, 190, -10))}
    assert "FJI" in seen


def test_towns_are_named_in_the_readers_script() -> None:
    here = Box(68, 36, 70, 37.5)
    names = {
        language: [town.name for town in towns_in(here, language)] for language in ("en", "ru", "ar", "fa")
    }
    assert "Kunduz" in names["en"]
    assert "Кундуз" in names["ru"]
    assert "قندوز" in names["ar"]
    assert "کندوز" in names["fa"]


def test_every_country_with_an_outline_has_a_name() -> None:
    named = dict(words().countries)
    assert {ring.country for ring in load_atlas().rings} - {""} <= set(named)


def test_a_view_shows_the_whole_box_true_to_scale() -> None:
    view = fit(Box(60, 30, 70, 38), 1080, 940)
    assert view.box.west <= 60 < 70 <= view.box.east
    x, y = view.at(65, 34)
    right, _ = view.at(66, 34)
    _, up = view.at(65, 35)
    assert (right - x) / (y - up) == pytest.approx(0.829, abs=0.01)


def test_long_words_are_broken_into_lines_and_cut_with_three_dots() -> None:
    style = Style(40, bold=True)
    lines = broken("a title that is much too long for one line of a picture " * 3, style, 900)
    assert len(lines) > 1
    assert all(length(line, style) <= 900 for line in lines)
    assert cut("x" * 200, style, 300).endswith("…")
    assert drawable("🗺 Map ️") == "Map"


def test_whoever_asks_for_a_picture_does_not_load_pillow() -> None:
    code = "import sys, alertbot.app; print(sorted(m for m in sys.modules if m in ('PIL', 'matplotlib')))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_white_paper_stays_white_and_the_same_picture_is_the_same_file() -> None:
    first, again = paint(a_map(KUNDUZ)), paint(a_map(KUNDUZ))
    assert first == again
    image = opened(first)
    assert image.getpixel((2, 2)) == image.getpixel((1077, image.height - 3)) == (255, 255, 255)
