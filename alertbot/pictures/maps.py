"""Draws maps: land and borders, where things happened, names, a scale, and where the piece shown lies."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from PIL import Image, ImageDraw

from alertbot.model.pictures import MapPicture, Spot
from alertbot.pictures.frame import TONES, Words, framed
from alertbot.pictures.labels import Labels, deepest
from alertbot.pictures.lettering import GREY, INK, Style, length
from alertbot.pictures.outlines import Atlas, Box, Ring, load_atlas
from alertbot.pictures.towns import Town, towns_in
from alertbot.pictures.view import KM_A_DEGREE, View, choose_view, fit

HEIGHT = 940
SMOOTH = 2
"""Drawn so many times larger and then reduced: lines get soft edges."""
SEA, LAND, FOCUS, SHADED, TINTED, BORDER = "#dce8f0", "#eeece6", "#fff9e6", "#f7cfa6", "#fbe9d4", "#9aa3ab"
"""A country of which no more is told is shaded; beside spots it is tinted only."""
SPOT, COUNTRY, OWN_COUNTRY, TOWN, SCALE = (
    Style(32, bold=True, halo=4),
    Style(27, colour=GREY, halo=3),
    Style(32, bold=True, colour=GREY, halo=3),
    Style(24, colour="#3a424a", halo=3),
    Style(24, colour=INK, halo=3),
)
_DOT, _SMALLEST, _LARGEST, _LARGEST_FAR = 15, 10, 46, 32
"""Pixels: radius of the mark of one incident, and of the smallest and largest of many, near and far."""
_FAR = 4
"""Kilometres to a pixel from which on a map is seen from far."""
_FINE = 14
"""Pixels of a degree from which on every point of an outline is drawn."""
_MANY, _SHRUNK = 100, 0.7
"""So many marks are drawn smaller, so that fewer are covered."""
_MOST_TOWNS, _MOST_TOWNS_OF_MANY = 16, 12
_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_INSET = 230
_PLAIN_DIGITS = "0123456789"

Line = list[tuple[float, float]]
Seen = dict[str, list[Line]]
"""Rings in pixels by country."""


def draw_map(picture: MapPicture, width: int) -> Image.Image:
    """Return the map in its frame."""
    atlas = load_atlas()
    view = choose_view(picture, atlas, width, HEIGHT)
    seen = _rings(atlas, view)
    body = _land(seen, view, picture)
    labels = Labels(body)
    _scale(labels, view, picture)
    if len(picture.spots) == 1 or picture.shaded:
        _inset(labels, atlas, view, picture)
    towns = towns_in(view.box, picture.words.language)
    _spots(labels, view, picture.spots, {town.latin: town.name for town in reversed(towns)})
    _countries(labels, view, seen, picture)
    _towns(labels, view, picture, towns)
    words = picture.words
    return framed(body, Words(picture.title, picture.lines, words.credit, words.rtl, picture.keys))


def _rings(atlas: Atlas, view: View) -> Seen:
    seen: Seen = {}
    every = max(1, min(6, round(_FINE / view.scale)))
    for ring, points in atlas.seen(view.box, every, 3 / view.scale):
        line = list(_thinned(ring, points, view))
        if len(line) > 2:
            seen.setdefault(ring.country, []).append(line)
    return seen


def _thinned(ring: Ring, points: Sequence[tuple[float, float]], view: View) -> Iterator[tuple[float, float]]:
    """Pixels of the points; of those within one pixel the first."""
    fine = 0.7 / view.scale
    last_lon = last_lat = 999.0
    for lon, lat in points:
        if abs(lon - last_lon) > fine or abs(lat - last_lat) > fine:
            last_lon, last_lat = lon, lat
            yield view.at(lon, lat)


def _land(seen: Seen, view: View, picture: MapPicture) -> Image.Image:
    large = Image.new("RGB", (view.width * SMOOTH, view.height * SMOOTH), SEA)
    pen = ImageDraw.Draw(large)
    shaded = TINTED if picture.spots else SHADED
    for country, lines in seen.items():
        colour = shaded if country in picture.shaded else FOCUS if country in picture.focus else LAND
        for line in lines:
            pen.polygon([(x * SMOOTH, y * SMOOTH) for x, y in line], fill=colour)
    for lines in seen.values():
        for line in lines:
            pen.line([(x * SMOOTH, y * SMOOTH) for x, y in [*line, line[0]]], BORDER, 3)
    return large.reduce(SMOOTH)


def _spots(labels: Labels, view: View, spots: Sequence[Spot], names: Mapping[str, str]) -> None:
    """The largest first, so that small ones are not covered; called as the reader's script has it."""
    shrunk = 1 if len(spots) < _MANY else _SHRUNK
    placed = [(spot, *view.at(spot.lon, spot.lat), _radius(spot, view) * shrunk) for spot in spots]
    placed.sort(key=lambda one: -one[3])
    for spot, x, y, radius in placed:
        _disc(labels.image, x, y, radius, TONES[spot.tone], 0.35 if spot.km else 0.55)
        if spot.km == 0:
            labels.keep((x - radius, y - radius, x + radius, y + radius))
    for spot, x, y, radius in placed:
        name = names.get(spot.label, spot.label)
        if name and not labels.beside(x, y, radius + 10, name, SPOT):
            labels.around(x, y, name, SPOT)


