"""The spellings under which a word may stand in the lexicon: Arabic writes small words joined on."""

from __future__ import annotations

import re
from functools import lru_cache

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_SHORTEST = 3
_SUBJECT_TENSE = re.compile(r"(?:wa|a|li|ya|i|zi|u|ki|vi|tu)(?:li|me|na|ta|ka)(?=.{2})")
_HEADLINE = re.compile(r"(?:wa|ya|la|cha|za|a)(?=.{2})")
_INFINITIVE = re.compile(r"ku(?=.{4})")
_OBJECT = re.compile(r"(?:mw|wa|m|i|zi|li|ya|ki|vi|u)(?=.{2})")


@lru_cache(maxsize=65536)
def spellings(folded: str, language: str) -> tuple[str, ...]:
    """The word itself; in Arabic also without و ف ب ل ك and the article; Swahili verbs as infinitives."""
    if language == "sw":
        return _infinitives(folded)
    if language != "ar" or len(folded) <= _SHORTEST:
        return (folded,)
    found = [folded]
    if folded.startswith(_CONJUNCTIONS):
        found.append(folded[1:])
    found += [word[1:] for word in found if word.startswith(_PREPOSITIONS) and len(word) > _SHORTEST]
    bare = []
    for word in found:
        if word.startswith("ال") and len(word) > _SHORTEST + 1:
            bare.append(word[2:])
        elif word.startswith("ل") and folded.lstrip("وف").startswith("لل") and len(word) > _SHORTEST:
            bare.append(word[1:])
    return tuple(dict.fromkeys(found + bare))


def _infinitives(folded: str) -> tuple[str, ...]:
    """`waliwafukuza` (they drove them away) is also `kufukuza`."""
    found = [folded]
    for verb in (_SUBJECT_TENSE, _HEADLINE, _INFINITIVE):
        match = verb.match(folded)
        if match is None:
            continue
        root = folded[match.end() :]
        found.append(f"ku{root}")
        object_ = _OBJECT.match(root)
        if object_ is not None:
            found.append(f"ku{root[object_.end() :]}")
    return tuple(dict.fromkeys(found))


def bare_name(name: str, language: str) -> str:
    """A name as it is shown: in Arabic without و ف ب ل written onto its article."""
    if language != "ar":
        return name
    stem = name[1:] if name[:1] in _CONJUNCTIONS and name[1:3] in ("ال", "لل") else name
    if stem.startswith("لل"):
        return "ا" + stem[1:] if len(stem) > _SHORTEST else stem
    return stem[1:] if stem[:1] in _PREPOSITIONS and stem[1:3] == "ال" else stem
