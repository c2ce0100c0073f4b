"""Charges of siding: 'civilians they accuse of collaborating with the army' blames the army for nothing."""

from __future__ import annotations

from alertbot.signals.claims_lexicon import Cue
from alertbot.signals.claims_sentence import Found, Placed, Told

_REACH, _CHARGE = 3, 5
_PARTING = ",،;:.!?؛—–"


def sided_with(told: Told, placed: Placed) -> bool:
    """Whether victims are said to help, obey or belong to the actor."""
    return any(
        0 <= placed.first - cue.last <= _REACH and not _parted(told, cue.last, placed.first)
        for cue in told.of(Cue.SIDING)
    )


def charges_siding(told: Told, accusation: Found) -> bool:
    """Whether a verb of accusing charges people with taking a side: no claim about who did the harm."""
    for cue in told.of(Cue.SIDING):
        if 0 <= cue.first - accusation.last <= _CHARGE and not _parted(told, accusation.last, cue.first):
            return True
        if told.language == "fa" and 0 <= accusation.first - cue.last <= _CHARGE:
            return True
    return False


def _parted(told: Told, first: int, last: int) -> bool:
    return any(mark in told.between(first, last) for mark in _PARTING)
