"""The screens of watches: the list, one watch, and a screen for each of its conditions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from alertbot.alerts.safe import clip
from alertbot.bot.kinds import GROUPS
from alertbot.bot.regions import REGION_NAMES, REGIONS
from alertbot.bot.screens import MOST_WATCHES, Button, Screen, categories_line, countries_line
from alertbot.bot.watch_choices import LEAST, WAY, Choice
from alertbot.bot.watch_words import UNITS, lines_of, name_of, place_name
from alertbot.model import Area, Province, Unit, Watch
from alertbot.texts import Texts

ON_A_PAGE = 8
LONGEST_LABEL = 40
Rows = tuple[tuple[Button, ...], ...]


def listing(watches: Sequence[Watch], texts: Texts, page: int = 0) -> Screen:
    """Every watch of the chat, a page at a time."""
    t = texts.gettext
    lines = [f"<b>{escape(t('Watches of this chat'))}</b>"]
    lines.append(escape(t("Each is a set of conditions that must all hold. One that fits is enough.")))
    start = _start(page, len(watches), ON_A_PAGE)
    shown = list(enumerate(watches, start=1))[start : start + ON_A_PAGE]
    for position, watch in shown:
        about = " · ".join(lines_of(watch, texts)[:3])
        lines.append(
            f"\n<b>{position}. {escape(name_of(watch, position, texts))}</b>\n{escape(clip(about, 220))}"
        )
    if not watches:
        lines.append(escape(t("No subscription yet: nothing is sent here.")))
    rows: Rows = tuple(
        (Button(f"{position}. {clip(name_of(watch, position, texts), 30)}", f"w:{watch.id}"),)
        for position, watch in shown
    )
    new = (Button(f"➕ {t('New watch')}", "w:new"),)
    return Screen(
        "\n".join(lines), (*rows, *_pages("w:page", start, len(watches), ON_A_PAGE), new, _settings(texts))
    )


def one(watch: Watch, position: int, texts: Texts) -> Screen:
    """A watch with all its conditions, a button to change each, and how to do so in one message."""
    t, at = texts.gettext, f"w:{watch.id}"
    lines = [f"<b>{position}. {escape(name_of(watch, position, texts))}</b>"]
    lines += [escape(line) for line in lines_of(watch, texts)]
    lines += ["", f"<code>/watches {position} name North</code>"]
    lines += [f"<code>/watches {position} place Goma 40 km</code>"]
    lines += [f'<code>/watches {position} keywords Goma, "burned homes"</code>']
    rows = (
        (Button(f"🌍 {t('Countries')}", f"{at}:c"), Button(f"📍 {t('Places')}", f"{at}:l")),
        (Button(f"☑️ {t('Kinds of harm')}", f"{at}:k"),),
        (Button(f"🔎 {t('Keywords')}", f"{at}:q"), Button(f"🔥 {t('Severity')}", f"{at}:s")),
        (Button(f"🔢 {t('Figures')}", f"{at}:f"), Button(f"🎯 {t('Certainty')}", f"{at}:t")),
        (Button(f"📰 {t('Sources')}", f"{at}:o"), Button(f"👥 {t('Who or where')}", f"{at}:g")),
        (Button(f"➕ {t('Also tell me of')}", f"{at}:i"), Button(f"🔔 {t('How it comes')}", f"{at}:{WAY}")),
        (Button(f"🗑 {t('Delete')}", f"{at}:d"), Button(f"⬅️ {t('All watches')}", "w")),
    )
    return Screen("\n".join(lines), rows)


def regions(watch: Watch, texts: Texts) -> Screen:
    """Choose a region, or everywhere."""
    at, t = f"w:{watch.id}", texts.gettext
    html = f"<b>{escape(t('Which countries?'))}</b>\n{escape(countries_line(watch, texts))}"
    rows = tuple((Button(t(name), f"{at}:c:{number}"),) for number, name in enumerate(REGION_NAMES))
    everywhere = (Button(_check(not watch.countries, f"🌍 {t('Everywhere')}"), f"{at}:c:all"),)
    return Screen(html, (*rows, everywhere, back(watch, texts)))


def region(number: int, watch: Watch, texts: Texts) -> Screen:
    """The countries of one region, each a switch."""
    name = REGION_NAMES[number]
    codes = sorted(REGIONS[name], key=texts.country)
    rows = pairs(
        [
            Button(_check(c in watch.countries, texts.country(c)), f"w:{watch.id}:c:{number}:{c}")
            for c in codes
        ]
    )
    html = f"<b>{escape(texts.gettext(name))}</b>\n{escape(countries_line(watch, texts))}"
    others = (Button(f"⬅️ {texts.gettext('Other regions')}", f"w:{watch.id}:c"),)
    return Screen(html, (*rows, others, back(watch, texts)))


def kinds(watch: Watch, texts: Texts) -> Screen:
    """The kinds of harm, in groups; none chosen means all."""
    t, chosen = texts.gettext, set(watch.categories)
    rows = tuple(
        (Button(_check(bool(chosen) and set(group) <= chosen, t(name)), f"w:{watch.id}:k:{number}"),)
        for number, (name, group) in enumerate(GROUPS.items())
    )
    html = f"<b>{escape(t('Which kinds of harm?'))}</b>\n{escape(categories_line(watch, texts))}"
    everything = (Button(_check(not chosen, t("All kinds")), f"w:{watch.id}:k:all"),)
    return Screen(html, (everything, *rows, back(watch, texts)))


def choosing(code: str, choice: Choice, watch: Watch, texts: Texts) -> Screen:
    """One condition of which one or several values may be chosen."""
    t = texts.gettext
    on = choice.chosen(watch)
    rows = tuple(
        (Button(_check(value in on, t(said)), f"w:{watch.id}:{code}:{number}"),)
        for number, (value, said) in enumerate(choice.options)
    )
    none = (Button(_check(not on, t(choice.none)), f"w:{watch.id}:{code}:none"),)
    return Screen(f"<b>{escape(t(choice.title))}</b>", (none, *rows, back(watch, texts)))


def units(watch: Watch, texts: Texts) -> Screen:
    """For which unit a figure is asked."""
    t, least = texts.gettext, dict(watch.minimum_figures)
    rows = tuple(
        (
            Button(
                f"{t(said)} ≥ {texts.number(least[unit])}" if unit in least else t(said),
                f"w:{watch.id}:f:{unit.value}",
            ),
        )
        for unit, said in UNITS.items()
    )
    html = (
        f"<b>{escape(t('Figures'))}</b>\n{escape(t('Incidents below it, or without a figure, do not come.'))}"
    )
    return Screen(html, (*rows, back(watch, texts)))


def least_of(unit: Unit, watch: Watch, texts: Texts) -> Screen:
    """How many of one unit there must be at least."""
    t, now = texts.gettext, dict(watch.minimum_figures).get(unit)
    at = f"w:{watch.id}:f:{unit.value}"
    buttons = [
        Button(_check(now == number, f"≥ {texts.number(number)}"), f"{at}:{number}") for number in LEAST
    ]
    none = (Button(_check(now is None, t("Any number")), f"{at}:0"),)
    units_back = (Button(f"⬅️ {t('Figures')}", f"w:{watch.id}:f"),)
    return Screen(f"<b>{escape(t(UNITS[unit]))}</b>", (none, *pairs(buttons), units_back))


def places(watch: Watch, position: int, texts: Texts, note: str = "") -> Screen:
    """Provinces, districts and circles, each with a button to take it away."""
    t = texts.gettext
    html = f"<b>{escape(t('Places'))}</b>"
    html += "\n" + escape(t("Add a province, a district, or a place with a radius, for example:"))
    html += f"\n<code>/watches {position} place Goma 40 km</code>"
    if note:
        html += f"\n\n{escape(note)}"
    provinces = [_drop(watch, f"p{n}", place, texts) for n, place in enumerate(watch.provinces)]
    areas = [_drop(watch, f"a{n}", place, texts) for n, place in enumerate(watch.areas)]
    return Screen(html, (*((button,) for button in (*provinces, *areas)), back(watch, texts)))


def _drop(watch: Watch, which: str, place: Province | Area, texts: Texts) -> Button:
    return Button(f"❌ {clip(place_name(place, texts), LONGEST_LABEL)}", f"w:{watch.id}:l:{which}")


def confirm_delete(watch: Watch, position: int, texts: Texts) -> Screen:
    """One more tap before a watch is gone."""
    t = texts.gettext
    said = t("Delete “{name}”? Its conditions are erased.").format(name=name_of(watch, position, texts))
    return Screen(escape(said), ((Button(f"🗑 {t('Delete')}", f"w:{watch.id}:d:yes"),), back(watch, texts)))


def digest_button(texts: Texts) -> Button:
    """To when the digest comes."""
    return Button(f"🗞 {texts.gettext('Digest')}", "dig")


def full(texts: Texts) -> str:
    """Why there cannot be one more."""
    said = texts.gettext("A chat can have {number} watches. Delete one first: /watches")
    return said.format(number=texts.number(MOST_WATCHES))


def back(watch: Watch, texts: Texts) -> tuple[Button, ...]:
    """To the watch itself."""
    return (Button(f"⬅️ {texts.gettext('Back')}", f"w:{watch.id}"),)


def pairs(buttons: Sequence[Button]) -> Rows:
    """Two in a row where both are short."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].label), len(button.label)) <= 20:
            rows[-1] = (rows[-1][0], button)
        else:
            rows.append((button,))
    return tuple(rows)


def _settings(texts: Texts) -> tuple[Button, ...]:
    return (Button(f"⬅️ {texts.gettext('Settings')}", "settings"),)


def _pages(data: str, start: int, number: int, size: int) -> Rows:
    """Arrows to the page before and the one after."""
    page, arrows = start // size, []
    if start:
        arrows.append(Button("◀️", f"{data}:{page - 1}"))
    if start + size < number:
        arrows.append(Button("▶️", f"{data}:{page + 1}"))
    return (tuple(arrows),) if arrows else ()


def _start(page: int, number: int, size: int) -> int:
    last = max(0, (number - 1) // size)
    return min(max(page, 0), last) * size


def _check(on: bool, label: str) -> str:
    return f"✅ {label}" if on else label
