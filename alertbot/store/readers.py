"""What becomes of a reader's verdicts and suggestions when a chat is erased or moves."""

from __future__ import annotations

from sqlalchemy import delete, update

from alertbot.store.database import Transaction
from alertbot.store.reader_tables import feedback, suggestions
from alertbot.store.tables import feeds


async def forget_reader(transaction: Transaction, telegram_id: int) -> None:
    """Erase what a person said, in any chat, and from whom suggestions and feeds came; the addresses stay."""
    await transaction.run(delete(feedback).where(feedback.c.person == telegram_id))
    mine = update(suggestions).where(suggestions.c.telegram_id == telegram_id)
    await transaction.run(mine.values(telegram_id=None))
    added = update(feeds).where(feeds.c.added_by == telegram_id)
    await transaction.run(added.values(added_by=None))


async def move_reader(transaction: Transaction, source: int, target: int) -> None:
    """Verdicts given in a chat that is merged into another were given there."""
    await transaction.run(update(feedback).where(feedback.c.chat_key == source).values(chat_key=target))
