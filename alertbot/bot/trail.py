"""/audit: who changed what and when, in pages, for operators; it holds no words of anybody's messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from alertbot.alerts.safe import clean, clip, isolate
from alertbot.bot.members import pages
from alertbot.bot.screens import Screen
from alertbot.bot.talk import Talk
from alertbot.ports import AuditEvent

EXAMPLE = "/audit chat.changed"
PAGE = 8
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T][\d:.]+\+\d\d:\d\d")
"""An aware moment as the trail keeps it, such as an invitation's end."""
_WANTED = re.compile(r"[a-z_.]{0,24}|-?\d{1,19}")
_LONGEST = 160


async def audit(talk: Talk, text: str) -> None:
    """The trail, of everything or of an action, a person or a chat."""
    wanted = text.strip().lower()
    if not _WANTED.fullmatch(wanted):
        said = talk.texts.gettext("Write the start of an action, or a Telegram number:")
        await talk.reply(Screen(f"{escape(said)}\n<code>{EXAMPLE}</code>\n<code>/audit 123456789</code>"))
        return
    await talk.reply(await _page(talk, 0, wanted))


async def press_audit(talk: Talk, arguments: list[str]) -> None:
    """'PAGE:FILTER'. Raises ValueError for anything else."""
    page, wanted = int(arguments[0]), arguments[1]
    if page < 0 or not _WANTED.fullmatch(wanted):
        raise ValueError(wanted)
    await talk.show(await _page(talk, page, wanted))


async def _page(talk: Talk, page: int, wanted: str) -> Screen:
    t = talk.texts.gettext
    events = await talk.services.store.audit.page(wanted, PAGE + 1, page * PAGE)
    title = f"<b>🗒 {escape(t('What was changed'))}</b>" + (
        f" · <code>{escape(wanted)}</code>" if wanted else ""
    )
    lines = [_line(talk, event) for event in events[:PAGE]] or [escape(t("Nothing is noted."))]
    return Screen("\n".join([title, "", *lines]), pages(f"trail:{{}}:{wanted}", page, len(events) > PAGE))


def _line(talk: Talk, event: AuditEvent) -> str:
    when = talk.texts.date_time(event.at, talk.chat.timezone)
    who = f"👤 {event.actor}" if event.actor else "🤖"
    where = f" → {event.telegram_id}" if event.telegram_id and event.telegram_id != event.actor else ""
    told = isolate(clip(clean(_told(event.details, talk)), _LONGEST), talk.texts.is_rtl)
    return f"• {escape(when)} · {who}{where} · <b>{escape(event.action)}</b>\n  {escape(told)}"


def _told(details: Mapping[str, Any], talk: Talk) -> str:
    """'language: en → fr; paused: False → True'."""
    return "; ".join(f"{name}: {_value(value, talk)}" for name, value in details.items())


def _value(value: Any, talk: Talk) -> str:
    if isinstance(value, list) and len(value) == len(("old", "new")):
        return " → ".join(_value(one, talk) for one in value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return talk.texts.date_time(datetime.fromisoformat(value), talk.chat.timezone)
    return "–" if value in (None, "") else str(value)
