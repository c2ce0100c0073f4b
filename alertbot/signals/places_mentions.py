"""Finds the spans of a text that name a place or a country, with what the gazetteer knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from alertbot.gazetteer.countries import CountryNames
from alertbot.gazetteer.fold import fold
from alertbot.ports import Gazetteer, GazetteerPlace
from alertbot.signals import places_context as context
from alertbot.signals import places_names as names
from alertbot.signals.places_tokens import Word, words_of
from alertbot.signals.places_words import ARABIC_STOP, BREAKS, COMPOUND, INNER, KIND, NAME_STOP, SPATIAL
from alertbot.signals.text import Document, Part, Sentence, dateline

UNCASED = frozenset(("ar", "fa"))
LONGEST = 6
"""Words in a name that is looked up."""


class Relation(StrEnum):
    """How the words around a name tie it to what is told."""

    AT = "at"
    FROM = "from"
    TO = "to"
    NEAR = "near"
    BARE = "bare"
    """No word of place: often a government ('Moscow said') or a person of that name."""
    SEAT = "seat"
    """Where somebody speaks, sits or is treated."""
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span that names a place; `full[start:end] == text`."""

    start: int
    end: int
    text: str
    sentence: int
    """Index of its sentence."""
    relation: Relation
    candidates: tuple[GazetteerPlace, ...] = ()
    """What the gazetteer has under that name; empty for a country and for a name it does not know."""
    countries: tuple[str, ...] = ()
    """ISO3 of the country or people named."""
    people: bool = False
    """An adjective or people ('Sudanese'), not the country itself."""
    kind: str | None = None
    """'village', 'town', 'camp', 'district', 'province' or 'area' where a word beside the name says so."""


@dataclass(frozen=True, slots=True)
class PlaceMentions:
    """All mentions of a document in order of position."""

    mentions: tuple[PlaceMention, ...]


def find_places(document: Document, gazetteer: Gazetteer, countries: CountryNames) -> PlaceMentions:
    """Find every place and country that the text names, boilerplate left out.

    A name that the gazetteer does not have is a mention if a word of kind stands beside it ('the village
    of Um Haraz'); persons, months and organisations are left out as well as their context allows.
    """
    finder = _Finder(document, gazetteer, countries)
    found: list[PlaceMention] = []
    for sentence in document.sentences:
        if sentence.part is not Part.BOILERPLATE:
            found += finder.read(sentence)
    return PlaceMentions(tuple(found))


