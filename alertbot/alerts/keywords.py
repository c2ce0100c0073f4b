"""The query language of keywords: what people may type, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from alertbot.alerts.words import split
from alertbot.errors import AlertbotError
from alertbot.texts import Texts

MOST_LETTERS = 256
"""Of a rule."""
MOST_LETTERS_OF_TERM = 64
MOST_TERMS = 20
SHORTEST_PREFIX = 3
EXAMPLE = 'kunduz (looted OR burn*) -"road accident"'


class Field(StrEnum):
    """Where a term must stand; ANY: anywhere."""

    ANY = "any"
    TITLE = "title"
    PLACE = "place"
    ACTOR = "actor"
    SOURCE = "source"


class Problem(StrEnum):
    """What is wrong with a typed rule: English message ids with `{found}` for the piece at fault."""

    EMPTY = "There is no word in it."
    TOO_LONG = "It is too long: a rule may have 256 letters, a word or phrase 64."
    TOO_MANY = "It has more than 20 words; make two rules of it."
    QUOTE = "A quotation mark is not closed."
    OPEN = "A bracket is not closed."
    CLOSE = "A bracket is closed that was not opened."
    OR = "OR needs a word on both sides."
    FIELD = "“{found}” is not a place to search: use title:, place:, actor: or source:."
    NOTHING = "“{found}” has no letter or digit to search for."
    PREFIX = "“{found}” is too short: give at least 3 letters before *."
    STAR = "In “{found}” the * may stand at the end only."
    ONLY_NOT = "It only says what to leave out; say also what to look for."


class KeywordError(AlertbotError):
    """A typed rule cannot be understood; the message says why and gives a correct example."""

    permanent = True

    def __init__(self, problem: Problem, found: str = "") -> None:
        self.problem = problem
        self.found = found
        super().__init__(f"{problem.value.format(found=found)} Example: {EXAMPLE}")

    def explain(self, texts: Texts) -> str:
        """Return the message in the reader's language."""
        said = texts.gettext(self.problem.value).format(found=self.found)
        return f"{said} {texts.gettext('Example: {rule}').format(rule=EXAMPLE)}"


@dataclass(frozen=True, slots=True)
class Term:
    """One word, phrase or prefix."""

    words: tuple[str, ...]
    """Folded; the last one is a prefix if `prefix`."""
    prefix: bool
    field: Field
    typed: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not occur."""

    part: Rule


@dataclass(frozen=True, slots=True)
class And:
    """Every part must hold."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One part must hold."""

    parts: tuple[Rule, ...]


Rule = Term | Not | And | Or

_TOKEN = re.compile(
    r'\s*(?:(?P<minus>-)(?=\S)|(?P<open>\()|(?P<close>\))|(?P<field>[^\W\d]\w*):(?!/)|"(?P<phrase>[^"]*)"'
    r'|(?P<word>[^\s()"]+))'
)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟＂", '"'))


def parse_rule(typed: str) -> Rule:
    """Return the meaning of a typed rule. Raises KeywordError."""
    text = typed.translate(_QUOTES).strip()
    if len(text) > MOST_LETTERS:
        raise KeywordError(Problem.TOO_LONG)
    if text.count('"') % 2:
        raise KeywordError(Problem.QUOTE)
    rule = _Parser(text).rule()
    if not needs_something(rule):
        raise KeywordError(Problem.ONLY_NOT)
    return rule


def terms_of(rule: Rule) -> list[Term]:
    """Return every word, phrase and beginning of a rule in order, also those that must not occur."""
    if isinstance(rule, Term):
        return [rule]
    parts = (rule.part,) if isinstance(rule, Not) else rule.parts
    return [term for part in parts for term in terms_of(part)]


def needs_something(rule: Rule) -> bool:
    """Return whether the rule can only hold where some word of it occurs."""
    if isinstance(rule, And):
        return any(needs_something(part) for part in rule.parts)
    if isinstance(rule, Or):
        return all(needs_something(part) for part in rule.parts)
    return isinstance(rule, Term)


class _Parser:
    """Recursive descent over: or := and (OR and)*; and := not+; not := -not | ( or ) | term."""

    def __init__(self, text: str) -> None:
        self._pieces = [(match.lastgroup or "", match.group().strip()) for match in _TOKEN.finditer(text)]
        self._at = 0
        self._terms = 0

    def rule(self) -> Rule:
        if not self._pieces:
            raise KeywordError(Problem.EMPTY)
        rule = self._either()
        if self._peek() == "close":
            raise KeywordError(Problem.CLOSE)
        return rule

    def _peek(self) -> str:
        if self._at >= len(self._pieces):
            return ""
        kind, piece = self._pieces[self._at]
        return "or" if kind == "word" and piece == "OR" else kind

    def _either(self) -> Rule:
        parts = [self._all()]
        while self._peek() == "or":
            self._at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Rule:
        if self._peek() == "or":
            raise KeywordError(Problem.OR)
        parts: list[Rule] = []
        while self._peek() not in ("", "or", "close"):
            parts.append(self._one())
        if not parts:
            raise KeywordError(
                Problem.OR if self._at and self._pieces[self._at - 1][1] == "OR" else Problem.EMPTY
            )
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Rule:
        kind, piece = self._pieces[self._at]
        self._at += 1
        if kind == "minus":
            if self._peek() in ("", "close", "or"):
                raise KeywordError(Problem.NOTHING, "-")
            return Not(self._one())
        if kind == "open":
            return self._group()
        return self._term(kind, piece)

    def _group(self) -> Rule:
        rule = self._either()
        if self._peek() != "close":
            raise KeywordError(Problem.OPEN)
        self._at += 1
        return rule

    def _term(self, kind: str, piece: str) -> Term:
        field = Field.ANY
        if kind == "field":
            field = _field(piece)
            kind, piece = self._pieces[self._at] if self._at < len(self._pieces) else ("", "")
            if kind not in ("word", "phrase"):
                raise KeywordError(Problem.NOTHING, f"{field.value}:")
            self._at += 1
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise KeywordError(Problem.TOO_MANY)
        return _term(piece, field)


def _field(piece: str) -> Field:
    name = piece.rstrip(":").casefold()
    if name not in ("title", "place", "actor", "source"):
        raise KeywordError(Problem.FIELD, f"{name}:")
    return Field(name)


def _term(piece: str, field: Field) -> Term:
    if len(piece) > MOST_LETTERS_OF_TERM + 2:
        raise KeywordError(Problem.TOO_LONG)
    bare = piece.strip('"')
    prefix = bare.endswith("*")
    if "*" in bare.rstrip("*"):
        raise KeywordError(Problem.STAR, bare)
    words = tuple(split(bare))
    if not words:
        raise KeywordError(Problem.NOTHING, bare)
    if prefix and sum(map(len, words)) < SHORTEST_PREFIX:
        raise KeywordError(Problem.PREFIX, bare)
    return Term(words, prefix, field, bare)
