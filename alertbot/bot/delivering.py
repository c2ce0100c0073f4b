"""When and how messages come: digests, the limit an hour and what makes no sound, typed or by buttons."""

from __future__ import annotations

from html import escape

from alertbot.alerts.labels import severity_label
from alertbot.alerts.safe import clip, isolate
from alertbot.alerts.schedule import DigestTimes
from alertbot.bot.delivery_words import (
    USUAL,
    clock,
    delivery_lines,
    digest_line,
    immediate_line,
    limit_line,
    read_times,
    short_weekday_name,
    sound_line,
)
from alertbot.bot.screens import Button, Screen
from alertbot.bot.talk import Talk
from alertbot.model import Severity

DIGEST_EXAMPLE = "/digest weekly mon 07:30"
LIMIT_EXAMPLE = "/limit 10"
SILENT_EXAMPLE = "/silent moderate"
OFF = ("off", "none", "no", "0")
MOST_HOURLY = 100
_TIMES = ("06:00", "07:30", "12:00", "18:00")
_LIMITS = (5, 10, 20)
_LEVELS = (Severity.MODERATE, Severity.SEVERE, Severity.EXTREME)

Row = tuple[Button, ...]


async def digest(talk: Talk, text: str) -> None:
    """Show when digests come, set it ('daily 07:30', 'weekly mon 07:30'), or end them ('off')."""
    if text.casefold() in OFF:
        await talk.change_chat(digest="", immediate=True)
    elif text:
        try:
            times = read_times(text, talk.texts)
        except ValueError:
            await talk.reply(unreadable(talk, text, "/digest daily 07:30", DIGEST_EXAMPLE, "/digest off"))
            return
        await talk.change_chat(digest=str(times))
    await talk.reply(_digest_screen(talk))


async def limit(talk: Talk, text: str) -> None:
    """Show how many alerts an hour come at most, set it, or end it ('off')."""
    if text:
        number = 0 if text.casefold() in OFF else _whole(text)
        if number is None:
            await talk.reply(unreadable(talk, text, LIMIT_EXAMPLE, "/limit off"))
            return
        await talk.change_chat(hourly=number)
    await talk.reply(_limit_screen(talk))


async def silent(talk: Talk, text: str) -> None:
    """Show what comes without a sound, set it by the name of a severity, or end it ('off')."""
    if text:
        names = {level.value: level for level in _LEVELS}
        names |= {severity_label(level, talk.texts).casefold(): level for level in _LEVELS}
        word = text.casefold()
        if word not in names and word not in OFF:
            await talk.reply(unreadable(talk, text, SILENT_EXAMPLE, "/silent off"))
            return
        await talk.change_chat(silent_below=names.get(word))
    await talk.reply(_sound_screen(talk))


async def press_delivery(talk: Talk, arguments: list[str]) -> None:
    """The button that leads to all of it, and the one on that screen. Raises ValueError for others."""
    if arguments:
        if arguments != ["map"]:
            raise ValueError(arguments)
        await talk.change_chat(alert_map=not talk.chat.alert_map)
    await talk.show(_overview(talk))


async def press_digest(talk: Talk, arguments: list[str]) -> None:
    """The buttons of digests. Raises ValueError for what does not fit the chat's settings any more."""
    verb, *rest = arguments or [""]
    times = DigestTimes.read(talk.chat.digest) if talk.chat.digest else None
    if verb == "off":
        await talk.change_chat(digest="", immediate=True)
    elif verb in ("day", "week"):
        at = times.at if times else USUAL
        await talk.change_chat(digest=str(DigestTimes(at, None if verb == "day" else 0)))
    elif verb:
        await _press_times(talk, verb, rest, times)
    await talk.show(_digest_screen(talk))


async def _press_times(talk: Talk, verb: str, rest: list[str], times: DigestTimes | None) -> None:
    if times is None:
        raise ValueError(verb)
    if verb == "now":
        await talk.change_chat(immediate=not talk.chat.immediate)
    elif verb == "empty":
        await talk.change_chat(digest_empty=not talk.chat.digest_empty)
    elif verb == "pic":
        await talk.change_chat(digest_picture=not talk.chat.digest_picture)
    elif verb == "at":
        at = read_times(f"{rest[0][:2]}:{rest[0][2:]}", talk.texts).at
        await talk.change_chat(digest=str(DigestTimes(at, times.weekday)))
    elif verb == "on":
        await talk.change_chat(digest=str(DigestTimes(times.at, range(7)[int(rest[0])])))
    else:
        raise ValueError(verb)


async def press_limit(talk: Talk, arguments: list[str]) -> None:
    """The buttons of the limit. Raises ValueError for what is no number."""
    if arguments:
        number = _whole(arguments[0]) if arguments[0] != "0" else 0
        if number is None:
            raise ValueError(arguments[0])
        await talk.change_chat(hourly=number)
    await talk.show(_limit_screen(talk))


async def press_sound(talk: Talk, arguments: list[str]) -> None:
    """The buttons of the sound. Raises ValueError for what is no severity."""
    if arguments:
        level = None if arguments[0] == "off" else Severity(arguments[0])
        await talk.change_chat(silent_below=level)
    await talk.show(_sound_screen(talk))


