"""Maps and charts on request: the button under an alert."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from html import escape

import structlog
from telegram import InputFile
from telegram.constants import ParseMode

from alertbot.alerts.incident_map import incident_map, map_caption
from alertbot.bot.direction import direct
from alertbot.bot.pace import Pace, Turn
from alertbot.bot.talk import Talk, patiently
from alertbot.errors import JobKilled
from alertbot.gazetteer.centres import centre_of
from alertbot.model import ChatKind
from alertbot.model.pictures import Picture

_MAP_AGAIN = timedelta(hours=1)
log = structlog.get_logger(__name__)


async def press_map(talk: Talk, arguments: list[str]) -> str | None:
    """Send the map of an incident, in a group once an hour. Raises ValueError if the incident is gone."""
    t, code = talk.texts.gettext, arguments[0]
    incident = await talk.services.store.incidents.by_code(code)
    if incident is None:
        raise ValueError(arguments)
    picture = incident_map(incident, talk.texts, partial(centre_of, talk.services.gazetteer))
    if picture is None:
        return t("There is no place to show for this incident.")
    if talk.chat.kind is not ChatKind.PRIVATE and not _first_lately(talk, incident.code):
        return t("The map was sent here less than an hour ago.")
    if not await send_picture(talk, picture, map_caption(incident, talk.texts)):
        return t("The picture could not be drawn. Please try again later.")
    return None


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
