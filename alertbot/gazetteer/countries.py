"""Names, adjectives and peoples of countries in every language alertbot reads: which country a word means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from babel import Locale
from babel.core import get_global

from alertbot.errors import ConfigurationError
from alertbot.gazetteer import slavic
from alertbot.gazetteer.fold import fold
from alertbot.model import LANGUAGES

_KOSOVO = {"XK": "XKX"}
_SURE = _KOSOVO | {
    "CD": "COD", "DE": "DEU", "FI": "FIN", "FM": "FSM", "FR": "FRA", "GB": "GBR", "MM": "MMR", "PS": "PSE",
    "RO": "ROU", "RS": "SRB", "RU": "RUS", "TL": "TLS", "YE": "YEM",
}  # fmt: skip
"""Codes of which CLDR's aliases list an older one first."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = frozenset(("en", "fr", "es", "pt", "ru", "uk", "ar", "fa", "sw"))


@dataclass(frozen=True, slots=True)
class CountryNames:
    """Folded words (`fold.fold`) to ISO 3166-1 alpha-3 codes.

    Some words mean two countries ('Congolese', 'Niger' the state): all are given, the likeliest first.
    """

    names: Mapping[str, tuple[str, ...]]
    peoples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: Mapping[str, str] = field(default_factory=dict)
    _openings: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        openings = frozenset(start for words in (self.names, self.peoples) for start in openings_of(words))
        object.__setattr__(self, "_openings", openings)

    def country(self, folded: str) -> tuple[str, ...]:
        """Countries of that name, () if it is none."""
        return self.names.get(folded, ())

    def people(self, folded: str) -> tuple[str, ...]:
        """Countries to which that adjective or word for a people belongs, () if it is none."""
        return self.peoples.get(folded, ())

    def opens(self, folded: str) -> bool:
        """Whether a longer name or word for a people begins with these folded words."""
        return folded in self._openings


def openings_of(names: Iterable[str]) -> Iterator[str]:
    """The words with which a name of several words begins: 'south sudan' gives 'south'."""
    for name in names:
        place = name.find(" ")
        while place > 0:
            yield name[:place]
            place = name.find(" ", place + 1)


def load_country_names(path: Path) -> CountryNames:
    """Read `config/countries.yaml` and add every country's name of CLDR.

    Raises ConfigurationError naming the line if the file is no mapping of country codes to words.
    """
    names: dict[str, list[str]] = {}
    peoples: dict[str, list[str]] = {}
    codes = _alpha3()
    for language in LANGUAGES:
        for alpha2, name in Locale(language).territories.items():
            if alpha2 in codes:
                _add(names, _name_forms(language, name), codes[alpha2])
    for code, entry in _entries(path).items():
        for language, text in entry.items():
            words = [word.strip() for word in text.split(",") if word.strip()]
            if language == "also":
                _add(names, words, code)
            else:
                _add(peoples, (form for word in words for form in _people_forms(language, word)), code)
    return CountryNames(_frozen(names), _frozen(peoples))


def _alpha3() -> dict[str, str]:
    """ISO alpha-2 of territories to alpha-3."""
    found = dict(_KOSOVO)
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1:
            found.setdefault(targets[0], alias)
    return found | _SURE


def _entries(path: Path) -> dict[str, dict[str, str]]:
    try:
        entries = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  (both are safe loaders)
    except (OSError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error
    if not isinstance(entries, dict):
        raise ConfigurationError(f"{path} must map country codes to words, as `AFG: {{en: Afghan}}`.")
    for code, entry in entries.items():
        if not (isinstance(code, str) and len(code) == 3 and code.isupper() and isinstance(entry, dict)):
            raise ConfigurationError(
                f"{path}: {code!r} must be an ISO 3166-1 alpha-3 code with languages below it."
            )
        wrong = [
            key for key, text in entry.items() if key not in _WORDS | {"also"} or not isinstance(text, str)
        ]
        if wrong:
            raise ConfigurationError(
                f"{path}: {code}: {wrong[0]!r} must be a language or 'also', with words as text."
            )
    return entries


def _name_forms(language: str, name: str) -> Iterable[str]:
    if language in ("ru", "uk"):
        return slavic.country_forms(name)
    short = name.split(" (")[0]
    return {name, short, short.removeprefix("the ").removeprefix("The ")}


def _people_forms(language: str, word: str) -> Iterable[str]:
    if language in ("ru", "uk"):
        return slavic.people_forms(word)
    if language == "en":
        return {word} if word.endswith(("s", "sh", "ch", "ese", "men")) else {word, word + "s"}
    if language == "ar":
        return _arabic(word)
    if language == "fa":
        return {word, word + " ها", word + "ها", word + " های", word + "های", word + "ان"}
    if language == "sw":
        return {word}
    masculine, _, feminine = word.partition("/")
    feminines = {feminine} if feminine else _feminine(language, masculine)
    return {form + s for form in {masculine, *feminines} for s in ("", "s", "es")} | _odd_plurals(
        language, masculine
    )


def _feminine(language: str, word: str) -> set[str]:
    if language == "fr":
        if word.endswith(("en", "on")):
            return {word + "ne"}
        return {word} if word.endswith("e") else {word + "e"}
    plain = {
        "és": "esa",
        "ês": "esa",
        "án": "ana",
        "ão": "ã",
        "ón": "ona",
        "ín": "ina",
        "ol": "ola",
        "eu": "eia",
    }
    if word[-2:] in plain:
        return {word[:-2] + plain[word[-2:]]}
    return {word[:-1] + "a"} if word.endswith("o") else {word}


def _odd_plurals(language: str, word: str) -> set[str]:
    plurals = {"és": "eses", "ês": "eses", "án": "anes", "ão": "ães", "ón": "ones", "ol": "oles"}
    found = {word[:-2] + plurals[word[-2:]]} if word[-2:] in plurals else set()
    return found | ({word[:-2] + "ãos", word[:-2] + "óis"} if language == "pt" else set())


def _arabic(nisba: str) -> set[str]:
    forms = {nisba, nisba + "ة", nisba + "ين", nisba + "ون", nisba + "ات", nisba + "ان"}
    return forms | {" ".join("ال" + part for part in form.split()) for form in forms}


def _add(target: dict[str, list[str]], words: Iterable[str], code: str) -> None:
    for word in words:
        folded = fold(word)
        known = target.setdefault(folded, [])
        if folded and code not in known:
            known.append(code)


def _frozen(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(codes) for word, codes in found.items() if word}
