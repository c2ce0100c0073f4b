"""Operators' commands about people and rooms: who asks, who is in, let in, shut out, invite."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from html import escape

from alertbot.alerts.safe import clip, isolate
from alertbot.bot.gate import digest_of
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk, tell
from alertbot.model import Access, AccessMode, AccessState

INVITE, APPROVE, REVOKE = "/invite 7d 20", "/approve 123456789", "/revoke 123456789"
PAGE = 6
_INVITE = re.compile(r"(?P<days>\d{1,3})\s*[a-zа-я]?(?:\s+(?P<uses>\d{1,4}))?", re.IGNORECASE)
_MOST_DAYS, _MOST_USES = 90, 1000
_DAYS, _USES = 7, 10
_ID = re.compile(r"-?\d{1,19}")
_SIGNS = {
    AccessState.REQUESTED: "🙋",
    AccessState.GRANTED: "✅",
    AccessState.DECLINED: "🚫",
    AccessState.REVOKED: "⛔️",
}


async def invite(talk: Talk, text: str) -> None:
    """Make a link that lets people in: for how many days, for how many people."""
    found = _INVITE.fullmatch(text.strip()) if text else None
    days = int(found["days"]) if found else _DAYS
    uses = int(found["uses"] or _USES) if found else _USES
    if (text and found is None) or not (1 <= days <= _MOST_DAYS and 1 <= uses <= _MOST_USES):
        t = talk.texts.gettext
        said = t("Write for how many days (1 to 90) and how many people (1 to 1000) the link is good:")
        await talk.reply(Screen(f"{escape(said)}\n<code>{INVITE}</code>"))
        return
    await talk.reply(await _invitation(talk, days, uses))


async def _invitation(talk: Talk, days: int, uses: int) -> Screen:
    t, texts = talk.texts.gettext, talk.texts
    code = secrets.token_urlsafe(24)
    expires = talk.services.clock() + timedelta(days=days)
    await talk.services.store.access.invite(digest_of(code), expires, uses)
    username = talk.update.get_bot().username
    until = t("Good until {time}, for {number} people. I keep no copy of it.").format(
        time=texts.date_time(expires, talk.chat.timezone), number=texts.number(uses)
    )
    lines = [f"🔗 https://t.me/{username}?start={code}", escape(until)]
    if talk.services.access is AccessMode.OPEN:
        lines.append(escape(t("This bot is open to everybody: nobody needs a link.")))
    return Screen("\n".join(lines))


async def users(talk: Talk, _: str) -> None:
    """List who asks and who was decided about, with buttons to decide."""
    await talk.reply(await _page(talk, 0))


async def approve(talk: Talk, text: str) -> None:
    """Let somebody in by number."""
    await _each(talk, text, APPROVE, _let_in)


async def revoke(talk: Talk, text: str) -> None:
    """Shut somebody out by number; nothing is erased."""
    await _each(talk, text, REVOKE, _shut_out)


async def press_user(talk: Talk, arguments: list[str]) -> str | None:
    """'page:N', or 'ok', 'no', 'out' with a number. Raises ValueError for anything else."""
    verb, number = arguments[0], int(arguments[1])
    if verb == "page":
        await talk.show(await _page(talk, max(0, number)))
        return None
    notice = await {"ok": _let_in, "no": _decline, "out": _shut_out}[_known(verb)](talk, number)
    if len(arguments) > len(("verb", "number")):
        await talk.show(await _page(talk, max(0, int(arguments[2]))))
    else:
        await talk.show(Screen(escape(notice)))
    return notice


def _known(verb: str) -> str:
    if verb not in ("ok", "no", "out"):
        raise ValueError(verb)
    return verb


async def _each(talk: Talk, text: str, example: str, decide: Callable[[Talk, int], Awaitable[str]]) -> None:
    parts = text.replace(",", " ").split()
    if not parts or not all(_ID.fullmatch(part) for part in parts):
        said = talk.texts.gettext("Write the Telegram number of the person or chat (/users lists them):")
        await talk.reply(Screen(f"{escape(said)}\n<code>{example}</code>"))
        return
    await talk.reply(Screen("\n".join([escape(await decide(talk, int(part))) for part in parts[:20]])))


async def _let_in(talk: Talk, number: int) -> str:
    store, now = talk.services.store, talk.services.clock()
    await store.access.grant(number, talk.chat.telegram_id, now)
    texts = talk.services.texts(await _language(talk, number))
    welcome = texts.gettext("You may use this bot now. Send /start to choose what you want to hear of.")
    told = number > 0 and await tell(talk.update.get_bot(), number, Screen(escape(welcome)), texts)
    said = talk.texts.gettext("{number} may use the bot.").format(number=_shown(talk, number))
    return said if told or number < 0 else f"{said} {talk.texts.gettext('I cannot write to them yet.')}"


async def _decline(talk: Talk, number: int) -> str:
    await talk.services.store.access.refuse(number, AccessState.DECLINED, talk.services.clock())
    texts = talk.services.texts(await _language(talk, number))
    sorry = texts.gettext("You have no access to this bot. Please ask the people who run it.")
    await tell(talk.update.get_bot(), number, Screen(escape(sorry)), texts)
    return talk.texts.gettext("{number} was declined.").format(number=_shown(talk, number))


async def _shut_out(talk: Talk, number: int) -> str:
    t = talk.texts.gettext
    if number in talk.services.operators:
        return t("{number} is an operator; operators stand in the settings.").format(
            number=_shown(talk, number)
        )
    await talk.services.store.access.refuse(number, AccessState.REVOKED, talk.services.clock())
    return t("{number} gets nothing more. Nothing was erased; /approve lets them in again.").format(
        number=_shown(talk, number)
    )


async def _language(talk: Talk, number: int) -> str:
    known = await talk.services.store.chats.find(number)
    return known.language if known else "en"


def _shown(talk: Talk, number: int) -> str:
    return isolate(clip(str(number), 24), talk.texts.is_rtl)


async def _page(talk: Talk, page: int) -> Screen:
    t, store = talk.texts.gettext, talk.services.store
    rows = await store.access.all(PAGE + 1, page * PAGE)
    links = await store.access.invitations(talk.services.clock())
    head = [f"<b>{escape(t('Who may use the bot'))}</b> · {talk.texts.number(await store.access.count())}"]
    if talk.services.access is AccessMode.OPEN:
        head.append(escape(t("This bot is open to everybody: nobody needs a link.")))
    if links:
        uses = sum(link.uses_left for link in links)
        said = t("Links that still let people in: {links}, for {number} people")
        head.append(
            "🔗 " + escape(said.format(links=talk.texts.number(len(links)), number=talk.texts.number(uses)))
        )
    shown = [_line(talk, row) for row in rows[:PAGE]] or [
        escape(t("Nobody asked, nobody was decided about."))
    ]
    buttons = [_buttons(talk, row, page) for row in rows[:PAGE]]
    return Screen("\n".join([*head, "", *shown]), (*buttons, *pages("user:page:{}", page, len(rows) > PAGE)))


def pages(data: str, page: int, more: bool) -> tuple[tuple[Button, ...], ...]:
    """Buttons to the page before and after, where there are any; `data` has a place for the number."""
    row = [Button("◀️", data.format(page - 1))] if page else []
    row += [Button("▶️", data.format(page + 1))] if more else []
    return (tuple(row),) if row else ()


def _line(talk: Talk, row: Access) -> str:
    sign = "👤" if row.telegram_id > 0 else "👥"
    by = f" ← <code>{row.let_in_by}</code>" if row.let_in_by else ""
    when = talk.texts.date(row.since, talk.chat.timezone)
    return f"{_SIGNS[row.state]} {sign} <code>{row.telegram_id}</code>{by} · {escape(when)}"


def _buttons(talk: Talk, row: Access, page: int) -> tuple[Button, ...]:
    t, number = talk.texts.gettext, row.telegram_id
    let_in = Button(f"✅ {t('Let in')} {number}", f"user:ok:{number}:{page}")
    if row.state is AccessState.REQUESTED:
        return (let_in, Button(f"🚫 {t('Decline')}", f"user:no:{number}:{page}"))
    if row.state is AccessState.GRANTED:
        return (Button(f"⛔️ {t('Shut out')} {number}", f"user:out:{number}:{page}"),)
    return (let_in,)
