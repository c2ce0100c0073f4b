"""What can go wrong with a feed, as errors with a reason, and addresses made safe to print."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from alertbot.errors import AlertbotError


class FetchReason(StrEnum):
    """Why an address gave no body."""

    GONE = "gone"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    TOO_MANY_REQUESTS = "too_many_requests"
    SERVER_ERROR = "server_error"
    UNEXPECTED_STATUS = "unexpected_status"
    TIMEOUT = "timeout"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    BLOCKED_ADDRESS = "blocked_address"
    BAD_URL = "bad_url"
    BAD_ENCODING = "bad_encoding"
    NAME_NOT_FOUND = "name_not_found"
    CONNECTION = "connection"
    TLS = "tls"
    REDIRECT_LOOP = "redirect_loop"
    NOT_SET_UP = "not_set_up"
    """A setting is missing that this source wants."""


_PERMANENT = frozenset(
    {FetchReason.GONE, FetchReason.BLOCKED_ADDRESS, FetchReason.BAD_URL, FetchReason.NOT_SET_UP}
)


class FetchError(AlertbotError):
    """An address could not be fetched; the message is for the operator and holds no credentials.

    `permanent` is True where only a person can mend it; `retry_after` is what the server asked for.
    """

    def __init__(
        self, reason: FetchReason, url: str, detail: str, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(f"{mask_url(url)}: {detail}")
        self.reason = reason
        self.url = url
        self.retry_after = retry_after
        self.permanent = reason in _PERMANENT


class UnreadableReason(StrEnum):
    """Why the bytes of a feed cannot be read as one."""

    EMPTY = "empty"
    HTML_PAGE = "html_page"
    ANTI_BOT = "anti_bot"
    NOT_A_FEED = "not_a_feed"


_ADVICE = {
    UnreadableReason.EMPTY: "the answer is empty; if it stays so, look for the feed's new address",
    UnreadableReason.HTML_PAGE: "this is a web page, not a feed; look for the feed's address on that page",
    UnreadableReason.ANTI_BOT: "the site answers with a check for browsers; ask the publisher to let us in",
    UnreadableReason.NOT_A_FEED: "this is neither RSS, Atom nor JSON Feed; check the address",
}


class FeedUnreadable(AlertbotError):
    """A body arrived but is no feed; `reason` says what it is instead."""

    def __init__(self, reason: UnreadableReason, url: str) -> None:
        super().__init__(f"{mask_url(url)}: {_ADVICE[reason]}")
        self.reason = reason
        self.url = url

    def __reduce__(self) -> tuple[type[FeedUnreadable], tuple[UnreadableReason, str]]:
        """Pickle by its arguments: it crosses from the sandbox's child."""
        return FeedUnreadable, (self.reason, self.url)


_SECRET_NAME = re.compile(
    r"key|token|secret|auth|pass|pwd|sig|session|sid$|code|hash|credential|user", re.IGNORECASE
)
_SECRET_VALUE = re.compile(r"(?=[^=]*\d)[A-Za-z0-9+/_.~-]{20,}")


def mask_url(url: str) -> str:
    """The address without user, password and values of the query that look like secrets; one line."""
    text = "".join(character for character in url[:500] if character.isprintable())
    try:
        parts = urlsplit(text)
    except ValueError:
        return re.sub(r"//[^/]*@", "//***@", text.partition("?")[0])
    return SplitResult(
        parts.scheme, _mask_userinfo(parts.netloc), parts.path, _mask_query(parts.query), ""
    ).geturl()


def _mask_userinfo(netloc: str) -> str:
    userinfo, at, host = netloc.rpartition("@")
    return f"***@{host}" if at and userinfo else host


def _mask_query(query: str) -> str:
    return "&".join(_mask_pair(pair) for pair in query.split("&")) if query else ""


def _mask_pair(pair: str) -> str:
    name, equals, value = pair.partition("=")
    secret = _SECRET_NAME.search(name) or _SECRET_VALUE.fullmatch(value if equals else name)
    if not secret:
        return pair
    return f"{name}=***" if equals else "***"
