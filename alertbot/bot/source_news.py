"""The words of notices about sources: to operators, and to chats that depend on them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import urlsplit

from alertbot.alerts.safe import clean, clip, isolate
from alertbot.bot.direction import direct
from alertbot.delivery.telegram import Message
from alertbot.model import (
    FeedLine,
    FirstReading,
    Keyboard,
    MessageButton,
    Notice,
    NoticeKind,
    SourceNews,
    TroubleKind,
)
from alertbot.texts import Texts

REASONS: Mapping[TroubleKind, str] = {
    TroubleKind.GONE: "The publisher has removed it for good.",
    TroubleKind.NOT_FOUND: "There is nothing at its address any more.",
    TroubleKind.FORBIDDEN: "The site refuses us. Ask the publisher to let us in.",
    TroubleKind.ANTI_BOT: "The site answers with a check for browsers. Ask the publisher to let us in.",
    TroubleKind.HTML_PAGE: "A web page comes instead of the feed.",
    TroubleKind.EMPTY: "The answer is empty.",
    TroubleKind.NOT_A_FEED: "What comes is no feed.",
    TroubleKind.CERTIFICATE: "Its certificate is not valid, or has expired. The publisher must mend it.",
    TroubleKind.NAME_NOT_FOUND: "The name of its site does not exist any more.",
    TroubleKind.REFUSED: "It leads to a private address or a closed port; I do not go there.",
    TroubleKind.TOO_OFTEN: "The site says that we come too often.",
    TroubleKind.UNREACHED: "The site cannot be reached, or has errors.",
    TroubleKind.HARMFUL: "What it sends ends the processes that read it.",
    TroubleKind.SILENT: "It answers, but brings nothing new for much longer than usual.",
    TroubleKind.MOVED: "It has moved for good to another site, and I read it there. "
    "Is it still the same publisher?",
    TroubleKind.OTHER: "It cannot be read.",
}

_TAG = re.compile("</?(?:b|i|code)>")


def write_source_news(notice: Notice, news: SourceNews, texts: Texts) -> Message:
    """A notice about sources in the language of its chat."""
    lines = _WRITERS[notice.kind](news, texts, notice.chat.timezone)
    again = texts.gettext("You may have this already.") if notice.ambiguous else ""
    html = "\n".join([f"<i>{escape(again)}</i>", *lines] if again else lines)
    buttons = _buttons(notice.kind, news, texts)
    readers = notice.kind in (NoticeKind.SOURCES_SILENT, NoticeKind.SOURCES_BACK)
    return Message(direct(html, texts.is_rtl), _plain(html), buttons, silent=readers)


def _trouble(news: SourceNews, texts: Texts, timezone: str) -> list[str]:
    """What operators read of one feed in trouble, or of many."""
    if news.total > 1:
        return _troubles(news, texts)
    t, [line] = texts.gettext, news.lines
    said = t("A feed has fallen silent: {name}") if _is_silent(line) else t("A feed cannot be read: {name}")
    moved = line.kind is TroubleKind.MOVED
    head = (t("A feed has moved: {name}") if moved else said).format(name=_safe(line.name, texts))
    lines = [f"📡 <b>{escape(head, quote=False)}</b>", escape(t(REASONS[line.kind]))]
    if moved:
        return [
            *lines,
            f"<code>{escape(clip(line.detail, 300))}</code>",
            *_address(line.url, line.detail, texts),
        ]
    if line.since:
        since = texts.date_time(line.since, timezone)
        words = t("Nothing new since {time}.") if _is_silent(line) else t("Last read well: {time}.")
        lines.append(escape(words.format(time=since)))
    else:
        lines.append(escape(t("It could never be read.")))
    if line.detail:
        lines.append(f"<i>{escape(isolate(clip(clean(line.detail), 200), texts.is_rtl), quote=False)}</i>")
    lines.append(f"<code>{escape(clip(line.url, 300))}</code>")
    if line.suggestion:
        lines.append(escape(t("The publisher's page names this address, and it answers as a feed:")))
        lines += _address(line.suggestion, line.url, texts)
    lines.append(escape(t("I go on trying and shall write once more when it can be read.")))
    return lines


def _address(address: str, before: str, texts: Texts) -> list[str]:
    """An address to copy, with a word where it is on another site than the one before."""
    lines = [f"<code>{escape(clip(address, 300))}</code>"]
    host = urlsplit(address).hostname or ""
    if host != urlsplit(before).hostname:
        said = texts.gettext("It is on another site than before: {host}")
        shown = f"<code>{escape(clip(host, 100))}</code>"
        lines.append(f"⚠️ {escape(said, quote=False).format(host=shown)}")
    return lines


def _troubles(news: SourceNews, texts: Texts) -> list[str]:
    t, number = texts.gettext, texts.number
    said = texts.ngettext("{n} feed cannot be read", "{n} feeds cannot be read", news.total)
    lines = [f"📡 <b>{escape(said.format(n=number(news.total)))}</b>"]
    lines += [f"{number(count)} × {escape(t(REASONS[kind]))}" for kind, count in news.counts]
    lines += ["", *_names(news, texts), "", escape(t("All of them, with the reasons: /feedhealth"))]
    return lines


def _well(news: SourceNews, texts: Texts, _: str) -> list[str]:
    if news.total == 1:
        said = texts.gettext("This feed can be read again: {name}")
        return [f"✅ {escape(said.format(name=_safe(news.lines[0].name, texts)), quote=False)}"]
    said = texts.ngettext("{n} feed can be read again", "{n} feeds can be read again", news.total)
    return [f"✅ {escape(said.format(n=texts.number(news.total)))}", *_names(news, texts)]


def _read(news: SourceNews, texts: Texts, timezone: str) -> list[str]:
    """What whoever added a feed is told after its first poll."""
    t, name = texts.gettext, _safe(news.lines[0].name, texts)
    head = t("The first reading of {name} is done").format(name=name)
    lines = [f"📡 <b>{escape(head, quote=False)}</b>"]
    if news.reading:
        lines += [escape(line) for line in _found(news.reading, texts, timezone)]
    lines.append(escape(t("What is older than 48 hours is not sent.")))
    return lines


def _found(found: FirstReading, texts: Texts, timezone: str) -> list[str]:
    t, number = texts.gettext, texts.number
    if found.newest:
        said = t("{number} entries, the newest of {time}")
        lines = [
            said.format(number=number(found.entries), time=texts.date_time(found.newest, timezone)),
        ]
    else:
        lines = [t("{number} entries without a date").format(number=number(found.entries))]
    if found.languages:
        lines.append(t("Language: {code}").format(code=", ".join(found.languages)))
    lines.append(t("Its entries carry the whole text.") if found.full_text else t("Its entries are teasers."))
    if found.a_day is not None:
        about = number(max(1, round(found.a_day)))
        lines.append(
            t("It publishes about {number} a day.").format(number=about)
            if found.a_day >= 1
            else t("It publishes less than once a day.")
        )
    lines.append(t("Entries that look like alerts: {number}").format(number=number(found.alerts)))
    return lines


def _silent(news: SourceNews, texts: Texts, timezone: str) -> list[str]:
    """What readers are told when all sources about their country in one language are in trouble."""
    t, country = texts.gettext, texts.country(news.country)
    language = texts.language_name(news.language) if news.language else ""
    if news.total == 1:
        name = _safe(news.lines[0].name, texts)
        said = (
            t("Your only source about {country} in {language} brings nothing any more: {name}")
            if language
            else t("Your only source about {country} brings nothing any more: {name}")
        )
        lines = [f"📡 {escape(said.format(country=country, language=language, name=name), quote=False)}"]
    else:
        said = (
            t("All {n} sources about {country} in {language} bring nothing any more:")
            if language
            else t("All {n} sources about {country} bring nothing any more:")
        )
        count = texts.number(news.total)
        lines = [f"📡 {escape(said.format(n=count, country=country, language=language))}"]
        lines += _names(news, texts)
    since = news.lines[0].since if news.lines else None
    if since:
        lines.append(escape(t("Silent since {time}.").format(time=texts.date_time(since, timezone))))
    others = t("Other sources about {country} that I read: {number}")
    lines.append(escape(others.format(country=country, number=texts.number(news.others))))
    lines.append(escape(t("Silence is not safety: what no source reports, I cannot tell.")))
    return lines


def _back(news: SourceNews, texts: Texts, _: str) -> list[str]:
    country = texts.country(news.country)
    said = texts.gettext("A source about {country} can be read again: {name}")
    name = _safe(news.lines[0].name, texts) if news.lines else ""
    return [f"✅ {escape(said.format(country=country, name=name), quote=False)}"]


_WRITERS = {
    NoticeKind.FEED_TROUBLE: _trouble,
    NoticeKind.FEED_WELL: _well,
    NoticeKind.FEED_READ: _read,
    NoticeKind.SOURCES_SILENT: _silent,
    NoticeKind.SOURCES_BACK: _back,
}


def _buttons(kind: NoticeKind, news: SourceNews, texts: Texts) -> Keyboard:
    """One feed: take the address we found, or stop. The address itself stays in the database."""
    t = texts.gettext
    if kind is NoticeKind.SOURCES_SILENT:
        return ((MessageButton(f"🔕 {t('No such messages here')}", "near:quiet"),),)
    if kind is not NoticeKind.FEED_TROUBLE or news.total != 1:
        return ()
    [line] = news.lines
    off = (MessageButton(f"🗑 {t('Switch it off')}", f"feed:stop:{line.feed}"),)
    use = (MessageButton(f"✅ {t('Use the new address')}", f"feed:use:{line.trouble}"),)
    return (use, off) if line.suggestion else (off,)


def _names(news: SourceNews, texts: Texts) -> list[str]:
    lines = [f"• {escape(_safe(line.name, texts), quote=False)}" for line in news.lines]
    left = news.total - len(news.lines)
    if left > 0:
        more = texts.ngettext("and {n} more", "and {n} more", left)
        lines.append(escape(more.format(n=texts.number(left))))
    return lines


def _is_silent(line: FeedLine) -> bool:
    return line.kind is TroubleKind.SILENT


def _safe(text: str, texts: Texts) -> str:
    """Words of the web, harmless and of bearable length."""
    return isolate(clip(clean(text), 80), texts.is_rtl)


def _plain(html: str) -> str:
    """The same without the few tags that are written here."""
    return unescape(_TAG.sub("", html))
