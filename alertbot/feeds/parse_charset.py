"""Turns the bytes of a feed into text: byte-order mark, valid UTF-8, header, XML prolog, detection."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from alertbot.feeds.parse_values import storable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_PROLOG = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""Labels that publishers use for the wider Windows set."""
_SAMPLE = 64_000
_FEW_BAD_BYTES = 0.2
_CANDIDATES = [
    "utf_8",
    "cp1251",
    "koi8_r",
    "koi8_u",
    "cp1256",
    "iso8859_6",
    "cp1252",
    "cp1254",
    "cp1250",
    "cp1253",
    "cp1255",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]


def decode_feed(body: bytes, content_type: str) -> str:
    """The text of a feed, without characters that XML forbids. Never raises.

    A byte-order mark wins; then UTF-8 if the bytes are valid UTF-8, which other encodings hardly ever
    are by chance; then the header's and the prolog's charset; then the most likely one.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return storable(body[len(mark) :].decode(name, "replace"))
    header = _HEADER.search(content_type)
    prolog = _PROLOG.search(body[:400])
    labels = [header[1] if header else "", prolog[1].decode("ascii", "replace") if prolog else ""]
    escaped = [label for label in labels if label.lower().startswith(("iso-2022", "utf-16", "utf-32"))]
    for label in [*escaped, "utf-8", *labels]:
        text = _try(body, label)
        if text is not None:
            return storable(text)
    return storable(_likely(body))


def _try(body: bytes, label: str) -> str | None:
    if not label:
        return None
    name = _WIDER.get(label.lower(), label)
    try:
        if name.lower().startswith("utf-8") or codecs.lookup(name).name == "utf-8":
            return body.decode("utf-8")
        return body.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _likely(body: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; else what a detector finds most likely."""
    text = body.decode("utf-8", "replace")
    letters = sum(char > "\x7f" for char in text) or 1
    if text.count("\ufffd") / letters < _FEW_BAD_BYTES:
        return text
    found = from_bytes(_non_ascii_sample(body), cp_isolation=_CANDIDATES).best()
    return body.decode(found.encoding if found else "cp1252", "replace")


def _non_ascii_sample(body: bytes) -> bytes:
    """Lines with letters beyond ASCII, without markup: what tells encodings apart."""
    bare = re.sub(rb"<[^<>]{0,1000}>", b" ", body[: 4 * _SAMPLE])
    lines = [line for line in bare.splitlines() if any(byte > 127 for byte in line)]
    return b"\n".join(lines)[:_SAMPLE] or body[:_SAMPLE]
