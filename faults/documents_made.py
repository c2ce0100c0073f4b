"""Hostile feeds and pages for the dose `documents`: fifteen classes by hand, and mutations of them all."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Iterator

_HEAD = "<?xml version='1.0'?>"
_TEN = (1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000)
GOOD = (
    f"{_HEAD}<rss version='2.0'><channel><title>T</title><item><title>A</title>"
    "<guid>1</guid><description>Gunmen burned homes.</description></item></channel></rss>"
).encode()


def _rss(body: str) -> bytes:
    return f"{_HEAD}<rss version='2.0'><channel><title>T</title>{body}</channel></rss>".encode()


def _item(body: str) -> bytes:
    return _rss(f"<item><title>A</title>{body}</item>")


def _json(items: str) -> bytes:
    return ('{"version":"https://jsonfeed.org/version/1.1","title":"T","items":' + items).encode()


def _laughs(depth: int, times: int) -> str:
    steps = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * times}">' for n in range(depth))
    body = f"<rss version='2.0'><channel><title>&e{depth};</title></channel></rss>"
    return f'{_HEAD}<!DOCTYPE r [<!ENTITY e0 "ha">{steps}]>{body}'


def _external(target: str) -> bytes:
    body = "<rss version='2.0'><channel><title>&a;</title></channel></rss>"
    return f'{_HEAD}<!DOCTYPE r [<!ENTITY a SYSTEM "{target}">]>{body}'.encode()


_TARGETS = (
    *("file:///etc/passwd", "/etc/hostname", "http://127.0.0.1:1/", "ftp://127.0.0.1/", "php://input"),
    *("file:///dev/zero", "file:///proc/self/environ", "data:text/plain,x", "gopher://127.0.0.1:1/", "//a/b"),
)
_DATES = (
    *(
        "Mon, 99 Foo 9999 99:99:99 XXXX",
        "0000-00-00T00:00:00Z",
        "-1",
        "1e999",
        "٣١/١٢/٢٠٢٦",
        "31 февраля 2026",
    ),
    *("1 Jan 2026 " * 20_000, "9" * 100_000, "2026-W99-9", "Mon, 1 Jan 2026 00:00:00 +9999999"),
)
_ENCODINGS = (
    *(
        "utf-7",
        "utf-16",
        "idna",
        "punycode",
        "rot13",
        "zlib",
        "unicode_escape",
        "undefined",
        "utf-8\0",
        "cp037",
    ),
)

CLASSES: dict[str, list[bytes]] = {
    "entity bombs": [
        *(_laughs(depth, 10).encode(code) for depth in (5, 9, 20) for code in ("utf-8", "utf-16", "utf-32")),
        f'{_HEAD}<!DOCTYPE r [<!ENTITY a "&a;">]><rss><channel><title>&a;</title></channel></rss>'.encode(),
    ],
    "external entities": [_external(target) for target in _TARGETS],
    "deep nesting": [_item(f"<{tag}>" * 3 * count) for tag in ("a", "item") for count in _TEN[5:]],
    "huge attributes": [
        *(_rss("<item " + " ".join(f"a{n}='{n}'" for n in range(count)) + "/>") for count in _TEN[5:]),
        *(f"<p x='{'>' * 30 * count}' {'y ' * count}>x".encode() for count in _TEN[5:]),
    ],
    "quadratic markup": [
        *(_item(f"<description><![CDATA[{'<' * 30 * count}]]></description>") for count in _TEN[5:]),
        *(_item(f"<description>{'&lt;b&gt;&lt;!--' * 3 * count}</description>") for count in _TEN[5:]),
    ],
    "broken encodings": [
        f"<?xml version='1.0' encoding='{name}'?>".encode() + b"<rss><channel><title>\xff\xfe\x80\xd8</title>"
        for name in _ENCODINGS
    ],
    "NUL and controls": [
        _item("<description>" + chr(code) * 50_000 + "</description>")
        for code in (0, 1, 7, 8, 11, 12, 27, 127, 0xFFFE, 0x2028)
    ],
    "entry floods": [_rss("<item><title>A</title></item>" * 3 * count) for count in _TEN],
    "endless titles": [_rss(f"<item><title>{'W ' * 30 * count}</title></item>") for count in _TEN],
    "script and style floods": [
        *(b"<html><body>" + b"<script>var a='<p>';" * count + b"x" for count in _TEN[5:]),
        *(b"<html><body>" + b"<style>p{}</style><svg><math>" * count + b"x" for count in _TEN[5:]),
    ],
    "packed bodies": [
        *(gzip.compress(b"\0" * 1_000 * count) for count in _TEN[:5]),
        *(zlib.compress(_rss("<item/>" * count)) for count in _TEN[:3]),
        b"PK\x03\x04" + b"\0" * 5_000,
        b"\xce\xb2\xcf\x81" * 1_000,
    ],
    "polyglots": [
        *(lead + GOOD for lead in (b"GIF89a", b"%PDF-1.7\n", b"\x7fELF", b"PK\x03\x04", b"{}\n", b"MZ")),
        *(GOOD + tail for tail in (b"{}", b"\0" * 9_000, b"<html>", GOOD)),
    ],
    "pages for feeds": [
        *(b"<!doctype html><html><body>" + b"<a href='/x'>y</a>" * count for count in _TEN[3:]),
        *(b"<html><head><title>" + word + b"</title>" for word in (b"Just a moment", b"captcha", b"")),
    ],
    "impossible dates": [_item(f"<pubDate>{text}</pubDate>") for text in _DATES],
    "colliding ids": [
        _rss("".join(f"<item><guid>{n % wrap}</guid><title>{n}</title></item>" for n in range(900)))
        for wrap in range(1, 11)
    ],
    "JSON bombs": [
        *(_json("[" * 10 * count) for count in _TEN[5:]),
        *(_json('[{"id":' + "9" * 300 * count + "}]}") for count in _TEN[5:8]),
        _json('[{"id":1e999,"title":{"a":[]},"content_html":[1],"date_published":[]}]}'),
        _json("[" + '{"id":"\\ud800","title":"\\u0000"},' * 5_000 + "null]}"),
    ],
}
"""Class to documents; each is read as a feed and as a page."""


def mutations(rng: random.Random) -> Iterator[bytes]:
    """Without end: a document of some class, or a good one, with a few places changed."""
    seeds = [document for documents in CLASSES.values() for document in documents if len(document) < 20_000]
    seeds += [GOOD] * (len(seeds) // 2)
    while True:
        body = bytearray(rng.choice(seeds))
        for _ in range(rng.randint(1, 6)):
            _change(rng, body, rng.choice(seeds))
        yield bytes(body)


def _change(rng: random.Random, body: bytearray, other: bytes) -> None:
    at = rng.randrange(len(body) + 1)
    size = rng.choice((1, 2, 8, 64, 512))
    match rng.randrange(5):
        case 0:
            body[at : at + size] = b""
        case 1:
            body[at:at] = body[at : at + size] * rng.choice((2, 9, 50))
        case 2:
            start = rng.randrange(len(other) + 1)
            body[at:at] = other[start : start + size]
        case 3:
            body[at : at + 1] = bytes([rng.randrange(256)])
        case _:
            body[at:at] = rng.choice(
                (b"<", b"&", b"]]>", b"<![CDATA[", b"&#x110000;", b"\xed\xa0\x80", b"<!--", b"\0")
            )
