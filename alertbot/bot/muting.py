"""Muting incidents and sources for a chat: /mute, /unmute, and their buttons."""

from __future__ import annotations

from html import escape

from alertbot.alerts.keyboard import alert_keyboard
from alertbot.alerts.safe import clip, isolate
from alertbot.alerts.story import headline
from alertbot.bot.alert_buttons import show_keys
from alertbot.bot.records import answered_record
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk, Toast
from alertbot.model import FeedId

MUTE = "/mute K7Q2"
UNMUTE = "/unmute K7Q2"
MOST_LISTED = 20


async def mute(talk: Talk, text: str) -> None:
    """`/mute CODE`, `/mute` in answer to an alert, or the list of what is muted."""
    code = text.strip().upper()
    if not code and (record := await answered_record(talk)):
        code = record.incident
    if not code or code == "LIST":
        await talk.reply(await muted_screen(talk))
        return
    if not await talk.services.store.mutes.mute_incident(talk.chat.key, code, talk.services.clock()):
        await talk.reply(unknown_code(talk, code, MUTE))
        return
    await talk.reply(Screen(escape(_muted(talk, code)), _undo(talk, f"unmute:{code}:l")))


async def unmute(talk: Talk, text: str) -> None:
    """`/unmute CODE`; without a code the list with a button for each."""
    code = text.strip().upper()
    if not code:
        await talk.reply(await muted_screen(talk))
    elif await talk.services.store.mutes.unmute_incident(talk.chat.key, code):
        await talk.reply(Screen(escape(_unmuted(talk, code))))
    else:
        said = talk.texts.gettext("{code} is not muted here. What is: /mute list")
        await talk.reply(Screen(escape(said.format(code=clip(code, 20)))))


async def press_mute(talk: Talk, arguments: list[str]) -> str | None:
    """Mute an incident by the button under its alert. Raises ValueError if it is gone."""
    code = arguments[0]
    if not await talk.services.store.mutes.mute_incident(talk.chat.key, code, talk.services.clock()):
        raise ValueError(arguments)
    incident = await talk.services.store.incidents.by_code(code)
    if incident:
        await talk.rekey(alert_keyboard(incident, talk.texts, muted=True, drawn=talk.draws))
    return _muted(talk, incident.code if incident else code)


async def press_unmute(talk: Talk, arguments: list[str]) -> str | None:
    """Unmute from under an alert, or ('l') from the list. Raises ValueError if the incident is gone."""
    incident = await talk.services.store.incidents.by_code(arguments[0])
    if incident is None:
        raise ValueError(arguments)
    await talk.services.store.mutes.unmute_incident(talk.chat.key, incident.code)
    if arguments[1:] == ["l"]:
        await talk.show(await muted_screen(talk))
    else:
        await show_keys(talk, incident)
    return Toast(_unmuted(talk, incident.code))


async def press_mute_feed(talk: Talk, arguments: list[str]) -> str | None:
    """Mute a source. Raises ValueError if it is gone."""
    feed = FeedId(int(arguments[0]))
    if not await talk.services.store.mutes.mute_feed(talk.chat.key, feed, talk.services.clock()):
        raise ValueError(arguments)
    await talk.show(await muted_screen(talk))
    return None


async def press_unmute_feed(talk: Talk, arguments: list[str]) -> str | None:
    """Hear of a source again; pressed twice, it says the same."""
    await talk.services.store.mutes.unmute_feed(talk.chat.key, FeedId(int(arguments[0])))
    await talk.show(await muted_screen(talk))
    return None


async def press_muted(talk: Talk, _: list[str]) -> str | None:
    """Show what is muted."""
    await talk.show(await muted_screen(talk))
    return None


async def muted_screen(talk: Talk) -> Screen:
    """What is muted, each with a button to hear of it again."""
    t, mutes = talk.texts.gettext, await talk.services.store.mutes.of_chat(talk.chat.key)
    if not (mutes.incidents or mutes.feeds):
        said = t("Nothing is muted here. Mute an incident by its code, or with the button under its alert:")
        return Screen(f"{escape(said)}\n<code>{MUTE}</code>")
    lines = [f"<b>{escape(t('Muted here'))}</b>"]
    buttons = []
    for code in mutes.incidents[:MOST_LISTED]:
        incident = await talk.services.store.incidents.by_code(code)
        told = clip(headline(incident, talk.texts), 100) if incident else ""
        lines.append(f"🔕 <code>{escape(code)}</code> {escape(told, quote=False)}")
        buttons.append(Button(f"🔔 {code}", f"unmute:{code}:l"))
    for feed, name in mutes.feeds[:MOST_LISTED]:
        shown = isolate(clip(name, 40), talk.texts.is_rtl)
        lines.append(f"📰 {escape(shown, quote=False)}")
        buttons.append(Button(f"🔔 {clip(name, 40)}", f"ufeed:{feed}"))
    lines.append(escape(t("Tap one to hear of it again. Corrections and withdrawals always come.")))
    return Screen("\n".join(lines), tuple((button,) for button in buttons))


def unknown_code(talk: Talk, code: str, example: str) -> Screen:
    """There is no such incident, and how a code looks."""
    said = talk.texts.gettext("I know no incident with the code {code}. Copy it from an alert, for example:")
    shown = isolate(clip(code, 20), talk.texts.is_rtl)
    return Screen(f"{escape(said.format(code=shown), quote=False)}\n<code>{example}</code>")


def _muted(talk: Talk, code: str) -> str:
    said = talk.texts.gettext(
        "Muted: no more updates of {code} here. Corrections and withdrawals still come."
    )
    return said.format(code=code)


def _unmuted(talk: Talk, code: str) -> str:
    return talk.texts.gettext("Updates of {code} come here again.").format(code=code)


def _undo(talk: Talk, data: str) -> tuple[tuple[Button, ...], ...]:
    return ((Button(f"🔔 {talk.texts.gettext('Unmute')}", data),),)
