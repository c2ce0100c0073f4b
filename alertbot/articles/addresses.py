"""Addresses of articles: cleaned for fetching, and reduced to what identifies the article."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_CAMPAIGN = r"^(?:utm_|at_|mc_|pk_|piwik_|matomo_|hsa_|oly_|vero_|_hs|ga_|__twitter|_gl$)"
_CLICK = r"^(?:fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|gbraid|wbraid|xtor|ocid|mkt_tok|guccounter)$"
_REFERRER = (
    r"^(?:ref|ref_src|referrer|source|cmp|cmpid|icid|ncid|maca|ito|ftag|smid|smtyp|soc_src|spm|amp|outputtype"
    r"|fb_ref|fb_source|share|s_cid|campaign|trk|wprov)$"
)
_NEVER_NEEDED = re.compile(f"{_CAMPAIGN}|{_CLICK}", re.IGNORECASE)
"""Parameters that no server needs to find an article."""
_NOT_IDENTITY = re.compile(f"{_CAMPAIGN}|{_CLICK}|{_REFERRER}", re.IGNORECASE)
"""The same and those that may change the page but not the article. Names that some site uses for the
article's number (id, p, cid, sid, story ...) must never stand here: two articles would become one."""
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"(?:/amp/?|\.amp)$|^/amp(?=/)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_LANGUAGE_ONLY = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
_LONGEST = 2048


def clean_url(url: str) -> str:
    """The address as it should be fetched and shown: no tracking, no fragment; '' if it is not http(s)."""
    parts = _split(url)
    if parts is None:
        return ""
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _NEVER_NEEDED.search(name)
    ]
    query = parts.query if len(kept) == parts.query.count("&") + 1 else urlencode(kept)
    return SplitResult(parts.scheme, parts.netloc, parts.path or "/", query, "").geturl()


def canonical_url(url: str) -> str:
    """What identifies the article behind an address; not for fetching. '' if it is not http(s).

    http and https, `www.`, mobile and AMP forms, default ports, tracking parameters, parameter order,
    fragments and trailing slashes do not count; international names count as their ASCII form.
    """
    parts = _split(url)
    if parts is None:
        return ""
    host = _MOBILE.sub("", parts.netloc)
    path = _INDEX.sub("/", _AMP_PATH.sub("", _same_quoting(parts.path))).rstrip("/")
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _NOT_IDENTITY.search(name)
    )
    return SplitResult("https", host, path or "/", urlencode(query), "").geturl()


def is_specific(canonical: str) -> bool:
    """False for the address of a whole site (its homepage, in any language)."""
    parts = urlsplit(canonical)
    return bool(parts.query) or not (parts.path in ("", "/") or _LANGUAGE_ONLY.fullmatch(parts.path))


def _split(url: str) -> SplitResult | None:
    """The parts with host and scheme in their plain form; None if it is no web address."""
    text = "".join(url.split())
    if not text or len(text) > _LONGEST:
        return None
    try:
        parts = urlsplit(text)
        netloc = _netloc(parts)
    except ValueError:  # UnicodeError of a host name is one, too
        return None
    scheme = parts.scheme.lower()
    return parts._replace(scheme=scheme, netloc=netloc) if scheme in _PORTS and netloc else None


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").strip(".").encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, *_PORTS.values()) else f"{host}:{parts.port}"


def _same_quoting(path: str) -> str:
    """`%7e` and `~`, `%d0%9f` and the letter itself are one path."""
    return quote(unquote(path), safe="/~!$&'()*+,;=:@-._")
