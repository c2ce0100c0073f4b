"""What people see: each screen is text and rows of buttons, made from stored settings alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from alertbot.alerts.labels import category_label
from alertbot.alerts.safe import clip, isolate
from alertbot.bot.delivery_words import delivery_lines, digest_line
from alertbot.bot.kinds import GROUPS
from alertbot.bot.regions import REGION_NAMES, REGIONS
from alertbot.model import LANGUAGES, Category, Chat, Watch
from alertbot.texts import Texts

LANGUAGE_NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ar": "العربية",
    "ru": "Русский",
    "uk": "Українська",
    "fa": "فارسی / دری",
    "sw": "Kiswahili",
}
INTRODUCTION = (
    "I read news in nine languages and write to you when people are driven from their homes or civilians "
    "are harmed: what happened, where, who says so, who denies it, with the sources."
)
LONGEST_HALF = 20
"""Letters of a label that leave room for another button beside it on a phone."""
MOST_WATCHES = 20
"""Of one chat."""
MOST_SHOWN = 12
"""Names listed in one line before 'and N more'."""


@dataclass(frozen=True, slots=True)
class Button:
    """A label and the callback data behind it (at most 64 bytes), or an address that it opens."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Telegram HTML and rows of buttons."""

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()


def _column(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple((button,) for button in buttons)


def _pairs(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Two in a row where both fit half a phone's width."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and max(len(last[0].label), len(button.label)) <= LONGEST_HALF:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return tuple(rows)


def _check(on: bool, label: str) -> str:
    return f"✅ {label}" if on else label


def welcome(chat: Chat, texts: Texts) -> Screen:
    """The first thing a new chat reads."""
    t = texts.gettext
    html = "\n\n".join(
        [
            f"<b>{escape(t('Alerts about forced displacement and abuse'))}</b>",
            escape(t(INTRODUCTION)),
            escape(
                t("News can be wrong. Check before you act, and never send me names of victims or witnesses.")
            ),
            f"👇 {escape(t('First: which countries?'))}",
        ]
    )
    language = Button(f"🌐 {LANGUAGE_NAMES[chat.language]}", "lang")
    return Screen(html, (*_regions(texts), (language,)))


def description(texts: Texts) -> str:
    """What an empty chat with the bot shows, as plain text of at most 512 characters."""
    t = texts.gettext
    return f"{t(INTRODUCTION)}\n\n{t('Press Start, or add me to your group or channel.')}"


def regions(watch: Watch | None, texts: Texts) -> Screen:
    """Choose a region, or everywhere."""
    t = texts.gettext
    html = f"<b>{escape(t('Which countries?'))}</b>\n{escape(countries_line(watch, texts))}\n\n" + escape(
        t("Choose a region, or type the names: /subscribe Sudan, Chad")
    )
    return Screen(html, (*_regions(texts), _footer(texts)))


def _regions(texts: Texts) -> tuple[tuple[Button, ...], ...]:
    everywhere = Button(f"🌍 {texts.gettext('Everywhere')}", "all")
    buttons = [Button(texts.gettext(name), f"reg:{number}") for number, name in enumerate(REGION_NAMES)]
    return (*_column(buttons), (everywhere,))


def _footer(texts: Texts) -> tuple[Button, ...]:
    return (
        Button(f"☑️ {texts.gettext('Kinds of harm')}", "kinds"),
        Button(f"👍 {texts.gettext('Done')}", "done"),
    )


def region(number: int, watch: Watch | None, texts: Texts) -> Screen:
    """The countries of one region, each a switch."""
    chosen = watch.countries if watch else ()
    codes = sorted(REGIONS[REGION_NAMES[number]], key=texts.country)
    buttons = [Button(_check(code in chosen, texts.country(code)), f"cty:{number}:{code}") for code in codes]
    html = f"<b>{escape(texts.gettext(REGION_NAMES[number]))}</b>\n{escape(countries_line(watch, texts))}"
    back = Button(f"⬅️ {texts.gettext('Other regions')}", "regions")
    return Screen(html, (*_pairs(buttons), (back,), _footer(texts)))


def kinds(watch: Watch | None, texts: Texts) -> Screen:
    """The kinds of harm, in groups; none chosen means all."""
    t = texts.gettext
    chosen = watch.categories if watch else ()
    buttons = [
        Button(_check(bool(chosen) and set(group) <= set(chosen), t(name)), f"kind:{number}")
        for number, (name, group) in enumerate(GROUPS.items())
    ]
    html = f"<b>{escape(t('Which kinds of harm?'))}</b>\n{escape(categories_line(watch, texts))}"
    everything = Button(_check(not chosen, t("All kinds")), "kind:all")
    back = (Button(f"⬅️ {t('Countries')}", "regions"), Button(f"👍 {t('Done')}", "done"))
    return Screen(html, ((everything,), *_column(buttons), back))


def languages(chat: Chat, texts: Texts) -> Screen:
    """Choose the language of alerts and screens."""
    buttons = [
        Button(_check(code == chat.language, LANGUAGE_NAMES[code]), f"lang:{code}") for code in LANGUAGES
    ]
    html = f"<b>{escape(texts.gettext('In which language shall I write?'))}</b>"
    return Screen(html, (*_pairs(buttons), (Button(f"⬅️ {texts.gettext('Settings')}", "settings"),)))


def state_line(chat: Chat, watch: Watch | None, texts: Texts) -> str:
    """Whether alerts come to this chat, in words."""
    if watch is None:
        return "⚪️ " + texts.gettext("No subscription yet: nothing is sent here.")
    if chat.paused and chat.paused_until:
        until = texts.date_time(chat.paused_until, chat.timezone)
        said = texts.gettext("Paused until {time} ({zone}).")
        return "⏸ " + said.format(time=until, zone=isolate(chat.timezone, texts.is_rtl))
    if chat.paused:
        return "⏸ " + texts.gettext("Paused: alerts wait until you resume, three days at most.")
    return "🟢 " + texts.gettext("Alerts are on.")


def settings(chat: Chat, watch: Watch | None, texts: Texts) -> Screen:
    """Everything that holds for this chat, on one screen."""
    t = texts.gettext
    lines = [escape(state_line(chat, watch, texts))]
    if watch:
        lines += _watched(watch, texts)
    lines.append(f"🌐 {LANGUAGE_NAMES[chat.language]} · 🕒 {isolate(chat.timezone, texts.is_rtl)}")
    if chat.quiet:
        lines.append(f"🌙 {isolate(chat.quiet, texts.is_rtl)}")
    lines += [escape(line) for line in delivery_lines(chat, texts)]
    pause = Button(f"▶️ {t('Resume')}", "resume") if chat.paused else Button(f"⏸ {t('Pause')}", "pause")
    rows: list[tuple[Button, ...]] = [
        (Button(f"🌍 {t('Countries')}", "regions"), Button(f"☑️ {t('Kinds of harm')}", "kinds")),
        (Button(f"🔎 {t('Keywords')}", "kw"), Button(f"🌐 {t('Language')}", "lang")),
        (Button(f"🕒 {t('Time zone')}", "tz"), Button(f"🌙 {t('Quiet hours')}", "quiet")),
        (Button(f"📬 {t('Delivery')}", "dl"),),
    ]
    if watch:
        rows.append((Button(f"👁 {t('Watches')}", "w"),))
        rows.append((pause, Button(f"🛑 {t('Stop all alerts')}", "unsub")))
    return Screen(f"<b>{escape(t('Settings of this chat'))}</b>\n" + "\n".join(lines), tuple(rows))


def confirm_unsubscribe(texts: Texts) -> Screen:
    """One more tap before everything stops."""
    t = texts.gettext
    html = escape(t("Stop all alerts in this chat? Countries, kinds of harm and keywords are erased."))
    rows = ((Button(f"🛑 {t('Stop all alerts')}", "unsub:yes"), Button(f"⬅️ {t('Settings')}", "settings")),)
    return Screen(html, rows)


def done(
    chat: Chat,
    watch: Watch | None,
    texts: Texts,
    notes: Sequence[str] = (),
    rows: Sequence[tuple[Button, ...]] = (),
) -> Screen:
    """What was set up, in words, and what to expect; `notes` and `rows` are about the message before."""
    t = texts.gettext
    state = state_line(chat, watch, texts) if chat.paused else f"🟢 {t('You are subscribed.')}"
    lines = [
        f"<b>{escape(state)}</b>",
        *_watched(watch, texts),
        "",
        *_coming(chat, texts),
        "/latest · /keywords · /settings · /help",
    ]
    if notes:
        lines += ["", *(escape(note) for note in notes)]
    resume = ((Button(f"▶️ {t('Resume')}", "resume"),),) if chat.paused else ()
    return Screen("\n".join(lines), (*rows, *resume))


def _coming(chat: Chat, texts: Texts) -> list[str]:
    """When what is subscribed will come."""
    at_once = "An alert comes as soon as a source reports something; updates answer the first alert."
    lines = [texts.gettext(at_once)] if chat.immediate else []
    if chat.digest:
        lines.append(f"🗞 {digest_line(chat, texts)} ({isolate(chat.timezone, texts.is_rtl)})")
    return [escape(line) for line in lines]


def _watched(watch: Watch | None, texts: Texts) -> list[str]:
    return [
        f"🌍 {escape(countries_line(watch, texts))}",
        f"☑️ {escape(categories_line(watch, texts))}",
        f"🔎 {escape(keywords_line(watch, texts))}",
    ]


def countries_line(watch: Watch | None, texts: Texts) -> str:
    """The countries chosen, in words."""
    if watch is None:
        return texts.gettext("No country chosen yet.")
    if not watch.countries:
        return texts.gettext("Everywhere")
    return _some(sorted(texts.country(code) for code in watch.countries), texts)


def categories_line(watch: Watch | None, texts: Texts) -> str:
    """The kinds of harm chosen, in words."""
    if watch is None or not watch.categories:
        return texts.gettext("All kinds of harm")
    return _some([category_label(Category(code), texts) for code in watch.categories], texts)


def keywords_line(watch: Watch | None, texts: Texts) -> str:
    """The keywords, in words."""
    if watch is None or not watch.keywords:
        return texts.gettext("No keywords")
    return _some([isolate(clip(rule, 60), texts.is_rtl) for rule in watch.keywords], texts)


def _some(names: list[str], texts: Texts) -> str:
    shown = ", ".join(names[:MOST_SHOWN])
    left = len(names) - MOST_SHOWN
    if left <= 0:
        return shown
    more = texts.ngettext("{shown} and {number} more", "{shown} and {number} more", left)
    return more.format(shown=shown, number=texts.number(left))
