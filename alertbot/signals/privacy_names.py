"""Finds the names of private people in an article: victims, witnesses, relatives, children."""

from __future__ import annotations

import re
from functools import lru_cache

from alertbot.signals.privacy_words import WORDS, PersonWords

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽƏŞİА-ЯЁІЇЄҐ]"
_SMALL = r"[\w'’ʼ-]"
_PARTICLE = r"(?:al-|el-|Al-|El-|ad-|bin |bint |ibn |van |von |de |da |dos |del |ben |ould |ag )"
_FORENAME = rf"{_CAPITAL}{_SMALL}{{1,30}}"
_NAME = (
    rf"(?:{_CAPITAL}\. ?){{0,2}}(?:[Aa]l-|[Ee]l-)?{_FORENAME}"
    rf"(?:[ \u00a0-](?:{_CAPITAL}\.|{_PARTICLE}?{_FORENAME})){{0,3}}"
)
_FULL_NAME = (
    rf"(?:{_CAPITAL}\. ?){{0,2}}{_FORENAME}(?:[ \u00a0](?:{_CAPITAL}\.(?!\w)|{_PARTICLE}?{_FORENAME})){{1,3}}"
)
_INITIALS = rf"(?:{_CAPITAL}\.[ \u00a0]?){{1,3}}(?!\w)|{_FORENAME} {_CAPITAL}\.(?! ?{_CAPITAL})"
_ARABIC_NAME = r"[\u0621-\u06cc\u200c]{2,20}(?: [\u0621-\u06cc\u200c]{2,20})?"
_QUOTE = "[\"“”«»„'‘’]"
_ADJECTIVE_AGE = r"\d{1,3}(?:-year-old|-летн\w+|-річн\w+)"
_BARE_AGE = r"(?:, | \()\d{1,2}(?=[,.)](?!\d))"
_AGE_LIKE = re.compile(_BARE_AGE)
_LONGEST = 60
_NO_NAME = frozenset(
    re.findall(
        r"\S+",
        """
        the a an some about nearly almost around over more at eleven families we he she it they in on for
        from le la les l' un une des du el los las unos unas una o os as um uma uns umas monsieur madame в
        на по из у о об за от до к с и а но при після від з із та january february march april may june
        july august september october november december monday tuesday wednesday thursday friday saturday
        sunday
        """,
    )
)
"""Words with a capital that begin no person's name."""
_BODIES = frozenset(
    re.findall(
        r"\S+",
        """
        watch wire monitor forum network committee council association federation union agency authority
        commission ministry department office army force forces police front movement group organisation
        organization cross crescent observatory centre center institute foundation charity rights nations
        unicef ocha unhcr hcr acnur oim iom msf hrw amnesty unrwa onu monusco minusca court bank party
        radio press news times post church mission gobierno ejército policía protección civil cruz roja
        defensoría fiscalía gobernación ministerio secretaría comité consejo comisión asociación red junta
        guardia polícia defesa proteção vermelha governo exército ministério associação comissão croix
        rouge croissant ministère conseil armée gendarmerie état unies ligue umoja mataifa shirika msalaba
        jeshi serikali polisi wizara министерство минобороны совет комитет служба міністерство рада
        комітет
        """,
    )
)
"""Words that make a capitalised run a body, not a person."""


def private_names(text: str, language: str) -> tuple[str, ...]:
    """Names (and initials) in `text` that belong to people without an office, longest first.

    A name is private where a kinship, an age, a private role or 'named' stands beside it and no office does.
    """
    words = WORDS.get(language)
    if words is None:
        return ()
    found: set[str] = set()
    office = _office(language)
    numbered = _AGE_LIKE.search(text) is not None
    for pattern in _patterns(language):
        if not numbered and pattern.pattern.endswith(_BARE_AGE):
            continue
        for match in pattern.finditer(text):
            name = match["name"].strip(" ,،\u00a0")
            if (
                len(name) > _LONGEST
                or _is_no_person(name)
                or _holds_office(office, text, match.start("name"), match.end("name"))
            ):
                continue
            found.add(name)
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _is_no_person(name: str) -> bool:
    words = re.split(r"[\s'’-]+", name.lower())
    if re.match(r"[ldjnqs]['’]", name, re.IGNORECASE):
        return True
    if words[0] in _NO_NAME or _BODIES.intersection(words):
        return True
    return len(name) > 2 and "." not in name and name == name.upper() and name != name.lower()


def _holds_office(office: re.Pattern[str], text: str, start: int, end: int) -> bool:
    before = re.split(r"[.;:!?\n]", text[max(0, start - 50) : start])[-1] + text[start:end]
    after = re.match(
        r"(?:, | \()(?:the |le |la |el |o |a |un |une |una |um |uma )?[^,.;)\n]{0,40}", text[end : end + 60]
    )
    return bool(office.search(before) or (after and office.search(after.group())))


@lru_cache(maxsize=16)
def _office(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{WORDS[language].office})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    words = WORDS[language]
    shapes = _arabic(words) if language in ("ar", "fa") else _cased(words)
    return tuple(re.compile(shape) for shape in shapes)


def _cased(words: PersonWords) -> tuple[str, ...]:
    person = rf"(?:{words.kin}|{words.role})"
    name = rf"(?P<name>{_NAME})"
    full = rf"(?P<name>{_FULL_NAME})"
    return (
        rf"(?<!\w){person},? (?:(?:{words.called}),? )?{_QUOTE}?{name}",
        rf"(?<!\w)(?:{words.called}),? {_QUOTE}?{name}",
        rf"(?<![\w.]){name}{_QUOTE}?(?:, | \()(?:{words.age})",
        rf"(?<![\w.]){name}" + _BARE_AGE,
        rf"{_ADJECTIVE_AGE},? {_QUOTE}?{name}",
        rf"(?<![\w.]){name}{_QUOTE}? [\[(][^()\[\]]{{0,40}}(?:{words.alias})",
        rf"(?<![\w.]){name}, (?:{words.life})(?!\w)",
        rf"(?<![\w.]){full}, (?:an? |the |une? |una? |uma? )?(?:\w+ )?{person}(?!\w)",
        rf"(?<!\w)(?:{words.say}) {full}(?=[,.;]|$)",
        rf"[”»\"],? (?:{words.say}) {name}",
        rf"(?:^|[.!?»”\"] |\n){full} (?:{words.say})(?!\w)",
        rf"(?<!\w){person},? (?P<name>{_INITIALS})",
        rf"(?<![\w.])(?P<name>{_INITIALS}),? \(?(?:{words.age}|\d{{1,2}}(?=[,.)](?!\d)))",
    )


def _arabic(words: PersonWords) -> tuple[str, ...]:
    name = rf"(?P<name>{_ARABIC_NAME})"
    return (
        rf"(?<!\w)(?:{words.called}) [\"«“]?{name}",
        rf"(?<!\w)(?:{words.role}) {name}(?=,? ?،? ?\(?(?:{words.age}))",
        rf"(?<!\w){name}[»”\"]? [\[(](?:{words.alias})",
        rf"[«“\"](?P<name>[^«»“”\"]{{2,30}})[»”\"] ?[\[(]?(?:{words.alias})",
    )
