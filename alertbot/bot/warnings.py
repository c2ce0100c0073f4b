"""What operators are told when a part of the house is in trouble, and when it works again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from alertbot.errors import AlertbotError
from alertbot.ops.health import Standing
from alertbot.ports import ChatStore
from alertbot.texts import Texts

TROUBLES: Mapping[str, str] = {
    "database": "The database cannot be written: nothing new is read or sent.",
    "telegram": "Telegram takes no messages from me.",
    "updates": "I get no messages from people any more.",
    "deliveries": "Alerts wait longer than ten minutes to be sent.",
    "articles": "Articles wait longer than half an hour to be read.",
    "feeds": "No feed can be read any more.",
    "sandbox": "The processes that read pages keep dying.",
    "stages": "A part of me hangs or keeps failing.",
}
"""By the names of the parts (ops/probes.py)."""
_LONGEST_DETAIL = 500
_KNOWN_ANYWAY = (Forbidden, BadRequest)
"""An operator who does not want to hear of it, or never wrote to the bot."""


@dataclass(frozen=True, slots=True)
class OperatorWarnings:
    """Writes to every operator, in their language as far as it is known."""

    bot: telegram.Bot
    operators: Sequence[int]
    chats: ChatStore
    texts: Callable[[str], Texts]

    async def __call__(self, part: str, standing: Standing, now: datetime) -> bool:
        """Tell of trouble, or that it is over; True once every operator was told or cannot be told."""
        told = [await self._tell(operator, part, standing) for operator in self.operators]
        return all(told)

    async def _tell(self, operator: int, part: str, standing: Standing) -> bool:
        texts, timezone = await self._habits(operator)
        try:
            await self.bot.send_message(
                operator, write_warning(part, standing, texts, timezone), telegram.constants.ParseMode.HTML
            )
        except _KNOWN_ANYWAY:
            return True
        except TelegramError:
            return False
        return True

    async def _habits(self, operator: int) -> tuple[Texts, str]:
        """Language and time zone; English and UTC while the database cannot be asked."""
        try:
            chat = await self.chats.find(operator)
        except AlertbotError:
            chat = None
        return (self.texts(chat.language), chat.timezone) if chat else (self.texts("en"), "UTC")


def write_warning(part: str, standing: Standing, texts: Texts, timezone: str) -> str:
    """The message as Telegram HTML."""
    t = texts.gettext
    what = escape(t(TROUBLES[part]))
    if standing.over:
        return "✅ " + escape(t("It works again:")) + f" <s>{what}</s>"
    since = texts.date_time(standing.since, timezone) if standing.since else "?"
    lines = [f"⚠️ <b>{what}</b>", escape(t("Since {time}.").format(time=since))]
    lines.append(f"<code>{escape(standing.detail[:_LONGEST_DETAIL])}</code>")
    lines.append(escape(t("I shall write once more, when it works again. Look closer: alertbot health")))
    return "\n".join(lines)
