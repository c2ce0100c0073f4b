"""/incident: the full card of one incident."""

from __future__ import annotations

from html import escape

from alertbot.alerts.card import card
from alertbot.alerts.keyboard import alert_keyboard
from alertbot.bot.muting import unknown_code
from alertbot.bot.records import answered_record, last_record
from alertbot.bot.screens import Screen
from alertbot.bot.talk import Talk, rows_of

INCIDENT = "/incident K7Q2"


async def incident(talk: Talk, text: str) -> None:
    """`/incident CODE`; without a code that of the alert answered, or of the last one."""
    code = text.strip().upper()
    if not code:
        record = await answered_record(talk) or await last_record(talk)
        code = record.incident if record else ""
    if not code:
        said = talk.texts.gettext("Which incident? Send the code that stands in the alert, for example:")
        await talk.reply(Screen(f"{escape(said)}\n<code>{INCIDENT}</code>"))
        return
    store = talk.services.store
    found = await store.incidents.by_code(code)
    if found is None or found.id is None:
        await talk.reply(unknown_code(talk, code, INCIDENT))
        return
    html = card(found, await store.incidents.revisions(found.id), talk.texts, talk.chat.timezone)
    if code != found.code:
        moved = talk.texts.gettext("{old} is now part of {new}.").format(old=code, new=found.code)
        html = f"<i>{escape(moved)}</i>\n{html}"
    mutes = await store.mutes.of_chat(talk.chat.key)
    keys = alert_keyboard(found, talk.texts, muted=found.code in mutes.incidents, drawn=talk.draws)
    await talk.reply(Screen(html, rows_of(keys)))
