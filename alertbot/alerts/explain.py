"""Says a keyword rule back in plain words."""

from __future__ import annotations

from alertbot.alerts.keywords import And, Field, Not, Or, Rule, Term
from alertbot.texts import Texts

_WHERE = {
    Field.TITLE: "{what} in the title",
    Field.PLACE: "{what} as a place",
    Field.ACTOR: "{what} as the one accused",
    Field.SOURCE: "{what} as the source",
}


def explain(rule: Rule, texts: Texts) -> str:
    """Return the rule as a person would say it: '“kunduz” and not “road accident”'."""
    if isinstance(rule, Term):
        return _term(rule, texts)
    if isinstance(rule, Not):
        return texts.gettext("not {what}").format(what=explain(rule.part, texts))
    words = [explain(part, texts) for part in rule.parts]
    if isinstance(rule, And):
        return texts.gettext(" and ").join(
            _bracket(part, said) for part, said in zip(rule.parts, words, strict=True)
        )
    return texts.gettext(" or ").join(words)


def _term(term: Term, texts: Texts) -> str:
    quoted = f"“{term.typed.rstrip('*')}”"
    said = texts.gettext("words beginning with {what}").format(what=quoted) if term.prefix else quoted
    if term.field is Field.ANY:
        return said
    return texts.gettext(_WHERE[term.field]).format(what=said)


def _bracket(part: Rule, said: str) -> str:
    return f"({said})" if isinstance(part, Or | And) else said
