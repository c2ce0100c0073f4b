"""/caution: the do-no-harm switches per country and kind of harm, and an operator's word on held alerts."""

from __future__ import annotations

from html import escape

from alertbot.alerts.labels import category_label
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import AlertId, Category, Caution, Measure

EXAMPLE = "/caution SDN gbv province"
EVERY = "all"
MEASURES = {
    Measure.OFF: "is not told",
    Measure.HOLD: "waits for an operator",
    Measure.COUNTRY: "no place, only the country",
    Measure.PROVINCE: "no place finer than the province",
    Measure.DISTRICT: "no place finer than the district",
}
"""Said after what a switch is about."""
_BACK = "remove"


async def caution(talk: Talk, text: str) -> None:
    """List the switches, or set one: country, kind of harm, measure."""
    parts = text.split()
    if not parts:
        await talk.reply(await _list(talk))
        return
    read = _read(talk, parts)
    if read is None:
        await talk.reply(_usage(talk))
        return
    country, category, measure = read
    store, now = talk.services.store, talk.services.clock()
    if measure is None:
        await store.cautions.delete(country, category and category.value, now)
    else:
        await store.cautions.save(Caution(country, category, measure), now)
    await talk.reply(await _list(talk))


def _read(talk: Talk, parts: list[str]) -> tuple[str, Category | None, Measure | None] | None:
    """(country, kind, measure); a measure of None takes the switch back. None if it is not understood."""
    if len(parts) != len(("country", "kind", "measure")):
        return None
    country, kind, measure = parts[0].upper(), parts[1].lower().replace("-", "_"), parts[2].lower()
    known = country == EVERY.upper() or (len(country) == 3 and talk.texts.country(country) != country)
    if not known or kind not in (EVERY, *Category) or measure not in (_BACK, *Measure):
        return None
    where = "" if country == EVERY.upper() else country
    what = None if kind == EVERY else Category(kind)
    return where, what, None if measure == _BACK else Measure(measure)


def _usage(talk: Talk) -> Screen:
    t = talk.texts.gettext
    lines = [
        escape(t("Write a country (SDN, or all), a kind of harm (or all), and what shall hold:")),
        f"<code>{EXAMPLE}</code>",
        f"<code>/caution SDN gbv {_BACK}</code>",
        "",
        *(f"<code>{measure.value}</code> – {escape(t(said))}" for measure, said in MEASURES.items()),
        "",
        " ".join(f"<code>{category.value}</code>" for category in Category),
    ]
    return Screen("\n".join(lines))


async def _list(talk: Talk) -> Screen:
    t = talk.texts.gettext
    switches = await talk.services.store.cautions.all()
    lines = [f"<b>🛡 {escape(t('What is told with care'))}</b>"]
    lines += [f"• {_told(talk, one)}" for one in switches] or [escape(t("No switch is set."))]
    lines += ["", f"<code>{EXAMPLE}</code>"]
    rows = tuple(
        (Button(f"🗑 {_label(talk, one)}", f"care:del:{one.country}:{one.category or ''}"),)
        for one in switches[:20]
    )
    return Screen("\n".join(lines), rows)


def _told(talk: Talk, one: Caution) -> str:
    return f"<b>{escape(_label(talk, one))}</b>: {escape(talk.texts.gettext(MEASURES[one.measure]))}"


def _label(talk: Talk, one: Caution) -> str:
    t = talk.texts.gettext
    where = talk.texts.country(one.country) if one.country else t("Everywhere")
    what = category_label(one.category, talk.texts) if one.category else t("All kinds of harm")
    return f"{where} · {what}"


async def press_caution(talk: Talk, arguments: list[str]) -> None:
    """'del:COUNTRY:KIND'. Raises ValueError for anything else."""
    verb, country, kind = arguments
    if verb != "del":
        raise ValueError(verb)
    await talk.services.store.cautions.delete(country, kind or None, talk.services.clock())
    await talk.show(await _list(talk))


async def press_held(talk: Talk, arguments: list[str]) -> str:
    """'send:ALERT' or 'drop:ALERT', under an alert that waits. Raises ValueError for anything else."""
    verb, alert = arguments[0], AlertId(int(arguments[1]))
    if verb not in ("send", "drop"):
        raise ValueError(verb)
    t = talk.texts.gettext
    number = await talk.services.store.cautions.decide(alert, verb == "send", talk.services.clock())
    if not number:
        said = t("This was decided already.")
    elif verb == "send":
        said = t("It goes out now.")
    else:
        said = t("It is not sent.")
    await talk.show(Screen(escape(said)))
    return said
