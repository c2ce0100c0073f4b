"""Finds who acts and who speaks in a text: armed groups, forces, offices, organisations, residents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alertbot.signals.actors_kinds import AUTHORITY, HARMFUL, STATE, ActorMention, ActorType, Authority
from alertbot.signals.actors_lexicon import ActorLexicon, Entry, Form, load_actors
from alertbot.signals.actors_words import bare_name, spellings
from alertbot.signals.text import Document, Part, Sentence, Token

__all__ = ["ActorLexicon", "ActorMention", "ActorType", "Authority", "find_actors", "load_actors"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A phrase found in a sentence, as indexes of its words."""

    first: int
    last: int
    """Index after the last word."""
    entry: Entry


def find_actors(document: Document, lexicon: ActorLexicon) -> tuple[ActorMention, ...]:
    """Every actor named in the sentences of `document`, in order, none overlapping.

    A common noun and the name or the nationality beside it are one actor ("rebelles du M23", "Rwandan
    soldiers"); a nationality alone is none; a country is one by its name, its capital or its weapons.
    """
    trie = lexicon.tries.get(document.language)
    if trie is None:
        return ()
    mentions: list[ActorMention] = []
    for sentence in document.sentences:
        if sentence.part is not Part.BOILERPLATE:
            mentions += _in_sentence(document, sentence, lexicon)
    return tuple(mentions)


def _in_sentence(document: Document, sentence: Sentence, lexicon: ActorLexicon) -> list[ActorMention]:
    pieces = _pieces(sentence, document.language, lexicon)
    actors = [piece for piece in _join(sentence, pieces) if _is_actor(piece)]
    return [_mention(document, sentence.tokens, _extend(document, sentence, piece)) for piece in actors]


def _is_actor(piece: _Piece) -> bool:
    """A weapon with a state's adjective stands for the state; alone neither is an actor."""
    if piece.entry.form is Form.WEAPON:
        return piece.entry.type is ActorType.COUNTRY
    return piece.entry.form not in (Form.JOINT, Form.ADJECTIVE)


def _pieces(sentence: Sentence, language: str, lexicon: ActorLexicon) -> list[_Piece]:
    words = [spellings(token.folded, language) for token in sentence.tokens]
    trie = lexicon.tries[language]
    begins = frozenset(trie.places(words))
    pieces: list[_Piece] = []
    last = 0
    for place, token in enumerate(sentence.tokens):
        if place < last or not (place in begins or token.text[0].isupper()):
            continue
        found = [
            (end, entry)
            for end, entry in trie.at(words, place)
            if _written_right(sentence.tokens[place:end], entry.capitals)
        ]
        piece = _Piece(place, *max(found, key=_weight)) if found else _organisation(sentence, place, lexicon)
        if piece is not None:
            pieces.append(piece)
            last = piece.last
    return pieces


_PREFERENCE = (Form.JOINT, Form.WEAPON, Form.ADJECTIVE, Form.COUNTRY, Form.GENERIC, Form.NAMED)


def _weight(match: tuple[int, Entry]) -> tuple[int, int]:
    return match[0], _PREFERENCE.index(match[1].form)


def _written_right(tokens: Sequence[Token], capitals: int) -> bool:
    if not capitals:
        return True
    letters = "".join([token.text for token in tokens])[:capitals]
    return letters == letters.upper()


def _organisation(sentence: Sentence, place: int, lexicon: ActorLexicon) -> _Piece | None:
    """A run of capitalised words that ends or begins with a head: Committee, Observatory, Authority."""
    tokens = sentence.tokens
    last = place
    if not tokens[place].text[0].isupper() or tokens[place].folded in _DETERMINERS:
        return None
    while last < len(tokens) and last - place < 7 and tokens[last].text[:1].isupper():
        if last > place and _apart(sentence, last):
            break
        last += 1
    for end in range(last, place + 1, -1):
        kind = lexicon.heads.get(tokens[end - 1].folded)
        if kind is not None:
            return _Piece(place, end, Entry(Form.NAMED, kind))
    kind = lexicon.heads.get(tokens[place].folded) if last - place > 1 or place > 0 else None
    return _Piece(place, max(last, place + 1), Entry(Form.NAMED, kind)) if kind and last > place else None


_DETERMINERS = frozenset({"the", "a", "an", "le", "la", "les", "l'", "el", "los", "las", "o", "os", "as"})


def _apart(sentence: Sentence, place: int) -> bool:
    """Whether punctuation stands between the word at `place` and the one before it."""
    between = sentence.text[
        sentence.tokens[place - 1].end - sentence.start : sentence.tokens[place].start - sentence.start
    ]
    return between.removeprefix("'s").removeprefix("’s") not in (" ", "-", "", "\u00a0", "’", "'")


_WITH_NATION = frozenset(
    {
        ActorType.FORCES,
        ActorType.AUTHORITIES,
        ActorType.OFFICIAL,
        ActorType.ARMED_GROUP,
        ActorType.SETTLERS,
        ActorType.MILITIA,
        ActorType.SPOKESPERSON,
        ActorType.RED_CROSS,
        ActorType.MEDIA,
        ActorType.GANG,
    }
)


