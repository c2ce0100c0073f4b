"""What Telegram shows of us beside messages: the menus, and the words of an empty chat."""

from __future__ import annotations

import structlog
import telegram
from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from alertbot.bot.commands import COMMANDS
from alertbot.bot.operator_table import OPERATOR_COMMANDS
from alertbot.bot.screens import description
from alertbot.bot.services import Services
from alertbot.model import LANGUAGES
from alertbot.texts import Texts

log = structlog.get_logger(__name__)


async def publish_menu(bot: telegram.Bot, services: Services) -> None:
    """Give every language its menu, and each operator one that holds the operators' commands too."""
    try:
        for language in ("", *LANGUAGES):
            await _publish(bot, services.texts(language or "en"), language or None)
        for operator in services.operators:
            await _publish_operator(bot, services, operator)
    except TelegramError as error:
        log.warning("bot.menu_unpublished", reason=str(error))


async def _publish(bot: telegram.Bot, texts: Texts, language: str | None) -> None:
    """In groups, those who are no administrators see what they may use."""
    menu = [(BotCommand(c.name, texts.gettext(c.description)), c.changes) for c in COMMANDS]
    everything = [command for command, _ in menu]
    harmless = [command for command, changes in menu if not changes]
    for scope, shown in (
        (telegram.BotCommandScopeDefault(), everything),
        (telegram.BotCommandScopeAllGroupChats(), harmless),
        (telegram.BotCommandScopeAllChatAdministrators(), everything),
    ):
        await bot.set_my_commands(shown, scope=scope, language_code=language)
    await bot.set_my_description(description(texts), language_code=language)
    await bot.set_my_short_description(
        texts.gettext("Alerts about forced displacement and abuse"), language_code=language
    )


async def _publish_operator(bot: telegram.Bot, services: Services, operator: int) -> None:
    """Telegram refuses the menu of a chat that never wrote to us: it comes with the next start."""
    known = await services.store.chats.find(operator)
    if known is None:
        return
    texts = services.texts(known.language)
    menu = [BotCommand(one.name, texts.gettext(one.description)) for one in (*COMMANDS, *OPERATOR_COMMANDS)]
    await bot.set_my_commands(menu, scope=BotCommandScopeChat(operator))
