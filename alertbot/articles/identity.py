"""Which entry is which: keys that survive careless feeds, and a hash that tells a material change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

from alertbot.articles.addresses import canonical_url, clean_url, is_specific

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_NOT_WORD = re.compile(r"[\W_]+")


class Item(Protocol):
    """One item of a feed document, as the feed tells it."""

    @property
    def guid(self) -> str:
        """The publisher's id or ''."""
        ...

    @property
    def url(self) -> str:
        """Absolute address or ''."""
        ...

    @property
    def title(self) -> str:
        """Plain text."""
        ...

    @property
    def content(self) -> str:
        """HTML or text."""
        ...

    @property
    def published(self) -> datetime | None:
        """Aware, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes one item recognisable (see `model.Entry`)."""

    keys: tuple[str, ...]
    url: str
    content_hash: str


def identify(items: Sequence[Item]) -> list[Identity]:
    """The identity of each item of one feed document, in order."""
    urls = shared_values([(canonical_url(item.url), item.title) for item in items])
    guids = shared_values([(item.guid, item.title) for item in items])
    return [
        Identity(
            keys=entry_keys(item.guid, item.url, item.title, item.published, item.content, urls, guids),
            url=clean_url(item.url),
            content_hash=content_hash(item.title, item.content),
        )
        for item in items
    ]


def entry_keys(
    guid: str,
    url: str,
    title: str,
    published: datetime | None,
    content: str,
    shared_urls: frozenset[str] = frozenset(),
    shared_guids: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Keys of an item, strongest first, never none.

    - its address, unless it is a homepage or stands in `shared_urls` (canonical addresses that several
      items of the document carry): survives changed ids, tracking parameters and http→https;
    - its id with its title: a reused id does not swallow a new story;
    - its id with its exact time of publication: a corrected headline is the same story;
    - for want of all these, its title and day, or else its content.
    """
    keys = []
    address = canonical_url(url)
    if address and is_specific(address) and address not in shared_urls:
        keys.append(_key("u", address))
    folded = fold(title)
    if guid.strip():
        keys.append(_key("g", guid.strip(), folded))
        if published is not None and published.time() != time() and guid not in shared_guids:
            keys.append(_key("p", guid.strip(), published.isoformat()))
    return tuple(keys) or (_fallback(folded, published, content),)


def shared_values(pairs: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Of (value, title): the values that items with different titles carry."""
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for value, title in pairs:
        titles[value].add(fold(title))
    return frozenset(value for value, found in titles.items() if value and len(found) > 1)


def content_hash(title: str, content: str) -> str:
    """Hex digest that ignores markup, case, punctuation and white space."""
    words = f"{_bare(title)}\n{_bare(content)}"
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


def fold(text: str) -> str:
    """The words of a text in a form that ignores case, accents, punctuation and presentation forms."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if unicodedata.category(char) not in ("Mn", "Cf"))
    return _NOT_WORD.sub(" ", bare).strip()


def _fallback(folded: str, published: datetime | None, content: str) -> str:
    if folded:
        return _key("t", folded, published.date().isoformat() if published else "")
    return _key("c", _bare(content))


def _bare(content: str) -> str:
    """Words without markup and punctuation: a cheap `fold`, for long texts."""
    return _NOT_WORD.sub(" ", _MARKUP.sub(" ", content).casefold()).strip()


def _key(kind: str, *parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"{kind}:{digest[:32]}"
