"""What a change of settings means for what waits: deliveries held back, and the next digest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, literal, null, update

from alertbot.model import Chat, ChatKey, DeliveryState, Hold
from alertbot.store.database import Transaction
from alertbot.store.tables import chats, deliveries


def digest_times(chat: Chat) -> dict[str, Any]:
    """Values for the chat's row: with another digest or zone its next time is worked out anew.

    A digest that begins tells of nothing from before.
    """
    same = and_(chats.c.digest == chat.digest, chats.c.timezone == chat.timezone)
    begins = and_(chats.c.digest == "", literal(chat.digest) != "")
    return {
        "digest_at": case((same, chats.c.digest_at), else_=null()),
        "digest_since": case((begins, null()), else_=chats.c.digest_since),
    }


async def judge_again(transaction: Transaction, key: ChatKey) -> None:
    """What waited for quiet hours or the limit is due since it was planned."""
    held = update(deliveries).where(
        deliveries.c.chat_key == key,
        deliveries.c.state == DeliveryState.PENDING,
        deliveries.c.held.in_((Hold.QUIET, Hold.LIMIT)),
    )
    await transaction.run(held.values(due_at=deliveries.c.created_at, held=None))


async def mark_away(transaction: Transaction, keys: Sequence[int]) -> None:
    """What waited while these chats were paused or refused us."""
    waited = update(deliveries).where(
        deliveries.c.chat_key.in_(keys), deliveries.c.state == DeliveryState.PENDING
    )
    await transaction.run(waited.values(held=Hold.AWAY))
