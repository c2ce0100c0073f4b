"""Makes words of strangers safe to show: no markup, no tricks of direction, nothing that pings or links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import urlsplit

LONGEST_LINK = 1_000
_ISOLATE, _END = "\u2068", "\u2069"
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")
_LINK = re.compile(r"[\w+.-]*://\S*|www\.\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d(?:[\s().-]?\d){8,14}")
_TOP_LEVEL = (
    "[a-z]{2,}|рф|рус|укр|бел|срб|мкд|мон|қаз|бг|ею|ком|орг|сайт|онлайн|москва|дети|قطر|مصر|تونس|عمان|فلسطين|سودان"
    "|سورية|عراق|المغرب|الجزائر|السعودية|امارات|الاردن|ایران|پاکستان|موقع|شبكة|بازار|كوم"
)
"""Endings that Telegram takes for those of a web address; any Latin word may be one."""
_DOMAIN = re.compile(
    rf"\b(?=[\w.-]*[^\W\d_])[\w-]+(?:[.。．｡][\w-]+)*[.。．｡](?:{_TOP_LEVEL}|xn--[\w-]+)\b/?\S*",
    re.IGNORECASE,
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_NUMERIC_HOST = re.compile(rf"(?<!\d)(?<!\d\.){_OCTET}(?:\.{_OCTET}){{3}}(?!\d|\.\d)(?::\d+)?(?:/\S*)?")
_MOST_MARKS = 3
"""Combining signs on one letter: vowels and tone marks need no more."""
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
"""Letters and signs that show nothing."""
_TELEGRAM = re.compile(r"(?:^|\.)(?:t\.me|telegram\.(?:me|dog|org)|telesco\.pe)\.?$", re.IGNORECASE)
_HOST = re.compile(r"[\w.:-]+")
_MARKUP = re.compile('[<>"]')
_POST = re.compile(r"/(?:s/)?\w+/\d+/?")
_MENTION = re.compile(r"@(?=\w)")
_COMMAND = re.compile(r"(?<![\w/])/(?=\w)")
_HASHTAG = re.compile(r"[#$](?=\w)")
_ABBREVIATION = re.compile(r"(?:\w\.)+\w?\.?")
_ARABIC_JOIN = re.compile("(?<=[\u0600-\u06ff])\u200c(?=[\u0600-\u06ff])")
_WITHHELD = "[…]"
_INERT_DOT = "\u2024"
"""Looks like a full stop, and parts no address."""


def clean(text: str) -> str:
    """Return text of a source on one line, without markup, invisible signs, addresses and active words.

    Mentions, commands and hashtags stay readable but no longer work in Telegram.
    """
    text = _TAG.sub(" ", text)
    text = " ".join(_visible(text).split())
    for pattern in (_LINK, _EMAIL, _PHONE, _NUMERIC_HOST):
        text = pattern.sub(_WITHHELD, text)
    text = _DOMAIN.sub(_without_domain, text)
    text = _MENTION.sub("＠", text)
    text = _HASHTAG.sub(lambda found: "＃" if found.group() == "#" else "＄", text)
    return _COMMAND.sub("∕", text)


def isolate(text: str, rtl: bool) -> str:
    """Wrap text whose direction differs from the message's, so that neither disturbs the other."""
    return f"{_ISOLATE}{text}{_END}" if is_rtl(text) is not rtl else text


def is_rtl(text: str) -> bool:
    """Return whether the first letter of a text belongs to a script written from right to left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def clip(text: str, most: int) -> str:
    """Return `text` within `most` UTF-16 units, cut at the end of a word and then marked with an ellipsis.

    Isolates opened in the part that is kept are closed.
    """
    if units(text) <= most:
        return text
    kept, used = 0, 2 + text.count(_ISOLATE)
    while used + units(text[kept]) <= most:
        used += units(text[kept])
        kept += 1
    while kept and unicodedata.combining(text[kept]):
        kept -= 1
    space = text.rfind(" ", 0, kept + 1)
    short = text[: space if space > kept // 2 else kept].rstrip(" ,;:-–—(" + _ISOLATE)
    return short + "…" + _END * (short.count(_ISOLATE) - short.count(_END))


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def link(url: str, name: str) -> str | None:
    """Return an HTML link, or None if the address is not plain http(s).

    Of Telegram's own addresses only those of a post: others start bots, join chats or prefill messages.
    """
    if len(url) > LONGEST_LINK or not _is_plain(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or "\\" in url:
        return None
    if not _HOST.fullmatch(parts.hostname) or _MARKUP.search(url):
        return None
    if _TELEGRAM.search(parts.hostname) and not _POST.fullmatch(parts.path):
        return None
    return f'<a href="{escape(url)}">{escape(name, quote=False)}</a>'


def host_name(url: str) -> str:
    """Return what to call a source without a name: its host, with dots that link nothing; '' if none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return clean(host.removeprefix("www.").replace(".", _INERT_DOT))


def _is_plain(url: str) -> bool:
    return all(letter.isprintable() and not letter.isspace() and letter not in _BLANKS for letter in url)


def _visible(text: str) -> str:
    """Drop control and format signs (bidi, zero-width); Persian's joiner between letters stays."""
    kept = _ARABIC_JOIN.sub("\ue000", text)
    letters = (" " if letter.isspace() else letter for letter in kept)
    seen = (
        letter
        for letter in letters
        if letter == "\ue000" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    shown = "".join(_without_piles(seen))
    return shown.replace("\ue000", "\u200c") if "\ue000" not in text else shown.replace("\ue000", "")


def _without_piles(letters: Iterable[str]) -> Iterator[str]:
    """Letters with at most three combining signs each, and none of those that show nothing."""
    marks = 0
    for letter in letters:
        if letter in _BLANKS:  # what is not there ends no pile
            continue
        if letter == "\ue000":  # stands for a joiner, which ends no pile either
            yield letter
            continue
        marks = marks + 1 if unicodedata.category(letter)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            yield letter


def _without_domain(found: re.Match[str]) -> str:
    return found.group() if _ABBREVIATION.fullmatch(found.group()) else _WITHHELD
