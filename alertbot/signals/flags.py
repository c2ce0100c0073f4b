"""Flags: context tags and cross-cutting flags of an article ('returns', 'children', 'camp' ...)."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.signals.evidence import Evidence
from alertbot.signals.match import Found

_TAG = {
    "commemoration": "commemoration",
    "fiction": "commemoration",
    "trial": "accountability",
    "hazard": "disaster_displacement",
    "returns": "returns",
    "rumour": "retraction",
    "retraction": "retraction",
}
"""Genre that took evidence out of the news -> context tag."""
_FLAGS = ("children", "women", "aid_workers")
_FLAG_NAMES = {"aid_workers": "aid_worker"}


def context_of(found: Sequence[Found], evidence: Sequence[Evidence], alert: bool) -> tuple[str, ...]:
    """The context tags of evidence that was no news, and who is among those harmed."""
    tags = [_TAG[item.genre] for item in evidence if item.genre in _TAG]
    if alert:
        seen = {concept for item in evidence if item.live for concept in item.concepts}
        tags += [_FLAG_NAMES.get(flag, flag) for flag in _FLAGS if flag in seen]
    return tuple(dict.fromkeys(tags))
