"""A chat that refused us and is back: what it missed is offered as one digest, not replayed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape

from alertbot.alerts.digest import Digest, DigestKind, Entry, by_gravity, write_digest
from alertbot.bot.recent import reaching
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import ChangeKind

LOOKED_BACK = timedelta(days=14)
"""What was missed before then is history."""


async def offer_missed(talk: Talk) -> None:
    """Say how much was missed since the last message that arrived, and offer it as a digest."""
    now = talk.services.clock()
    last = await talk.services.store.digests.last_sent(talk.chat.key)
    since = max(last or now - LOOKED_BACK, now - LOOKED_BACK)
    number = len(await _missed(talk, since))
    if not number:
        return
    said = talk.texts.ngettext(
        "While you were away, {n} incident came up that you watch.",
        "While you were away, {n} incidents came up that you watch.",
        number,
    ).format(n=talk.texts.number(number))
    button = Button(f"🗞 {talk.texts.gettext('Send me a digest of it')}", f"away:{int(since.timestamp())}")
    await talk.reply(Screen(f"👋 {escape(said)}", ((button,),)))


async def press_missed(talk: Talk, arguments: list[str]) -> None:
    """Send the digest from that second on, at most of two weeks. Raises ValueError for what is no time."""
    now = talk.services.clock()
    since = max(_moment(arguments[0]), now - LOOKED_BACK)
    entries = await _missed(talk, since)
    digest = Digest(DigestKind.MISSED, min(since, now), now, entries)
    first, *rest = write_digest(digest, talk.texts, talk.chat.timezone)
    await talk.show(Screen(first.html))
    for letter in rest:
        await talk.reply(Screen(letter.html))


async def _missed(talk: Talk, since: datetime) -> tuple[Entry, ...]:
    """Incidents that a watch of the chat would have told of since then."""
    found = {}
    for watch in await talk.services.store.chats.watches(talk.chat.key):
        for incident in await reaching(talk, watch, since):
            kind = ChangeKind.FIRST if incident.first_at >= since else ChangeKind.CORROBORATED
            found[incident.id] = Entry(incident, kind)
    return by_gravity(found.values())


def _moment(text: str) -> datetime:
    if not text.isdecimal() or len(text) > 10:
        raise ValueError(text)
    return datetime.fromtimestamp(int(text), UTC)
