"""Judges whether a word that could be a place's name is used as one."""

from __future__ import annotations

from alertbot.gazetteer.fold import fold
from alertbot.ports import GazetteerPlace
from alertbot.signals.places_context import Around, Relation
from alertbot.signals.places_extent import UNCASED, splits, unknown_run
from alertbot.signals.places_names import Hit
from alertbot.signals.places_tokens import Span, is_headline, is_upper
from alertbot.signals.places_words import ARABIC_STOP, KIND, NAME_STOP, OFFICES, SPATIAL, STREETS

_BIG = 100_000
_BARE_BIG = 150_000
"""Population from which a name in Arabic script counts without a word of place beside it."""
_TOWN = 20_000
_TIED = 2_000
"""Population from which a name in Arabic script counts after a preposition."""
_ACRONYM = 5
_LONGEST_UNKNOWN = 4
_PLAIN_KINDS = ("village", "town", "camp", "district")


def is_place(span: Span, hit: Hit, around: Around, name: str, lower: frozenset[str]) -> bool:
    """Whether a name of the gazetteer is used as one here; `lower`: words the text also writes small."""
    big = _is_big(hit.candidates)
    if _is_street(span):
        return False
    if span.length == 1 and (_is_common(span, name) or _sounds_alike(span, hit, around)):
        return False
    if span.language not in UNCASED and _is_cut(span, around, big):
        return False
    if not around.chained and _is_noun_with_article(span, name):
        return False
    if around.kind or around.chained or around.relation is Relation.DATELINE:
        return True
    if around.relation is Relation.BARE and not hit.exact and span.opens():
        return False
    if span.language in UNCASED:
        return _is_place_uncased(span, hit, around)
    return _is_place_cased(span, hit, around, big, lower)


def _is_street(span: Span) -> bool:
    before, after = span.before(), span.after()
    if before is not None and span.first.joined and before.folded in STREETS:
        return True
    return (
        span.language == "en"
        and after is not None
        and after.joined
        and after.capital
        and after.folded in STREETS
    )


def _is_big(candidates: tuple[GazetteerPlace, ...]) -> bool:
    return any(place.kind == "admin1" or place.population >= _BIG for place in candidates)


def _is_common(span: Span, name: str) -> bool:
    """Whether a single word is an everyday one that some place is also called."""
    folded = fold(name)
    if folded in KIND or len(folded) < 3:
        return True
    if span.language in UNCASED:
        return folded in ARABIC_STOP or span.first.folded in ARABIC_STOP
    return folded in NAME_STOP


def _is_noun_with_article(span: Span, name: str) -> bool:
    """'La ville', 'El río', 'The Village': some place is called so, but not here."""
    article, _, noun = fold(name).partition(" ")
    small = span.language not in UNCASED and not span.last.capital
    return article in _ARTICLES and (small or KIND.get(noun) in (*_PLAIN_KINDS, "province"))


_ARTICLES = frozenset({"the", "le", "la", "les", "el", "los", "las", "o", "a", "os", "as"})


def _sounds_alike(span: Span, hit: Hit, around: Around) -> bool:
    """'Мэр города' is no Mer, 'в Тисе' no Tis: a Cyrillic word whose Latin spelling some place has."""
    if not hit.foreign or around.chained or any(place.population >= _TOWN for place in hit.candidates):
        return False
    return span.opens() or len(span.folded) < _SHORTEST_FOREIGN


_SHORTEST_FOREIGN = 5


def _is_cut(span: Span, around: Around, big: bool) -> bool:
    """Whether the name goes on behind the span ('Pedra' of 'Pedra Lisa')."""
    if big or not around.in_name or around.after_name or is_headline(span.sentence):
        return False
    run = unknown_run(span)
    return run is not None and run.length > span.length


def _is_place_uncased(span: Span, hit: Hit, around: Around) -> bool:
    known = max((place.population for place in hit.candidates), default=0)
    if hit.attached or around.relation is not Relation.BARE:
        return known >= _TIED or any(place.kind != "place" for place in hit.candidates)
    if span.length > 1:
        return _is_big(hit.candidates)
    return known >= _BARE_BIG and len(span.folded) > 3


def _is_place_cased(span: Span, hit: Hit, around: Around, big: bool, lower: frozenset[str]) -> bool:
    single, opens = span.length == 1, span.opens()
    if single and _is_acronym(span):
        return False
    if single and opens and span.first.text.casefold() in lower:
        return False
    if around.in_name and not is_headline(span.sentence):
        return big and around.relation is not Relation.BARE and not around.after_name
    if around.relation is not Relation.BARE or big or not single:
        return True
    return not opens and any(place.population >= _TOWN for place in hit.candidates)


def _is_acronym(span: Span) -> bool:
    text = span.first.text
    return text.isupper() and len(text) <= _ACRONYM and not is_upper(span.sentence)


def is_plausible(span: Span, around: Around) -> bool:
    """Whether a name that the gazetteer does not have may be taken for a place."""
    first, single = span.first, span.length == 1
    if _is_street(span):
        return False
    if (first.folded in NAME_STOP and (single or span.start == 0)) or (single and first.folded in KIND):
        return False
    if span.language in UNCASED:
        return around.kind not in (None, "area")
    if _misleads(span) or splits(span):
        return False
    if around.kind in _PLAIN_KINDS or around.listed or around.leads:
        return True
    if span.length >= _LONGEST_UNKNOWN:
        return False
    if around.kind:
        return around.relation is not Relation.BARE
    before = span.before()
    tied = before is not None and first.joined and before.plain in SPATIAL
    return tied and around.relation is not Relation.SEAT


def _misleads(span: Span) -> bool:
    """Whether the capital of an unknown name proves nothing: an acronym, the start of a sentence."""
    if span.first.text.isupper() and not is_upper(span.sentence):
        return True
    if span.language in ("ru", "uk") and span.first.folded.startswith(OFFICES):
        return True
    if span.start > 0:
        return False
    after = span.after()
    if span.length > 1:
        return span.language in ("ru", "uk")
    return after is None or after.folded not in KIND