def _join(sentence: Sentence, pieces: Sequence[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before is not None and before.last == piece.first and not _apart(sentence, piece.first):
            together = _together(joined, before, piece)
            if together is not None:
                joined.append(together)
                continue
        joined.append(piece)
    return joined


def _together(joined: list[_Piece], before: _Piece, piece: _Piece) -> _Piece | None:
    """The two (or three, over a joint) as one actor; takes what it uses off `joined`."""
    if before.entry.form is Form.JOINT and len(joined) > 1 and joined[-2].last == before.first:
        head = joined[-2]
        if _is_common(head) and piece.entry.form in (Form.NAMED, Form.COUNTRY) and _may_own(head, piece):
            del joined[-2:]
            return _one(head, piece)
        return None
    entries = {before.entry.form: before, piece.entry.form: piece}
    nation = entries.get(Form.ADJECTIVE) or entries.get(Form.COUNTRY)
    other = entries.get(Form.GENERIC) or entries.get(Form.NAMED)
    if nation is not None and other is not None and other.entry.type in _WITH_NATION:
        joined.pop()
        return _Piece(before.first, piece.last, replace(other.entry, country=nation.entry.country))
    if Form.ADJECTIVE in entries and Form.WEAPON in entries:
        joined.pop()
        return _Piece(before.first, piece.last, replace(entries[Form.ADJECTIVE].entry, form=Form.WEAPON))
    if _is_common(piece) and before.entry.form is Form.NAMED and _may_own(piece, before):
        joined.pop()
        return _Piece(before.first, piece.last, before.entry)
    if _is_common(before) and piece.entry.form is Form.NAMED and _may_own(before, piece):
        joined.pop()
        return _one(before, piece)
    return None


def _is_common(piece: _Piece) -> bool:
    return piece.entry.form is Form.GENERIC


def _may_own(head: _Piece, owner: _Piece) -> bool:
    """'fighters of the M23', 'police of Colombia'; not 'residents of Mali', 'hospital of the ICRC'."""
    if owner.entry.form is Form.COUNTRY:
        return head.entry.type in (ActorType.FORCES, ActorType.AUTHORITIES)
    return head.entry.type in HARMFUL and owner.entry.type in HARMFUL


def _one(head: _Piece, owner: _Piece) -> _Piece:
    entry = owner.entry
    if entry.form is Form.COUNTRY:
        entry = replace(head.entry, country=entry.country)
    return _Piece(head.first, owner.last, entry)


_OWN_NAME = frozenset({ActorType.NGO, ActorType.LOCAL, ActorType.MONITOR, ActorType.UN, ActorType.CHURCH})
_PEOPLE = frozenset({ActorType.LOCAL, ActorType.CHURCH})
"""Kinds that may be one person: what follows such a noun at once may be that person's name, kept out."""
_LINKS = frozenset(
    [
        "de",
        "du",
        "des",
        "d'",
        "la",
        "l'",
        "del",
        "los",
        "las",
        "da",
        "do",
        "das",
        "dos",
        "e",
        "y",
        "et",
        "of",
        "for",
        "the",
    ]
)


def _extend(document: Document, sentence: Sentence, piece: _Piece) -> _Piece:
    """Add the own name that follows an organisation: 'association Wafakoye', 'مكتب ... التابع للحكومة'."""
    tokens = sentence.tokens
    if piece.entry.type not in _OWN_NAME or document.language in ("en", "ru", "uk"):
        return piece
    if document.language == "sw":
        return _extend_swahili(sentence, piece)
    last, place = piece.last, piece.last
    if piece.entry.type in _PEOPLE and place < len(tokens) and tokens[place].text[:1].isupper():
        return piece
    while place < min(len(tokens), piece.last + 6) and not _apart(sentence, place):
        word = tokens[place]
        if _is_own_name(word, document.language, place - piece.last):
            last = place + 1
        elif word.folded not in _LINKS:
            break
        place += 1
    return replace(piece, last=last)


_SWAHILI_LINKS = frozenset({"la", "ya", "wa", "za", "cha", "kutetea", "kulinda", "haki", "watoto", "misaada"})
_SWAHILI_REACH = 8


def _extend_swahili(sentence: Sentence, piece: _Piece) -> _Piece:
    """'shirika la kutetea haki za watoto la BVES': the name comes last, after what the body is for."""
    tokens = sentence.tokens
    if piece.entry.type in _PEOPLE:
        return piece
    for place in range(piece.last, min(len(tokens), piece.last + _SWAHILI_REACH)):
        if _apart(sentence, place):
            return piece
        word = tokens[place]
        if word.text[:1].isupper():
            return replace(piece, last=place + 1)
        verb = len(spellings(word.folded, "sw")) > 1 and not word.folded.startswith("ku")
        if verb or (word.folded not in _SWAHILI_LINKS and place - piece.last > 4):
            return piece
    return piece


def _is_own_name(word: Token, language: str, distance: int) -> bool:
    if language == "ar":
        return distance < 3 and word.folded.startswith(("ال", "لل"))
    return word.text[:1].isupper()


def _mention(document: Document, tokens: Sequence[Token], piece: _Piece) -> ActorMention:
    start, end = tokens[piece.first].start, tokens[piece.last - 1].end
    start, end = _quoted_name(document, piece, start, end)
    entry = piece.entry
    implied = entry.form is Form.WEAPON
    name = entry.display if implied else bare_name(document.full[start:end], document.language)
    return ActorMention(
        start,
        end,
        name,
        entry.canonical or name,
        entry.type,
        entry.country,
        entry.type in HARMFUL,
        True,
        AUTHORITY[entry.type],
        implied,
        entry.form is Form.GENERIC and entry.country is None and entry.type not in STATE,
    )


def _quoted_name(document: Document, piece: _Piece, start: int, end: int) -> tuple[int, int]:
    """A quoted name right after a common noun belongs to it: проект «Тёплый вагон»."""
    if piece.entry.type not in _OWN_NAME - _PEOPLE or document.full[end : end + 2] not in (" «", " “", " „"):
        return start, end
    close = min(
        (place for mark in "»”“" if (place := document.full.find(mark, end + 2, end + 50)) > 0), default=-1
    )
    return (start, close + 1) if close > 0 else (start, end)