class _Finder:
    """Reads sentence after sentence of one document."""

    def __init__(self, document: Document, gazetteer: Gazetteer, countries: CountryNames) -> None:
        self._document = document
        self._language = document.language
        self._lookup = names.Lookup(gazetteer, countries, document.language)
        self._dateline = dateline(document)
        self._cased = document.language not in UNCASED
        self._lower = names.lower_words(document) if self._cased else frozenset()

    def read(self, sentence: Sentence) -> Iterator[PlaceMention]:
        words = words_of(self._document, sentence)
        position = 0
        previous: PlaceMention | None = None
        while position < len(words):
            found = self._at(words, position, sentence, previous)
            if found is None:
                position += 1
                continue
            mention, position = found
            previous = mention
            yield mention

    def _at(
        self, words: list[Word], position: int, sentence: Sentence, previous: PlaceMention | None
    ) -> tuple[PlaceMention, int] | None:
        if not self._may_start(words, position):
            return None
        for length in range(min(LONGEST, len(words) - position), 0, -1):
            if not self._may_span(words, position, length):
                continue
            hit = self._lookup.find(words, position, length)
            if hit is None:
                continue
            mention = self._mention(words, position, length, sentence, hit, previous)
            if mention is not None:
                return mention, position + length
        return self._unknown(words, position, sentence, previous)

    def _may_start(self, words: list[Word], position: int) -> bool:
        word = words[position]
        if self._cased:
            return word.text[:1].isupper()
        return len(word.folded) > 1 and not word.text[0].isdigit()

    def _may_span(self, words: list[Word], position: int, length: int) -> bool:
        part = words[position : position + length]
        if any(not word.joined for word in part[1:]) or self._splits(words, position, length):
            return False
        if not self._cased:
            return True
        return (part[-1].text[0].isupper() or self._language in ("ru", "uk", "en", "es", "pt", "sw")) and all(
            word.text[0].isupper() or word.folded in INNER or word.folded in KIND or word.text[0].isdigit()
            for word in part[1:]
        )

    def _splits(self, words: list[Word], position: int, length: int) -> bool:
        """Whether the span cuts a hyphenated name ('Prince' of 'Port-au-Prince')."""
        if not self._cased:
            return False
        after = position + length
        if (
            after < len(words)
            and words[after].hyphened
            and words[after].joined
            and not words[after].text.isdigit()
        ):
            return True
        if (
            after + 1 < len(words)
            and words[after].joined
            and words[after].folded in INNER
            and words[after + 1].hyphened
        ):
            return True
        return position > 0 and words[position].hyphened and words[position - 1].text[0].isupper()

    def _mention(
        self,
        words: list[Word],
        position: int,
        length: int,
        sentence: Sentence,
        hit: names.Hit,
        previous: PlaceMention | None,
    ) -> PlaceMention | None:
        around = context.around(words, position, length, self._document, previous)
        relation = self._relation(words[position], around)
        if relation is Relation.BARE and not hit.exact and self._language in ("ru", "uk"):
            relation = Relation.AT  # the case ending is the preposition
        mention = self._make(words, position, length, sentence, relation, hit, around)
        if hit.countries and not hit.people:
            return mention
        if hit.people:
            return mention
        return mention if self._credible(words, position, length, sentence, mention, around, hit) else None

    def _relation(self, word: Word, around: context.Around) -> Relation:
        if self._dateline and self._dateline[0] <= word.start < self._dateline[1]:
            return Relation.DATELINE
        return Relation(around.relation)

    def _make(
        self,
        words: list[Word],
        position: int,
        length: int,
        sentence: Sentence,
        relation: Relation,
        hit: names.Hit | None,
        around: context.Around,
    ) -> PlaceMention:
        start = words[position].start + (hit.skipped if hit else around.skipped)
        end = words[position + length - 1].end
        text = self._document.full[start:end]
        if self._language == "en" and text.endswith(("'s", "’s")):
            text, end = text[:-2], end - 2
        return PlaceMention(
            start, end, text, sentence.index, relation,
            hit.candidates if hit else (), hit.countries if hit else (), bool(hit and hit.people), around.kind,
        )  # fmt: skip

    def _credible(
        self,
        words: list[Word],
        position: int,
        length: int,
        sentence: Sentence,
        mention: PlaceMention,
        around: context.Around,
        hit: names.Hit,
    ) -> bool:
        """Whether a name of the gazetteer is used as one here."""
        known = max((place.population for place in mention.candidates), default=0)
        big = any(place.kind == "admin1" for place in mention.candidates) or known >= 100_000
        folded = fold(mention.text)
        if length == 1 and (
            folded in NAME_STOP
            if self._cased
            else folded in ARABIC_STOP or words[position].folded in ARABIC_STOP
        ):
            return False
        if length == 1 and (folded in KIND or len(folded) < 3):
            return False
        if (
            self._cased
            and around.in_name
            and not around.after_name
            and not big
            and self._run(words, position) > length
        ):
            return False
        if around.kind or around.chained or mention.relation is Relation.DATELINE:
            return True
        if around.relation == "bare" and not hit.exact and names.opens(words, position, sentence):
            return False
        if not self._cased:
            if hit.attached or around.relation != "bare":
                return known >= 2_000 or any(place.kind != "place" for place in mention.candidates)
            return (big and len(folded) >= 4 and length == 1 and known >= 150_000) or (length > 1 and big)
        if (
            words[position].text.isupper()
            and length == 1
            and len(words[position].text) <= 5
            and not names.is_upper(sentence)
        ):
            return False
        if (
            length == 1
            and names.opens(words, position, sentence)
            and words[position].text.casefold() in self._lower
        ):
            return False
        if around.in_name:
            return big and around.relation != "bare" and not around.after_name
        if around.relation != "bare":
            return True
        return big or length > 1 or (known >= 20_000 and not names.opens(words, position, sentence))

    def _unknown(
        self, words: list[Word], position: int, sentence: Sentence, previous: PlaceMention | None
    ) -> tuple[PlaceMention, int] | None:
        """A name that the gazetteer does not have, where a word of kind or a chain of places tells what it is."""
        length = self._run(words, position)
        if not length:
            return None
        around = context.around(words, position, length, self._document, previous)
        if not self._plausible(words, position, length, sentence, around):
            return None
        if self._lookup.names_people(words, position, length):
            return None
        relation = self._relation(words[position], around)
        mention = self._make(words, position, length, sentence, relation, None, around)
        return mention, position + length

    def _plausible(
        self, words: list[Word], position: int, length: int, sentence: Sentence, around: context.Around
    ) -> bool:
        """Whether a name that nobody knows may be taken for a place."""
        first = words[position]
        if (
            first.folded in NAME_STOP
            and (length == 1 or position == 0)
            or (length == 1 and first.folded in KIND)
        ):
            return False
        if not self._cased:
            return around.kind not in (None, "area")
        if position == 0 and self._language in ("ru", "uk") and length > 1 and around.kind:
            return False
        if position == 0 and length == 1 and (len(words) == 1 or words[1].folded not in KIND):
            return False
        if first.text.isupper() and not names.is_upper(sentence) or self._splits(words, position, length):
            return False
        if around.kind in ("village", "town", "camp", "district") or around.listed or around.leads:
            return True
        if around.kind:
            return length < 4 and around.relation != "bare"
        before = words[position - 1] if position else None
        return (
            before is not None
            and first.joined
            and before.text.casefold() in SPATIAL
            and length < 4
            and around.relation != "seat"
        )

    def _run(self, words: list[Word], position: int) -> int:
        """How many words from here on look like one name."""
        if not self._cased:
            return self._uncased_run(words, position)
        length = 1
        while length < 4 and position + length < len(words):
            word = words[position + length]
            if not word.joined:
                break
            if word.text[0].isupper() and not (word.folded in KIND and self._language == "en"):
                length += 1
                continue
            after = words[position + length + 1] if position + length + 1 < len(words) else None
            if (
                word.folded in INNER
                and (word.hyphened or self._glued(words, position + length))
                and after
                and after.joined
                and (after.text[0].isupper())
            ):
                length += 2
                continue
            break
        return length + self._numbered(words, position, length)

    def _numbered(self, words: list[Word], position: int, length: int) -> int:
        """1 if a short number ends the name before a comma or stop ('Chak 84, a village')."""
        after = position + length
        if (
            after >= len(words)
            or not words[after].joined
            or len(words[after].text) > 3
            or not words[after].text.isdigit()
        ):
            return 0
        return int(after + 1 >= len(words) or not words[after + 1].joined)

    def _glued(self, words: list[Word], inner: int) -> bool:
        """Whether a small word belongs to the name ('Jib al-Jarrah', 'Amatenango de la Frontera')."""
        return self._language in ("fr", "es", "pt") or (inner + 1 < len(words) and words[inner + 1].hyphened)

    def _uncased_run(self, words: list[Word], position: int) -> int:
        first = words[position]
        if position == 0 or words[position - 1].folded not in KIND or not first.joined:
            return 0
        if (
            first.folded in BREAKS
            or first.folded in KIND
            or (first.folded in ARABIC_STOP and first.folded not in COMPOUND)
        ):
            return 0
        following = words[position + 1] if position + 1 < len(words) else None
        pair = first.folded in COMPOUND or first.folded.startswith(("سياه", "چهار"))
        if (
            following
            and following.joined
            and pair
            and following.folded not in BREAKS
            and following.folded not in KIND
        ):
            return 2
        return 1
