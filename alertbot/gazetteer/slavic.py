"""Russian and Ukrainian case forms: of words that we know, and from a form in a text back to its base."""

from __future__ import annotations

import re

_ADJECTIVES = {
    "ий": tuple("ий ого ому им ом ій ім ая ой ую ое а ої у ою е ие их ими і".split()),  # noqa: SIM905
    "ый": tuple("ый ого ому ым ом ая ой ую ое ые ых ыми".split()),  # noqa: SIM905
}
_NOUNS = (
    ("ец", ("ец", "ца", "цу", "цем", "це", "цы", "цев", "цам", "цами", "цах")),
    ("ець", ("ець", "ця", "цю", "цем", "цеві", "ці", "ців", "цям", "цями", "цях")),
    ("єць", ("єць", "йця", "йцю", "йцем", "йці", "йців", "йцям", "йцями", "йцях")),
    ("анин", ("анин", "анина", "анину", "анином", "анине", "ане", "ан", "анам", "анами", "анах")),
    ("янин", ("янин", "янина", "янину", "янином", "янине", "яне", "ян", "янам", "янами", "янах", "яни")),
    ("ин", ("ин", "ина", "ину", "ином", "ине", "ины", "инам", "инами", "инах", "ини", "инів")),
    ("", ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "и", "ів")),
)
_COUNTRIES = (
    ("ия", ("ия", "ии", "ию", "ией")),
    ("ія", ("ія", "ії", "ію", "ією")),
    ("а", ("а", "ы", "и", "у", "ой", "е", "і", "ою")),
    ("я", ("я", "и", "ю", "ей", "е", "і", "ею")),
    ("ь", ("ь", "я", "ю", "ем", "е", "и", "ью", "ем", "і")),
    ("й", ("й", "я", "ю", "ем", "е", "ї", "єм")),
    ("ы", ("ы", "", "ам", "ами", "ах")),
    ("о", ("о",)),
    ("и", ("и", "", "ам", "ами", "ах")),
)
_PLAIN = ("", "а", "у", "ом", "е", "і", "ові")
_VOWELS = "аеёиоуыэюяіїє"


def people_forms(word: str) -> set[str]:
    """Every case form of an adjective ('суданский') or of a word for a person ('суданец')."""
    for ending, forms in _ADJECTIVES.items():
        if word.endswith(ending) and len(word) > 5:
            return {word[: -len(ending)] + form for form in forms}
    for ending, forms in _NOUNS:
        if word.endswith(ending):
            return {word[: len(word) - len(ending)] + form for form in forms}
    return {word}


def country_forms(name: str) -> set[str]:
    """Case forms of a country's name of one word ('Сирия', 'Судан'); a name of several words as it is."""
    if " " in name or name.isupper():
        return {name}
    for ending, forms in _COUNTRIES:
        if name.endswith(ending):
            return {name[: -len(ending)] + form for form in forms}
    return {name} if name[-1:] in _VOWELS else {name + form for form in _PLAIN}


