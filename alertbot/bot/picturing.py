"""Maps on request: the button under an alert, and /map for all that the watches asked for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from html import escape

import structlog
from telegram import InputFile
from telegram.constants import ParseMode

from alertbot.alerts.incident_map import incident_map, map_caption
from alertbot.alerts.situation import situation_map
from alertbot.bot.delivering import unreadable
from alertbot.bot.direction import direct
from alertbot.bot.pace import Pace, Turn
from alertbot.bot.pausing import read_span
from alertbot.bot.recent import reaching_any
from alertbot.bot.screens import Screen
from alertbot.bot.talk import Talk, patiently
from alertbot.errors import JobKilled
from alertbot.gazetteer.centres import centre_of
from alertbot.model import ChatKind
from alertbot.model.pictures import Picture

MAP = "/map 30d"
USUAL_SPAN = timedelta(days=7)
_MAP_AGAIN = timedelta(hours=1)
log = structlog.get_logger(__name__)


async def press_map(talk: Talk, arguments: list[str]) -> str | None:
    """Send the map of an incident, in a group once an hour. Raises ValueError if the incident is gone."""
    t, code = talk.texts.gettext, arguments[0]
    incident = await talk.services.store.incidents.by_code(code)
    if incident is None or not talk.draws:
        raise ValueError(arguments)
    picture = incident_map(incident, talk.texts, partial(centre_of, talk.services.gazetteer))
    if picture is None:
        return t("There is no place to show for this incident.")
    if talk.chat.kind is not ChatKind.PRIVATE and not _first_lately(talk, incident.code):
        return t("The map was sent here less than an hour ago.")
    if not await send_picture(talk, picture, map_caption(incident, talk.texts)):
        return t("The picture could not be drawn. Please try again later.")
    return None


async def map_(talk: Talk, text: str) -> None:
    """`/map`, `/map 30d`, `/map NAME`: all that the chat's watches, or one of them, asked for, on a map."""
    watches = await talk.services.store.chats.watches(talk.chat.key)
    if not watches:
        await talk.reply(Screen(escape(talk.texts.gettext("This chat has no subscription: /subscribe"))))
        return
    named = [watch for watch in watches if watch.name and watch.name.casefold() == text.casefold()]
    try:
        span = USUAL_SPAN if named or not text else read_span(text)
    except ValueError:
        await talk.reply(unreadable(talk, text, "/map", MAP, "/map 4w"))
        return
    until = talk.services.clock()
    found = await reaching_any(talk, named or watches, until - span)
    locate = partial(centre_of, talk.services.gazetteer)
    made = situation_map(found, until - span, until, talk.texts, talk.chat.timezone, locate)
    if made is None:
        said = talk.texts.gettext("Nothing yet for your countries, kinds of harm and keywords.")
        await talk.reply(Screen(escape(said)))
    elif not await send_picture(talk, *made):
        await talk.reply(Screen(escape(made[1], quote=False)))


def new_map_pace() -> Pace:
    """How often the map of one incident is posted in one group."""
    return Pace(1, _MAP_AGAIN)


def _first_lately(talk: Talk, code: str) -> bool:
    number = int.from_bytes(code.encode())
    return talk.services.maps.take(number, talk.chat.telegram_id, talk.services.clock()) is Turn.ANSWER


async def send_picture(talk: Talk, picture: Picture, caption: str) -> bool:
    """Draw a picture and send it with a plain caption, answering what was pressed; False: there is none."""
    if talk.services.painter is None:
        return False
    try:
        drawn = await talk.services.painter.paint(picture)
    except JobKilled as error:
        log.warning("picture.not_drawn", reason=str(error))
        return False
    await patiently(
        lambda: talk.update.get_bot().send_photo(
            chat_id=talk.elsewhere or talk.chat.telegram_id,
            message_thread_id=None if talk.elsewhere else talk.chat.thread_id or None,
            photo=InputFile(drawn, filename="alertbot.png"),
            caption=direct(escape(caption, quote=False), talk.texts.is_rtl),
            parse_mode=ParseMode.HTML,
            reply_parameters=talk.pressed(),
        )
    )
    return True
