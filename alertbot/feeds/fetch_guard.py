"""Where a fetch may go: checks an address as text, and every connection at the moment it is dialled.

`httpx-secure` checks only after it has opened a probe connection to the address in question; here a
name is resolved once, all its addresses are judged, and one of those is dialled.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpcore
import httpx

from alertbot.feeds.addresses import is_public
from alertbot.feeds.errors import FetchError, FetchReason

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the numeric addresses of a host name; raises OSError if there are none."""

_PORTS = {"http": 80, "https": 443}
_LONGEST_URL = 4096
_MOST_ADDRESSES = 4
_CONNECTIONS = 100
_IDLE_SECONDS = 15.0


async def resolve_name(host: str, port: int) -> Sequence[str]:
    """The numeric addresses the system's resolver gives, in its order of preference."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_url(url: str, allow: frozenset[tuple[str, int]]) -> SplitResult:
    """The parts of an address that may be asked for; raises FetchError (BAD_URL, BLOCKED_ADDRESS).

    http and https only, no user or password, port 80 or 443 unless `allow` opens that host and port.
    """
    if len(url) > _LONGEST_URL or any(ord(char) < 33 or ord(char) == 127 for char in url):
        raise FetchError(FetchReason.BAD_URL, url, "the address has spaces, control characters or no end")
    try:
        parts = urlsplit(url)
        port = _PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
    except ValueError:
        raise FetchError(FetchReason.BAD_URL, url, "the address is malformed; correct it") from None
    if parts.scheme not in _PORTS or not parts.hostname or "\\" in url:
        raise FetchError(FetchReason.BAD_URL, url, "only http and https addresses of a host can be fetched")
    if parts.username is not None or parts.password is not None:
        raise FetchError(FetchReason.BAD_URL, url, "addresses with a user or password are refused")
    if port not in _PORTS.values() and (parts.hostname, port) not in allow:
        raise FetchError(
            FetchReason.BLOCKED_ADDRESS,
            url,
            f"port {port} is closed; allow {parts.hostname}:{port} to open it",
        )
    return parts


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to public addresses and to the hosts and ports of `allow`, to nothing else."""

    def __init__(self, allow: frozenset[tuple[str, int]], resolve: Resolve) -> None:
        self._allow = allow
        self._resolve = resolve
        self._dial = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve once, judge every address, dial the first that answers within `timeout` seconds."""
        limit = timeout or 10.0
        try:
            async with asyncio.timeout(limit):
                addresses = (await self._judged(host, port))[:_MOST_ADDRESSES]
                return await self._dial_first(addresses, port, limit / len(addresses), socket_options)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no connection within {limit:g} s") from error

    async def _judged(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(
                FetchReason.NAME_NOT_FOUND,
                host,
                "the host name cannot be resolved; is it spelt right?",
            ) from error
        if not addresses:
            raise FetchError(FetchReason.NAME_NOT_FOUND, host, "the host name has no address")
        if (host, port) not in self._allow and not all(map(is_public, addresses)):
            raise FetchError(
                FetchReason.BLOCKED_ADDRESS,
                host,
                f"the host is not on the public internet; allow {host}:{port} if this is meant",
            )
        return addresses

    async def _dial_first(
        self, addresses: Sequence[str], port: int, seconds_each: float, options: Iterable[Any] | None
    ) -> httpcore.AsyncNetworkStream:
        for address in addresses[:-1]:
            try:
                return await self._dial.connect_tcp(address, port, seconds_each, socket_options=options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._dial.connect_tcp(addresses[-1], port, seconds_each, socket_options=options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refused always."""
        raise FetchError(FetchReason.BLOCKED_ADDRESS, path, "local sockets cannot be fetched")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a guarded pool.

    httpx has no public way to give a network backend, so its attribute `_pool` is replaced; the version
    is pinned below 0.29 and a test fails if the guard is ever bypassed.
    """

    def __init__(self, allow: frozenset[tuple[str, int]], resolve: Resolve = resolve_name) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS // 5,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=GuardedBackend(allow, resolve),
        )
