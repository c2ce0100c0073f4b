"""Who is told of an alert, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from alertbot.alerts.judge import judge_watch
from alertbot.alerts.matching import SearchText
from alertbot.model import (
    Alert,
    Change,
    ChangeKind,
    Chat,
    ChatKey,
    Incident,
    Match,
    Watch,
    WatchId,
    Way,
)

TO_EVERYBODY_TOLD = frozenset({ChangeKind.CORRECTED, ChangeKind.RETRACTED, ChangeKind.DENIED})
"""What must reach everyone who got an earlier revision and did not unsubscribe, paused or not."""
THROUGH_MUTES = frozenset({ChangeKind.CORRECTED, ChangeKind.RETRACTED})
"""What reaches even a chat that muted the incident, if it was told of it."""
_LEAST_PRESSING_FIRST = (Way.DIGEST, Way.SILENT, Way.AT_ONCE)
NO_WATCH = WatchId(0)
"""Stands in a match that no watch asked for: the chat was told earlier."""


def plan(
    alert: Alert,
    watches: Sequence[tuple[Chat, Watch]],
    told: frozenset[ChatKey],
    keyword_hits: Set[str] | None = None,
) -> tuple[Match, ...]:
    """Return who gets an alert, one match a chat, in the order of `watches`.

    First alerts go to chats of which a watch matches; updates also to chats told earlier; corrections,
    denials and retractions to everybody in `told`; chats that watch nothing any more are not in it. Paused
    chats are planned for like others and get it when they resume. Where several watches of a chat match, the
    one that presses most counts, the first of equals. `keyword_hits` are the rules that
    a `KeywordIndex` found true of the incident; without it every rule is held against the text here.
    """
    text = SearchText.of_incident(alert.incident) if keyword_hits is None else None
    matches: dict[ChatKey, Match] = {}
    for chat, watch in watches:
        before = matches.get(chat.key)
        if before and _urgency(before.way, chat) >= _urgency(watch.way, chat):
            continue
        found = _match(alert.incident, chat, watch, text, keyword_hits)
        if found:
            matches[chat.key] = found
    owed = told if alert.change.kind is not ChangeKind.FIRST else frozenset()
    for match in _owed(alert.change, watches, owed - matches.keys()):
        matches[match.chat] = match
    return tuple(matches.values())


def spare(
    matches: Sequence[Match], change: Change, told: frozenset[ChatKey], muting: frozenset[ChatKey]
) -> tuple[Match, ...]:
    """Return the matches without chats that muted the incident or all its feeds.

    A correction or withdrawal of what a chat was told reaches it all the same: it may have acted on it.
    """
    owed = told if change.kind in THROUGH_MUTES else frozenset()
    return tuple(match for match in matches if match.chat not in muting - owed)


def match(incident: Incident, chat: Chat, watch: Watch, articles: Sequence[str] = ()) -> Match | None:
    """Return the match of one watch with its reason, or None; `articles`: full texts to search as well."""
    return _match(incident, chat, watch, SearchText.of_incident(incident, articles), None)


def _match(
    incident: Incident,
    chat: Chat,
    watch: Watch,
    text: SearchText | None,
    keyword_hits: Set[str] | None,
) -> Match | None:
    if keyword_hits is not None and watch.keywords and keyword_hits.isdisjoint(watch.keywords):
        return None
    verdict = judge_watch(watch, incident, chat, text, keyword_hits)
    return Match(chat.key, watch.id or NO_WATCH, verdict.reason, way=watch.way) if verdict.matched else None


def _urgency(way: Way | None, chat: Chat) -> int:
    """Higher presses more; a watch without a way is as pressing as its chat."""
    if way is None:
        way = Way.AT_ONCE if chat.immediate else Way.DIGEST
    return _LEAST_PRESSING_FIRST.index(way)


def _owed(
    change: Change, watches: Sequence[tuple[Chat, Watch]], chats: frozenset[ChatKey]
) -> Iterator[Match]:
    listening = {chat.key: watch.id or NO_WATCH for chat, watch in reversed(watches)}
    for chat in sorted(chats):
        if chat in listening or change.kind in TO_EVERYBODY_TOLD:
            yield Match(chat, listening.get(chat, NO_WATCH), "told of this incident earlier")
