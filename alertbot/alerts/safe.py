"""Makes words of strangers safe to show: no markup, no tricks of direction, nothing that pings or links."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from urllib.parse import urlsplit

LONGEST_LINK = 1_000
_ISOLATE, _END = "\u2068", "\u2069"
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")
_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d(?:[\s().-]?\d){8,14}")
_DOMAIN = re.compile(r"\b(?=[\w.-]*[a-z])[\w-]+(?:\.[\w-]+)*\.(?=[a-z]{2,})[a-z]+\b/?\S*", re.IGNORECASE)
_MENTION = re.compile(r"@(?=\w)")
_COMMAND = re.compile(r"(?<![\w/])/(?=\w)")
_HASHTAG = re.compile(r"[#$](?=\w)")
_ABBREVIATION = re.compile(r"(?:\w{1,2}\.)+\w{0,2}\.?")
_ARABIC_JOIN = re.compile("(?<=[\u0600-\u06ff])\u200c(?=[\u0600-\u06ff])")
_WITHHELD = "[…]"


def clean(text: str) -> str:
    """Return text of a source on one line, without markup, invisible signs, addresses and active words.

    Mentions, commands and hashtags stay readable but no longer work in Telegram.
    """
    text = _TAG.sub(" ", text)
    text = " ".join(_visible(text).split())
    for pattern in (_LINK, _EMAIL, _PHONE):
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
    """Return an HTML link, or None if the address is not plain http(s)."""
    if len(url) > LONGEST_LINK or any(letter.isspace() or not letter.isprintable() for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f'<a href="{escape(url)}">{escape(name, quote=False)}</a>'


def _visible(text: str) -> str:
    """Drop control and format signs (bidi, zero-width); Persian's joiner between letters stays."""
    kept = _ARABIC_JOIN.sub("\ue000", text)
    letters = (" " if letter.isspace() else letter for letter in kept)
    shown = "".join(
        letter
        for letter in letters
        if letter == "\ue000" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )
    return shown.replace("\ue000", "\u200c") if "\ue000" not in text else shown.replace("\ue000", "")


def _without_domain(found: re.Match[str]) -> str:
    return found.group() if _ABBREVIATION.fullmatch(found.group()) else _WITHHELD
