"""The buttons under an alert: read on, judge it. In groups and channels answers pop up, nothing is posted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape

import structlog
from telegram.error import TelegramError

from alertbot.alerts.card import evidence_lines, source_lines
from alertbot.alerts.feedback import ENOUGH, tiring
from alertbot.alerts.keyboard import FLAWS, alert_keyboard, flaw_keyboard
from alertbot.alerts.safe import clip, isolate
from alertbot.alerts.story import evidence, headline, outlets, reason_line
from alertbot.bot.picturing import press_map
from alertbot.bot.records import reason_screen, record_of
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk, Toast, rows_of
from alertbot.model import ChatKind, Incident, Verdict

log = structlog.get_logger(__name__)
FOR_EVERYONE = frozenset({"src", "evi", "map", "why", "use", "bad", "flaw", "keys"})
"""Verbs that anybody in a group or channel may use: they change nothing of the chat."""
LONGEST_POP_UP = 200
_AGAIN = 5
"""Muting a feed is offered anew after so many more verdicts."""

Press = Callable[[Talk, list[str]], Awaitable[str | None]]


async def press_sources(talk: Talk, arguments: list[str]) -> str | None:
    """Every report with its link; in a group their names. Raises ValueError if the incident is gone."""
    incident = await _incident(talk, arguments)
    title = f"<b>{escape(talk.texts.gettext('Reported by'))}</b> · <code>{escape(incident.code)}</code>"
    lines = source_lines(incident, talk.texts, talk.chat.timezone)
    names = talk.texts.items([name for name, _ in outlets(incident.reports, talk.texts)])
    return await _tell(talk, "\n".join([title, *lines]), f"{talk.texts.gettext('Reported by')}: {names}")


async def press_evidence(talk: Talk, arguments: list[str]) -> str | None:
    """The sentences it rests on, where they may be shown. Raises ValueError if the incident is gone."""
    incident = await _incident(talk, arguments)
    lines = evidence_lines(incident, talk.texts)
    if not lines:
        return talk.texts.gettext("No sentence is shown for this kind of harm, to protect people.")
    title = f"<b>{escape(talk.texts.gettext('The sentences it rests on'))}</b>"
    return await _tell(talk, "\n".join([title, *lines]), isolate(evidence(incident), talk.texts.is_rtl))


async def press_why(talk: Talk, arguments: list[str]) -> str | None:
    """Which conditions of the chat the alert met. Raises ValueError if the incident is gone."""
    incident = await _incident(talk, arguments)
    record = await record_of(talk, incident.code)
    if record is None:
        return talk.texts.gettext("I have no record of sending this here.")
    screen = reason_screen(talk, record, incident)
    return await _tell(talk, screen.html, reason_line(record.reason, talk.texts))


async def press_useful(talk: Talk, arguments: list[str]) -> str | None:
    """Note that the alert was useful. Raises ValueError if the incident is gone."""
    incident = await _judge(talk, arguments, Verdict.USEFUL)
    await show_keys(talk, incident)
    return Toast(talk.texts.gettext("Thank you, noted."))


async def press_useless(talk: Talk, arguments: list[str]) -> str | None:
    """Note that it was not, and ask why by one more tap. Raises ValueError if the incident is gone."""
    incident = await _judge(talk, arguments, Verdict.NOT_USEFUL)
    asked = talk.texts.gettext("Noted. What was wrong? One more tap, please.")
    if not await talk.rekey(flaw_keyboard(incident.code, talk.texts)):
        await talk.reply(Screen(escape(asked), rows_of(flaw_keyboard(incident.code, talk.texts))))
    return Toast(asked)


async def press_flaw(talk: Talk, arguments: list[str]) -> str | None:
    """Note what was wrong. Raises ValueError for an unknown flaw or incident."""
    flaw = FLAWS.get(arguments[1])
    if flaw is None:
        raise ValueError(arguments)
    incident = await _judge(talk, arguments, flaw)
    await show_keys(talk, incident)
    await _offer_to_mute(talk)
    if flaw is Verdict.SENSITIVE:
        await _warn_operators(talk, incident)
        return Toast(talk.texts.gettext("Thank you. An operator is told to look at it."))
    return Toast(talk.texts.gettext("Thank you, noted."))


async def press_keys(talk: Talk, arguments: list[str]) -> str | None:
    """Back to the buttons of the alert. Raises ValueError if the incident is gone."""
    await show_keys(talk, await _incident(talk, arguments))
    return None


async def show_keys(talk: Talk, incident: Incident) -> None:
    """Put the alert's own buttons under the message that was pressed, as things stand now."""
    mutes = await talk.services.store.mutes.of_chat(talk.chat.key)
    await talk.rekey(
        alert_keyboard(incident, talk.texts, muted=incident.code in mutes.incidents, drawn=talk.draws)
    )


