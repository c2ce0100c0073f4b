"""Gets bytes from the web within limits of address, size, time and speed (the port `Fetcher`)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from urllib.parse import urljoin

import httpx

from alertbot.feeds.errors import FetchError, FetchReason, mask_url
from alertbot.feeds.fetch_body import MEGABYTE, Unpacker, read_body, too_large
from alertbot.feeds.fetch_guard import GuardedTransport, Resolve, check_url, resolve_name
from alertbot.feeds.fetch_hosts import HostGate
from alertbot.model import Validators
from alertbot.ports import Fetched

__all__ = ["FetchError", "FetchLimits", "FetchReason", "HttpFetcher", "mask_url"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT_MOVES = frozenset({301, 308})
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)
_STATUSES: dict[int, tuple[FetchReason, str]] = {
    401: (FetchReason.FORBIDDEN, "the site wants a login"),
    402: (FetchReason.FORBIDDEN, "the site wants to be paid"),
    403: (FetchReason.FORBIDDEN, "the site refuses us; ask the publisher to let us in"),
    404: (FetchReason.NOT_FOUND, "there is nothing at this address; look for the new one"),
    406: (FetchReason.FORBIDDEN, "the site does not serve clients like us; set a contact address"),
    410: (FetchReason.GONE, "the publisher has removed it for good"),
    429: (FetchReason.TOO_MANY_REQUESTS, "the site asks us to come less often"),
    451: (FetchReason.FORBIDDEN, "withheld for legal reasons"),
}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one fetch; times in seconds, sizes in bytes."""

    connect: float = 10.0
    total: float = 30.0
    wire: int = 10 * MEGABYTE
    body: int = 10 * MEGABYTE
    redirects: int = 5
    per_host: int = 2
    host_gap: float = 0.5
    """Between the starts of two requests to one host; hosts that the operator allowed by name have none."""


class HttpFetcher:
    """Fetches public http(s) addresses; one instance for all outbound requests but Telegram's.

    `contact` goes into the User-Agent for publishers to reach the operator. `allow` opens exactly those
    (host, port) pairs although they are not public. Close it with `close()`.
    """

    def __init__(
        self,
        contact: str = "",
        allow: frozenset[tuple[str, int]] = frozenset(),
        limits: FetchLimits | None = None,
        resolve: Resolve = resolve_name,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._allow = allow
        self._limits = limits or FetchLimits()
        self._clock = clock
        self._gate = HostGate(self._limits.per_host, self._limits.host_gap)
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(allow, resolve),
            trust_env=False,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(self._limits.total, connect=self._limits.connect),
            headers={
                "User-Agent": _user_agent(contact),
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, deflate",
            },
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """Return the answer, 304 with an empty body if `validators` still hold.

        Redirects are followed one by one, each checked like the first address. Raises FetchError.
        """
        parts = check_url(url, self._allow)
        host, port = parts.hostname or "", parts.port or 0
        async with self._gate.turn(host, spaced=(host, port) not in self._allow):
            try:
                async with asyncio.timeout(self._limits.total):
                    return await self._follow(url, _conditions(validators))
            except TimeoutError:
                detail = f"no complete answer within {self._limits.total:g} s"
                raise FetchError(FetchReason.TIMEOUT, url, detail) from None

    async def _follow(self, first: str, conditions: dict[str, str]) -> Fetched:
        url, moved_to, moving = first, None, True
        for _ in range(self._limits.redirects + 1):
            answer = await self._ask(url, conditions)
            if answer.status not in _REDIRECTS:
                return replace(answer, moved_to=moved_to)
            target = _target(url, answer.headers.get("location", ""))
            self._check_target(first, target)
            moving = moving and answer.status in _PERMANENT_MOVES
            moved_to = target if moving else moved_to
            url = target
        detail = f"more than {self._limits.redirects} redirects"
        raise FetchError(FetchReason.REDIRECT_LOOP, first, detail)

    def _check_target(self, first: str, target: str) -> None:
        check_url(target, self._allow)
        if first.startswith("https:") and not target.startswith("https:"):
            detail = f"redirects to the unprotected {mask_url(target)}; refused"
            raise FetchError(FetchReason.BLOCKED_ADDRESS, first, detail)

    async def _ask(self, url: str, conditions: dict[str, str]) -> Fetched:
        try:
            async with self._client.stream("GET", url, headers=conditions) as response:
                return await self._receive(url, response)
        except httpx.HTTPError as error:
            raise _transport_error(url, error) from error
        except (httpx.InvalidURL, UnicodeError):
            raise FetchError(FetchReason.BAD_URL, url, "the address is malformed; correct it") from None

    async def _receive(self, url: str, response: httpx.Response) -> Fetched:
        status, headers = response.status_code, _headers(response)
        if status in _REDIRECTS or status == 304:
            return Fetched(status, url, headers, b"")
        if status != 200:
            raise _status_error(url, status, self._retry_after(headers))
        if int(headers.get("content-length", "0") or 0) > self._limits.wire:
            raise too_large(url, self._limits.wire)
        unpacker = Unpacker(headers.get("content-encoding", ""), self._limits.body, url)
        time = asyncio.get_running_loop().time
        body = await read_body(response.aiter_raw(), unpacker, self._limits.wire, url, time)
        return Fetched(status, url, headers, body)

    def _retry_after(self, headers: dict[str, str]) -> timedelta | None:
        value = headers.get("retry-after", "").strip()
        if value.isdecimal():
            return timedelta(seconds=min(int(value[:12]), 10**9))
        with suppress(ValueError, TypeError, OverflowError):
            when = parsedate_to_datetime(value)
            return max(timedelta(0), (when if when.tzinfo else when.replace(tzinfo=UTC)) - self._clock())
        return None


def _user_agent(contact: str) -> str:
    name = f"alertbot/{version('alertbot')}"
    printable = "".join(char for char in contact if 32 <= ord(char) < 127).strip()
    return f"{name} (+{printable})" if printable else name


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    wanted = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in wanted.items() if value}


def _headers(response: httpx.Response) -> dict[str, str]:
    return {name.lower(): value[:4096] for name, value in response.headers.items()}


def _target(url: str, location: str) -> str:
    if not location:
        raise FetchError(FetchReason.REDIRECT_LOOP, url, "redirects without saying where to")
    try:
        return urljoin(url, location.strip()).partition("#")[0].replace(" ", "%20")
    except ValueError:
        raise FetchError(FetchReason.BAD_URL, url, "redirects to a malformed address") from None


def _status_error(url: str, status: int, retry_after: timedelta | None) -> FetchError:
    if status in _STATUSES:
        reason, advice = _STATUSES[status]
    elif status >= 500:
        reason, advice = FetchReason.SERVER_ERROR, "the server has trouble; it will be tried again"
    else:
        reason, advice = FetchReason.UNEXPECTED_STATUS, "the server does not answer as a feed should"
    return FetchError(reason, url, f"HTTP {status}: {advice}", retry_after)


def _transport_error(url: str, error: httpx.HTTPError) -> FetchError:
    if isinstance(error, httpx.TimeoutException):
        return FetchError(FetchReason.TIMEOUT, url, "the server does not answer in time")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            why = getattr(cause, "verify_message", "") or cause.reason or "no common protocol"
            return FetchError(FetchReason.TLS, url, f"the secure connection failed: {why}")
        cause = cause.__cause__ or cause.__context__
    return FetchError(FetchReason.CONNECTION, url, "the connection failed or broke off")
