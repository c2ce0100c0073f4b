"""Words of kind in names of places ('province', 'область', 'ولاية'): dropped to get at the bare name."""

from __future__ import annotations

import re

_BEFORE = (
    "province of|state of|region of|district of|republic of|autonomous republic of|city of"
    "|department of|governorate of"
    "|province de la|province du|province des|province de|province d['’]"
    "|région de la|région des|région du|région de|région d['’]"
    "|département de la|département des|département du|département de l['’]|département de"
    "|territoire de|préfecture de la|préfecture de"
    "|cercle de|commune de|ville de|provincia de|departamento del|departamento de|municipio de"
    "|estado de|región de"
    "|província de|distrito de|município de|concelho de|mkoa wa|wilaya ya|gorodskoy okrug|gorod"
    "|республика|республіка|город|городской округ|місто|муниципальный округ"
    "|ولایت|ولايت|ولاية|محافظة|محافظه|إقليم|اقليم|مديرية|منطقة|مدينة|قضاء|ناحية|محلية|استان|شهرستان|ولسوالی|ولسوالۍ|شهر|بخش"
    "|د"
)
_AFTER = (
    "province|state|region|district|governorate|department|county|territory|prefecture|municipality|township|division"
    "|raion|rayon|oblast['’]?|kray|krai|respublika|republic|locality|city|woreda|zone|wilaya|subdistrict|sub-county|arrondissement"
    "|viloyati|tumani|vilayəti|provinsi|kabupaten"
    "|область|обл\\.|район|край|округ|республика|республіка"
    "|ولایت|ولايت|ولسوالۍ|ولسوالي|ولسوالی|ضلع|صوبہ"
)
_HEAD = re.compile(rf"^(?:the )?(?:{_BEFORE})(?<=['’])?\s*(?<=[\s'’])(?=\S)", re.IGNORECASE)
_TAIL = re.compile(rf"\s+(?:{_AFTER})$", re.IGNORECASE)
_COMMA = re.compile(r"^(.+?), (?:Respublika|Republic of|Republic)$")


def bare_name(name: str) -> str:
    """Return `name` without words of kind: 'Kunduz Province' gives 'Kunduz'; never ''."""
    comma = _COMMA.match(name)
    bare = comma[1] if comma else _TAIL.sub("", _HEAD.sub("", name))
    return bare.strip() or name


_OTHER_SCRIPTS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u0a80-\u0dff\u2e80-\u2fff]"
)


def is_kept_script(name: str) -> bool:
    """False for names in scripts of which alertbot reads no language (Han, Kana, Hangul, Thai ...)."""
    return not _OTHER_SCRIPTS.search(name)


_ADJECTIVE = re.compile(
    r"(?:ska|skaya|skyi|skiy|skyy|tskyi|tskiy)(?: (?:oblast'?|kray|raion|rayon|respublika))?$", re.IGNORECASE
)
_ENGLISH = re.compile(r"^([A-Z][A-Za-z'’ -]+?) (?:Oblast|Krai|Kray|Raion|Republic|Region|District)[’']?$")


def display_name(name: str, aliases: tuple[str, ...]) -> str:
    """Return how English writes a unit: 'Kharkiv' for 'Kharkivska oblast', else the bare name."""
    if not _ADJECTIVE.search(name):
        return bare_name(name)
    english = sorted((match[1] for alias in aliases if (match := _ENGLISH.match(alias))), key=len)
    plain = [alias for alias in english if not _ADJECTIVE.search(alias)]
    return plain[0] if plain else name


def is_adjective(name: str) -> bool:
    """Whether a unit's name is a Slavic adjective ('Belgorodskaya oblast')."""
    return bool(_ADJECTIVE.search(name))