async def _incident(talk: Talk, arguments: list[str]) -> Incident:
    incident = await talk.services.store.incidents.by_code(arguments[0])
    if incident is None:
        raise ValueError(arguments)
    return incident


async def _judge(talk: Talk, arguments: list[str], verdict: Verdict) -> Incident:
    incident, person = await _incident(talk, arguments), talk.update.effective_user
    if person is None:
        raise ValueError(arguments)
    now, feedback = talk.services.clock(), talk.services.store.feedback
    if not await feedback.give(incident.code, verdict, person.id, talk.chat.key, now):
        raise ValueError(arguments)
    return incident


async def _tell(talk: Talk, html: str, short: str) -> str | None:
    """Answer at length in a private chat; elsewhere as a pop-up that only who pressed sees."""
    if talk.chat.kind is ChatKind.PRIVATE:
        await talk.reply(Screen(html), to_pressed=True)
        return None
    return clip(short, LONGEST_POP_UP)


async def _offer_to_mute(talk: Talk) -> None:
    """Ask whether to mute a feed that this chat keeps finding useless; never in a channel."""
    if talk.chat.kind is ChatKind.CHANNEL:
        return
    store, key = talk.services.store, talk.chat.key
    judged = await store.feedback.judged(chat=key)
    muted = [feed for feed, _ in (await store.mutes.of_chat(key)).feeds]
    latest = {feed for feed, _ in judged[0].feeds} if judged else set()
    for feed, name, useless, number in tiring(judged, muted):
        if feed in latest and (number == ENOUGH or number % _AGAIN == 0):
            await talk.reply(_offer(talk, feed, name, useless, number))


def _offer(talk: Talk, feed: int, name: str, useless: int, number: int) -> Screen:
    t = talk.texts.gettext
    asked = t(
        "{bad} of {all} alerts from {name} were marked as not useful here. Mute this source? What other "
        "sources report too still comes."
    )
    shown = isolate(clip(name, 60), talk.texts.is_rtl)
    said = asked.format(bad=talk.texts.number(useless), all=talk.texts.number(number), name=shown)
    return Screen(escape(said), ((Button(f"🔕 {t('Mute this source')}", f"mfeed:{feed}"),),))


async def _warn_operators(talk: Talk, incident: Incident) -> None:
    """A reader fears that an alert may hurt somebody: tell those who can withdraw it."""
    bot, store = talk.update.get_bot(), talk.services.store
    await store.audit.record("feedback.sensitive", talk.services.clock(), details={"code": incident.code})
    for operator in talk.services.operators:
        chat = await store.chats.find(operator)
        texts = talk.services.texts(chat.language if chat else "en")
        said = texts.gettext("A reader marked {code} as too sensitive: {headline}")
        told = said.format(code=incident.code, headline=clip(headline(incident, texts), 300))
        try:
            await bot.send_message(operator, told)
        except TelegramError as error:
            log.warning("operator.untold", reason=str(error))


ALERT_ACTIONS: dict[str, Press] = {
    "src": press_sources,
    "evi": press_evidence,
    "map": press_map,
    "why": press_why,
    "use": press_useful,
    "bad": press_useless,
    "flaw": press_flaw,
    "keys": press_keys,
}
"""Verbs of the buttons under an alert."""