def _radius(spot: Spot, view: View) -> float:
    if spot.size:
        largest = _LARGEST if view.pixels(_FAR) > 1 else _LARGEST_FAR
        return max(float(_SMALLEST), largest * math.sqrt(spot.size))
    return max(view.pixels(spot.km), _DOT)


def _disc(image: Image.Image, x: float, y: float, radius: float, colour: str, cover: float) -> None:
    """A disc that lets what is below shine through, with a solid edge."""
    size, fine = round(2 * radius) + 6, 3
    centre = size * fine / 2
    mask = Image.new("L", (size * fine, size * fine), 0)
    around = (
        centre - radius * fine,
        centre - radius * fine,
        centre + radius * fine,
        centre + radius * fine,
    )
    ImageDraw.Draw(mask).ellipse(around, fill=round(255 * cover), outline=255, width=3 * fine)
    soft = mask.reduce(fine)
    image.paste(colour, (round(x - size / 2), round(y - size / 2)), soft)


def _countries(labels: Labels, view: View, seen: Seen, picture: MapPicture) -> None:
    names = dict(picture.words.countries)
    found = []
    for country, lines in seen.items():
        point = deepest(lines, view) if country in names else None
        if point is not None:
            found.append((country in picture.focus, point[2], country, point))
    for own, depth, country, (x, y, _) in sorted(found, key=lambda one: (not one[0], -one[1])):
        style = OWN_COUNTRY if own else COUNTRY
        if own or length(names[country], style) < 5 * depth:
            labels.around(x, y, names[country], style)


def _towns(labels: Labels, view: View, picture: MapPicture, towns: Sequence[Town]) -> None:
    """The largest, those of the countries it is about before all others."""
    ranked = sorted(towns, key=lambda town: (town.country not in picture.focus, -town.people))
    room = _MOST_TOWNS if len(picture.spots) < 2 else _MOST_TOWNS_OF_MANY
    near = [view.at(spot.lon, spot.lat) for spot in picture.spots if spot.label and not spot.km]
    pen = ImageDraw.Draw(labels.image)
    for town in ranked[:120]:
        x, y = view.at(town.lon, town.lat)
        if room == 0:
            return
        dot = (x - 8, y - 8, x + 8, y + 8)
        if any(abs(x - a) + abs(y - b) < 40 for a, b in near) or not labels.is_free(dot):
            continue
        if labels.beside(x, y, 10, town.name, TOWN):
            pen.ellipse((x - 5, y - 5, x + 5, y + 5), "#ffffff", "#3a424a", 2)
            labels.keep(dot)
            room -= 1


def _scale(labels: Labels, view: View, picture: MapPicture) -> None:
    """A bar of round length, at most a quarter of the width."""
    fitting = [km for km in _LENGTHS if view.pixels(km) <= view.width / 4]
    km = max(fitting, default=_LENGTHS[0])
    wide, left, y = view.pixels(km), 36, view.height - 34
    pen = ImageDraw.Draw(labels.image)
    pen.line((left, y, left + wide, y), "#ffffff", 10)
    pen.line((left, y, left + wide, y), INK, 5)
    for x in (left, left + wide):
        pen.line((x, y - 9, x, y + 2), INK, 4)
    number = str(km).translate(str.maketrans(_PLAIN_DIGITS, picture.words.digits))
    said = picture.words.km.format(n=number)
    labels.around(left + max(wide, length(said, SCALE)) / 2, y - 30, said, SCALE)
    labels.keep((left - 10, y - 50, left + wide + 10, view.height))


def _inset(labels: Labels, atlas: Atlas, view: View, picture: MapPicture) -> None:
    """The whole country in a corner, with the piece shown; not where most of it is seen anyway."""
    whole = [box for code in picture.focus[:1] if (box := atlas.main_box(code))]
    if not whole or (whole[0].north - whole[0].south) * KM_A_DEGREE < view.height / view.pixels(1) * 1.25:
        return
    pad = max(whole[0].area ** 0.5 * 0.12, 0.5)
    around = Box(whole[0].west - pad, whole[0].south - pad, whole[0].east + pad, whole[0].north + pad)
    small = fit(around, _INSET, _INSET)
    piece = _land(_rings(atlas, small), small, picture)
    left, top = view.width - _INSET - 14, 14
    shown = view.box
    corners = (*small.at(shown.west, shown.north), *small.at(shown.east, shown.south))
    pen = ImageDraw.Draw(piece)
    pen.rectangle(corners, outline=TONES[picture.spots[0].tone] if picture.spots else INK, width=4)
    pen.rectangle((0, 0, _INSET - 1, _INSET - 1), outline=GREY, width=2)
    labels.image.paste(piece, (left, top))
    labels.keep((left - 4, top - 4, left + _INSET + 4, top + _INSET + 4))
