"""Which of the deliveries due to a chat go now, which wait, and which share one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from alertbot.alerts.quiet import quiet_until
from alertbot.model import Chat, DeliveryId, Due, Hold, Turns

HOUR = timedelta(hours=1)
MOST_TOGETHER = 25
"""Alerts told in one message: a line each, so that all fit Telegram's 4096 characters and 100 entities."""
FEW = 3
"""So many alerts that waited over a pause still come one by one."""


def take_turns(chat: Chat, due: Sequence[Due], sent: Sequence[datetime], now: datetime) -> Turns:
    """Return what becomes of all that is due to a chat, judged by its settings as they are now.

    `due` is in order of planning; `sent` are the times at which alerts left for the chat in the last hour,
    in order. What is extreme goes at once, whatever the hour and the number. In quiet hours the rest waits
    until they end. What waited over a pause shares messages if it is many. A chat with a limit gets at most
    so many messages an hour: while more is due than may go, the last of these messages tells of the rest, and
    after it everything waits until an hour has passed since the first.
    """
    urgent = tuple(one.id for one in due if one.urgent)
    rest = [one for one in due if not one.urgent]
    until = quiet_until(chat.quiet, chat.timezone, now)
    if until:
        return Turns(urgent, held=tuple(one.id for one in rest), until=until, hold=Hold.QUIET)
    letters = tuple(one.id for one in rest if one.letter)
    alerts = [one for one in rest if not one.letter]
    away = [one for one in alerts if one.away]
    if len(away) > FEW:
        return Turns((*urgent, *letters), tuple(one.id for one in away[:MOST_TOGETHER]))
    first = Turns((*urgent, *letters))
    return _within_limit(first, [one.id for one in alerts], chat.hourly, [*sent, *[now] * len(urgent)], now)


def _within_limit(
    first: Turns, alerts: list[DeliveryId], hourly: int, sent: Sequence[datetime], now: datetime
) -> Turns:
    lately = [moment for moment in sent if now - moment < HOUR]
    free = hourly - len(lately)
    if not hourly or len(alerts) <= free:
        return replace(first, alone=(*first.alone, *alerts))
    if free <= 0:
        until = lately[-hourly] + HOUR
        return replace(first, held=tuple(alerts), until=until, hold=Hold.LIMIT)
    alone, together = alerts[: free - 1], alerts[free - 1 :]
    late = together[MOST_TOGETHER:]
    return replace(
        first,
        alone=(*first.alone, *alone),
        together=tuple(together[:MOST_TOGETHER]),
        held=tuple(late),
        until=now + HOUR if late else None,
        hold=Hold.LIMIT if late else None,
    )
