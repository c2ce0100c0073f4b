"""The buttons under an alert, as plain data: callback data is a verb and the incident's code."""

from __future__ import annotations

from alertbot.alerts.map_link import map_link
from alertbot.alerts.story import evidence
from alertbot.model import Incident, Keyboard, MessageButton, Verdict
from alertbot.texts import Texts

FLAWS = {
    "p": Verdict.WRONG_PLACE,
    "n": Verdict.WRONG_NUMBER,
    "k": Verdict.WRONG_KIND,
    "o": Verdict.OLD,
    "d": Verdict.DUPLICATE,
    "s": Verdict.SENSITIVE,
}
"""What may be wrong with an alert, by the letter in the callback data."""


def alert_keyboard(incident: Incident, texts: Texts, *, muted: bool = False, drawn: bool = False) -> Keyboard:
    """Return the rows for an incident: to read on, to mute, to judge; of one withdrawn only to read on.

    There is no evidence button where no sentence may be shown. The map is a picture where pictures can be
    `drawn`, which blur what may not be shown; else a link, and no button where no point may be shown.
    """
    code = incident.code
    sources = MessageButton(f"📰 {texts.gettext('Sources')}", f"src:{code}")
    why = MessageButton(f"❓ {texts.gettext('Why me?')}", f"why:{code}")
    if incident.retracted:
        return ((sources, why),)
    reading = [sources]
    if evidence(incident):
        reading.append(MessageButton(f"🔎 {texts.gettext('Evidence')}", f"evi:{code}"))
    if drawn and incident.country:
        reading.append(MessageButton(f"🗺 {texts.gettext('Map')}", f"map:{code}"))
    elif address := map_link(incident):
        reading.append(MessageButton(f"🗺 {texts.gettext('Map')}", url=address))
    mute = MessageButton(f"🔕 {texts.gettext('Mute')}", f"mute:{code}")
    if muted:
        mute = MessageButton(f"🔔 {texts.gettext('Unmute')}", f"unmute:{code}")
    judging = (
        MessageButton(f"👍 {texts.gettext('Useful')}", f"use:{code}"),
        MessageButton(f"👎 {texts.gettext('Not useful')}", f"bad:{code}"),
    )
    return (tuple(reading), (why, mute), judging)


def flaw_keyboard(code: str, texts: Texts) -> Keyboard:
    """Return the rows that ask what was wrong with an alert."""
    labels = {
        Verdict.WRONG_PLACE: f"📍 {texts.gettext('Wrong place')}",
        Verdict.WRONG_NUMBER: f"🔢 {texts.gettext('Wrong number')}",
        Verdict.WRONG_KIND: f"🏷 {texts.gettext('Wrong kind')}",
        Verdict.OLD: f"🕰 {texts.gettext('Old news')}",
        Verdict.DUPLICATE: f"👯 {texts.gettext('Duplicate')}",
        Verdict.SENSITIVE: f"⚠️ {texts.gettext('Too sensitive')}",
    }
    buttons = [MessageButton(labels[flaw], f"flaw:{code}:{letter}") for letter, flaw in FLAWS.items()]
    pairs = zip(buttons[::2], buttons[1::2], strict=True)
    return (*pairs, (MessageButton(f"⬅️ {texts.gettext('Back')}", f"keys:{code}"),))
