"""The last step of the set-up: when alerts come, by which clock; then an example of one."""

from __future__ import annotations

from datetime import timedelta
from html import escape

from alertbot.alerts.digest import DigestKind
from alertbot.alerts.safe import isolate
from alertbot.bot.delivery_words import USUAL, clock
from alertbot.bot.recent import reaching
from alertbot.bot.screens import Button, Screen, done
from alertbot.bot.subscribing import reached
from alertbot.bot.talk import Talk
from alertbot.bot.timezones import zones_of
from alertbot.model import Watch

EXAMPLE_OF = timedelta(days=7)
"""How old the example may be."""
_CHOICES: dict[str, dict[str, object]] = {
    "now": {"immediate": True, "digest": ""},
    "day": {"immediate": False, "digest": f"daily {USUAL:%H:%M}"},
    "week": {"immediate": False, "digest": f"weekly mon {USUAL:%H:%M}"},
    "both": {"immediate": True, "digest": f"daily {USUAL:%H:%M}"},
}


async def ask_when(talk: Talk, watch: Watch) -> Screen:
    """What is subscribed by now, and when alerts shall come; whoever stops here gets them at once."""
    t, texts = talk.texts.gettext, talk.texts
    zone = isolate(guess_zone(talk.chat.timezone, watch), texts.is_rtl)
    so_far = done(talk.chat, watch, texts, [await reached(talk, watch)]).html
    question = escape(t("When shall alerts come?"))
    by_clock = escape(t("Times are by the clock of {zone}.").format(zone=zone))
    at = clock(USUAL, texts)
    rows = (
        (Button(f"🔔 {t('At once')}", "when:now"),),
        (Button(f"🗞 {t(DigestKind.DAILY.value)}, {at}", "when:day"),),
        (Button(f"🗞 {t(DigestKind.WEEKLY.value)}, {at}", "when:week"),),
        (Button(f"🔔🗞 {t('At once and a daily digest')}", "when:both"),),
        (Button(f"🕒 {t('Another time zone')}", "tz"), Button(f"⬅️ {t('Countries')}", "regions")),
    )
    return Screen(f"{so_far}\n\n👇 <b>{question}</b>\n🕒 {by_clock}", rows)


def guess_zone(chosen: str, watch: Watch) -> str:
    """Return the chat's zone where one was chosen, else that of its countries if they all have one alone."""
    if chosen != "UTC":
        return chosen
    zones = {zone for code in watch.countries for zone in zones_of(code)}
    return zones.pop() if len(zones) == 1 else chosen


async def press_when(talk: Talk, arguments: list[str]) -> None:
    """The choice of when: takes the zone that was shown, and ends with an example.

    Raises ValueError for another choice, and where nothing is subscribed.
    """
    watch = await talk.watch()
    if watch is None or arguments[0] not in _CHOICES:
        raise ValueError(arguments[0])
    zone = guess_zone(talk.chat.timezone, watch)
    await talk.change_chat(**_CHOICES[arguments[0]], timezone=zone)
    settings = ((Button(f"⚙️ {talk.texts.gettext('Settings')}", "settings"),),)
    await talk.show(done(talk.chat, watch, talk.texts, [await reached(talk, watch)], settings))
    await _give_example(talk, watch)


async def _give_example(talk: Talk, watch: Watch) -> None:
    """The latest incident that would have reached the chat, as an alert tells it; none: no example."""
    found = await reaching(talk, watch, talk.services.clock() - EXAMPLE_OF)
    if not found:
        return
    marked = talk.texts.gettext("Example: an alert of the last days. New ones come like this:")
    alert = talk.services.write_incident(found[0], talk.chat)
    await talk.reply(Screen(f"<i>{escape(marked)}</i>\n\n{alert}"))