def unreadable(talk: Talk, text: str, *examples: str) -> Screen:
    """What could not be read, and how it is written."""
    said = talk.texts.gettext("I cannot read “{text}”. Write for example:")
    shown = isolate(clip(text, 60), talk.texts.is_rtl)
    codes = "\n".join(f"<code>{escape(example)}</code>" for example in examples)
    return Screen(f"{escape(said.format(text=shown))}\n{codes}")


def _overview(talk: Talk) -> Screen:
    t = talk.texts.gettext
    lines = "\n".join(escape(line) for line in delivery_lines(talk.chat, talk.texts))
    rows: tuple[Row, ...] = (
        (Button(f"🗞 {t('Digest')}", "dig"), Button(f"🧺 {t('Limit')}", "lim")),
        (Button(f"🔕 {t('Sound')}", "sil"), Button(f"🌙 {t('Quiet hours')}", "quiet")),
        (Button(f"⬅️ {t('Settings')}", "settings"),),
    )
    if talk.services.painter is not None:
        rows = (
            *rows[:-1],
            (Button(_check(talk.chat.alert_map, t("Map with each alert")), "dl:map"),),
            rows[-1],
        )
    return Screen(f"<b>{escape(t('Delivery'))}</b>\n{lines}", rows)


def _digest_screen(talk: Talk) -> Screen:
    t, texts, chat = talk.texts.gettext, talk.texts, talk.chat
    lines = [f"🗞 {digest_line(chat, texts)}", f"🔔 {immediate_line(chat, texts)}"]
    times = DigestTimes.read(chat.digest) if chat.digest else None
    rows: list[Row] = [
        (
            Button(_check(times is None, t("No digest")), "dig:off"),
            Button(_check(bool(times and times.weekday is None), t("Every day")), "dig:day"),
            Button(_check(bool(times and times.weekday is not None), t("Every week")), "dig:week"),
        )
    ]
    if times:
        when = times.after(talk.services.clock(), chat.timezone)
        zone = isolate(chat.timezone, texts.is_rtl)
        said = t("Next: {time} ({zone})").format(time=texts.date_time(when, chat.timezone), zone=zone)
        lines.append(f"🕒 {said}")
        rows += _time_rows(talk, times)
    rows.append((Button(f"⬅️ {t('Delivery')}", "dl"),))
    shown = "\n".join(escape(line) for line in lines)
    return Screen(f"{shown}\n<code>/digest daily 07:30</code>\n<code>{DIGEST_EXAMPLE}</code>", tuple(rows))


def _time_rows(talk: Talk, times: DigestTimes) -> list[Row]:
    t, texts, chat = talk.texts.gettext, talk.texts, talk.chat
    rows: list[Row] = [
        tuple(
            Button(_check(at == f"{times.at:%H:%M}", clock(read_times(at, texts).at, texts)), _data(at))
            for at in _TIMES
        )
    ]
    if times.weekday is not None:
        days = [
            Button(_check(day == times.weekday, short_weekday_name(day, texts)), f"dig:on:{day}")
            for day in range(7)
        ]
        rows += [tuple(days[:4]), tuple(days[4:])]
    rows.append((Button(_check(chat.immediate, t("Alerts at once too")), "dig:now"),))
    rows.append((Button(_check(chat.digest_empty, t("Also when there is nothing to report")), "dig:empty"),))
    if talk.services.painter is not None:
        rows.append((Button(_check(chat.digest_picture, t("With a chart")), "dig:pic"),))
    return rows


def _limit_screen(talk: Talk) -> Screen:
    t, texts, chat = talk.texts.gettext, talk.texts, talk.chat
    said = t("What is extreme comes at once all the same.")
    buttons = [Button(_check(chat.hourly == n, texts.number(n)), f"lim:{n}") for n in _LIMITS]
    rows = (
        tuple(buttons),
        (Button(_check(not chat.hourly, t("No limit")), "lim:0"),),
        (Button(f"⬅️ {t('Delivery')}", "dl"),),
    )
    html = f"🧺 {escape(limit_line(chat, texts))}\n{escape(said)}\n<code>{LIMIT_EXAMPLE}</code>"
    return Screen(html, rows)


def _sound_screen(talk: Talk) -> Screen:
    t, texts, chat = talk.texts.gettext, talk.texts, talk.chat
    buttons = [
        Button(_check(chat.silent_below is level, severity_label(level, texts)), f"sil:{level.value}")
        for level in _LEVELS
    ]
    rows = (
        tuple(buttons),
        (Button(_check(chat.silent_below is None, t("Everything rings")), "sil:off"),),
        (Button(f"⬅️ {t('Delivery')}", "dl"),),
    )
    return Screen(f"🔕 {escape(sound_line(chat, texts))}\n<code>{SILENT_EXAMPLE}</code>", rows)


def _data(at: str) -> str:
    return f"dig:at:{at.replace(':', '')}"


def _check(on: bool, label: str) -> str:
    return f"✅ {label}" if on else label


def _whole(text: str) -> int | None:
    """A number of messages from 1 to 100; None for anything else."""
    number = int(text) if text.isdecimal() and len(text) < 4 else 0
    return number if 1 <= number <= MOST_HOURLY else None
