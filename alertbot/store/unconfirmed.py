"""Which operators have not heard yet that alerts may not have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, literal, or_, select

from alertbot.model import ChatKind, DeliveryState, NoticeKind
from alertbot.store.operator_tables import notices
from alertbot.store.tables import chats, deliveries

NEWS = timedelta(hours=72)
"""What became unconfirmed before that is told to nobody any more."""
AT_MOST_EVERY = timedelta(hours=1)


def unconfirmed_unknown(operators: Sequence[int], now: datetime) -> Select[tuple[int]]:
    """Private chats of operators who heard of none, or an hour ago, and more became unconfirmed since."""
    of_ours = (notices.c.kind == NoticeKind.UNCONFIRMED, notices.c.chat_key == chats.c.id)
    told = select(func.max(notices.c.created_at)).where(*of_ours).correlate(chats).scalar_subquery()
    since = select(literal(1)).where(
        deliveries.c.state == DeliveryState.UNCONFIRMED,
        deliveries.c.finished_at > now - NEWS,
        or_(told.is_(None), deliveries.c.finished_at > told),
    )
    return select(chats.c.id).where(
        chats.c.telegram_id.in_(operators),
        chats.c.kind == ChatKind.PRIVATE,
        or_(told.is_(None), told <= now - AT_MOST_EVERY),
        since.correlate(chats).exists(),
    )