_BACK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ской", ("ская", "ский", "ское", "ской")),
    ("цкой", ("цкая", "цкий", "цкой")),
    ("ского", ("ский", "ское")),
    ("цкого", ("цкий",)),
    ("скому", ("ский", "ское")),
    ("ском", ("ский", "ское", "ск")),
    ("цком", ("цкий",)),
    ("скую", ("ская",)),
    ("цкую", ("цкая",)),
    ("ским", ("ский",)),
    ("ської", ("ська",)),
    ("цької", ("цька",)),
    ("ській", ("ська",)),
    ("цькій", ("цька",)),
    ("ську", ("ська", "ськ")),
    ("ського", ("ський",)),
    ("ському", ("ський",)),
    ("цького", ("цький",)),
    ("цькому", ("цький",)),
    ("ого", ("ое", "ый", "ий", "е", "ой")),
    ("ому", ("ое", "ый", "ий", "е")),
    ("ом", ("ый", "ое", "", "о")),
    ("им", ("ий", "е", "ое")),
    ("ым", ("ый", "ое")),
    ("ей", ("я", "и")),
    ("ой", ("а", "ая", "ый")),
    ("ую", ("ая",)),
    ("ами", ("ы", "и", "а")),
    ("ями", ("и", "я")),
    ("ах", ("ы", "и", "а")),
    ("ях", ("и", "я", "ы")),
    ("ам", ("ы", "и", "а")),
    ("ям", ("и",)),
    ("ем", ("ь", "й", "е", "")),
    ("ою", ("а",)),
    ("ею", ("я",)),
    ("ові", ("", "о")),
    ("еві", ("ь", "")),
    ("ії", ("ія",)),
    ("ії", ("ія",)),
    ("ии", ("ия", "ий")),
    ("ию", ("ия", "ий")),
    ("ією", ("ія",)),
    ("ію", ("ія",)),
    ("ня", ("ень", "нь", "ня")),
    ("ка", ("ок", "ек", "ко", "ка", "к")),
    ("ки", ("ка", "ок", "ки")),
    ("ке", ("ок", "ка", "ко", "ки")),
    ("ку", ("ка", "ок", "ко", "к")),
    ("ця", ("ець", "ец", "ц")),
    ("ці", ("ка", "ця", "ець")),
    ("зі", ("га",)),
    ("сі", ("ха", "с", "са")),
    ("ви", ("ва", "ви")),
    ("ові", ("ів", "ов")),
    ("ова", ("ів", "ове", "ово", "ов", "ова")),
    ("ову", ("ів", "ово", "ов", "ова")),
    ("ві", ("ів", "в", "ва", "ве")),
    ("ева", ("ево", "ев", "їв", "ева")),
    ("єва", ("їв", "єве")),
    ("єві", ("їв", "єве")),
    ("еве", ("ево", "ев", "еве")),
    ("ове", ("ово", "ов", "ова", "ове")),
    ("ине", ("ино", "ин", "ина")),
    ("ина", ("ино", "ин", "ина")),
    ("їва", ("їв",)),
    ("а", ("", "о", "а", "е")),
    ("я", ("ь", "й", "е", "я", "ье")),
    ("у", ("", "а", "о", "у", "е")),
    ("ю", ("ь", "я", "й", "е")),
    ("е", ("", "а", "о", "е", "ь", "я")),
    ("і", ("", "а", "о", "ь", "я", "и", "е")),
    ("и", ("ь", "я", "а", "и", "ы")),
    ("ы", ("а", "ы")),
    ("ї", ("я", "й")),
)
_LAND = re.compile(r"^(.{2,}?)(щин|ччин|тчин)(?:а|и|і|у|ою|ы|е|ой)$")
_OF_LAND = {"щин": ("ська", "ская", "ський", "ский"), "ччин": ("цька", "цкая"), "тчин": ("цкая", "цькая")}
"""'Харківщина' is the land of 'Харківська область', 'Донеччина' of 'Донецька'."""
_ADJECTIVE = re.compile(
    r"^(.{2,}?)(?:ов|ев|ин|ан|ен|н)?(?:ск|цк|ськ|цьк)(?:ий|ого|ому|им|ом|ім|ій|ая|ой|ую|а|ої|у|ою|ое|их|ими)$"
)
_PLAIN_ADJECTIVE = re.compile(
    r"^(.{2,}?)(ск|цк|ськ|цьк)(?:ий|ого|ому|им|ом|ім|ій|ая|ой|ую|а|ої|у|ою|ое|их|ими)$"
)
_TOPONYM_ENDINGS = ("", "а", "о", "ь", "ы", "и", "е", "я")
_SHORTEST_STEM = 2
_LATIN = dict(zip("абвгдезиклмнопрстуфіїєґэёый", "abvgdeziklmnoprstufiiegeeyy", strict=True)) | {
    "х": "kh", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
    "ъ": "", "ь": "", "'": "",
}  # fmt: skip
_TO_LATIN = str.maketrans(_LATIN)


def romanised(word: str) -> str:
    """A foreign name in Cyrillic, back in Latin letters as English writes it ('Тахар' gives 'takhar')."""
    return word.lower().replace("дж", "j").translate(_TO_LATIN)


def bases(word: str) -> tuple[str, ...]:
    """Nominatives of which the lower-case `word` may be a case form, itself first.

    For toponyms and their adjectives of Russian and Ukrainian; many results are no words: look them up.
    """
    found = [word]
    for ending, replacements in _BACK:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: len(word) - len(ending)]
            found += [stem + replacement for replacement in replacements]
    if land := _LAND.match(word):
        found += [land[1] + ending for ending in _OF_LAND[land[2]]]
    plain = _PLAIN_ADJECTIVE.match(word)
    if plain:
        found.append(plain[1] + plain[2])
    for match in (_ADJECTIVE.match(word), plain):
        if match:
            found += [match[1] + ending for ending in _TOPONYM_ENDINGS]
    return tuple(dict.fromkeys(found))
