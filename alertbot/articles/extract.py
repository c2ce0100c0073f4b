"""HTML to plain text: articles out of pages, paragraphs out of feed entries; runs in the sandbox's child."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

import lxml.html
import trafilatura
from lxml import etree
from trafilatura.settings import Document

LONGEST_TEXT = 100_000
_LONGEST_LINE = 1000
_LONGEST_PAGE = 3_000_000
_MOST_ATTRIBUTES = 1_000
_BLOCK = re.compile(
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|fieldset|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre"
    "|section|table|td|th|tr|ul"
)
_SILENT = re.compile(
    "audio|button|embed|figcaption|figure|form|iframe|input|noscript|object|picture|script|select|style|svg"
    "|template|textarea|video"
)
_BREAK = "\x1e"
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MORE = (
    "continue reading|read more|read the full (?:story|article)|lire la suite|lire l.article|en savoir plus"
    "|leer más|seguir leyendo|ler mais|leia mais|continue lendo|читать далее|читати далі|подробнее|детальніше"
    "|اقرأ المزيد|المزيد|ادامه مطلب|soma zaidi"
)
_FIRST_ON = (
    r"the post .{0,400} appeared (?:first )?on .{0,200}",
    r"(?:l.article|cet article) .{0,400} est apparu en premier sur .{0,200}",
    r"la entrada .{0,400} (?:apareció primero|se publicó primero) en .{0,200}",
    r"o post .{0,400} apareceu primeiro em .{0,200}",
    r"(?:сообщение|запись) .{0,400} (?:появились? сначала|впервые появилась) на .{0,200}",
    r"ظهرت المقالة .{0,400} أولاً على .{0,200}",
)
_BOILERPLATE = re.compile(
    rf"\W{{0,5}}(?:{_MORE})(?:\W{{0,5}}|\s*[:\"“«→].{{0,120}})|" + "|".join(_FIRST_ON),
    re.IGNORECASE | re.DOTALL,
)
"""Lines that the publisher's software adds to every entry."""
_TAG_NAME = re.compile(rb"[a-zA-Z][a-zA-Z0-9]{0,20}")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a page says: empty strings and None where it does not."""

    title: str
    text: str
    """Paragraphs separated by an empty line."""
    published: datetime | None
    """The day, at midnight UTC: pages seldom tell more that can be trusted."""
    site: str


def extract_article(html: bytes, url: str) -> Extracted:
    """The article of a page, without menus, comments and related links.

    Cut at 100,000 characters, pages at 3 MB before.
    """
    document = trafilatura.bare_extraction(
        _tamed(html), url=url, include_comments=False, include_tables=True, with_metadata=True
    )
    if not isinstance(document, Document):
        return Extracted("", "", None, "")
    return Extracted(
        title=_line(document.title)[:_LONGEST_LINE],
        text=_paragraphs(str(document.text or "")),
        published=_day(document.date),
        site=_line(document.sitename)[:_LONGEST_LINE],
    )


def text_of_fragment(html: str) -> str:
    """The words of a feed entry's own HTML: paragraphs kept, scripts, captions and 'read more' left out."""
    if "<" not in html:
        return _paragraphs(unescape(html))
    try:
        root = lxml.html.document_fromstring(_tamed(f"<div>{_clean(html)}</div>".encode()), parser=_parser())
    except (etree.LxmlError, ValueError):
        return ""
    return _paragraphs("".join(_walk(root)))


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _walk(root: lxml.html.HtmlElement) -> list[str]:
    """Text in document order with a mark at every block's edge; without recursion, pages nest deep."""
    parts: list[str] = []
    skipping: lxml.html.HtmlElement | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        block = bool(_BLOCK.fullmatch(element.tag))
        if event == "start" and skipping is None:
            skipping = element if _SILENT.fullmatch(element.tag) else None
            parts += [_BREAK if block else "", _clean(element.text)] if skipping is None else []
        elif event == "end":
            skipping = None if skipping is element else skipping
            if skipping is None:
                parts += [_BREAK if block or _SILENT.fullmatch(element.tag) else "", _clean(element.tail)]
    return parts


def _paragraphs(text: str) -> str:
    """Each line or block one paragraph, white space made single, boilerplate lines dropped."""
    lines = (_line(line) for line in re.split(rf"[{_BREAK}\n]+", text))
    return "\n\n".join(line for line in lines if line and not _BOILERPLATE.fullmatch(line))[:LONGEST_TEXT]


def _clean(text: str | None) -> str:
    """Without what databases refuse, and without our own mark of a block's edge."""
    return _NOT_TEXT.sub("", text or "")


def _tamed(html: bytes) -> bytes:
    """At most 3 MB, and no start tag with a flood of attributes, which parsers compare each with each."""
    first, *rest = html[:_LONGEST_PAGE].split(b"<")
    return b"<".join([first, *(_without_flood(piece) for piece in rest)])


def _without_flood(piece: bytes) -> bytes:
    """`piece` runs from one '<' to the next: a tag, and text after it."""
    if len(piece) < 2 * _MOST_ATTRIBUTES:
        return piece
    tag = piece.partition(b">")[0]
    name = _TAG_NAME.match(piece)
    flood = max(piece.count(b"="), len(tag.split(None, _MOST_ATTRIBUTES + 1))) > _MOST_ATTRIBUTES
    return name[0] + b">" if flood and name else piece


def _line(value: object) -> str:
    return " ".join(_clean(str(value or "")).split())


def _day(value: object) -> datetime | None:
    try:
        return datetime.strptime(str(value or ""), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
