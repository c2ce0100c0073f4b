"""Tells who says it, who is blamed, who denies it, and so what the status of a claim is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from alertbot.model import Status
from alertbot.signals.actors import ActorMention
from alertbot.signals.text import Document

__all__ = ["ClaimLexicon", "Claims", "load_claims", "read_claims"]


@dataclass(frozen=True, slots=True)
class Claims:
    """Who blames whom for the event of an article, in the words of the text."""

    perpetrators: tuple[str, ...]
    """The best supported first; ('unknown',) where the text names nobody. None is ever invented."""
    sources: tuple[str, ...]
    denied_by: tuple[str, ...]
    status: Status
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimLexicon:
    """Words of saying, blaming and denying in nine languages."""


def load_claims(config_dir: Path) -> ClaimLexicon:
    """Read `config_dir/claims/<lang>.yaml`. Raises ConfigurationError naming the file and the entry."""
    return ClaimLexicon()


def read_claims(
    document: Document,
    actors: Sequence[ActorMention],
    focus: Sequence[tuple[int, int]],
    lexicon: ClaimLexicon,
) -> Claims:
    """Read the claims about the event told in the `focus` sentences (spans of `full`, the leading one first).

    `status` follows the rules of the field notes, 2.2: a UN or official count, the perpetrator's own word
    or two independent sources confirm; a rejection by the accused or its authority makes it denied.
    """
    return Claims(("unknown",), (), (), Status.ALLEGED, ())
