"""A thousand feeds on loopback for `bench.polling`: RSS with twenty items, ETag and 304; run as a process."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

HOSTS = 50
"""127.0.0.1 to 127.0.0.50: one host alone would be asked politely, two requests at a time."""
ITEMS = 20
WORDS = (
    "Residents said that the road to the market had been closed since the morning and that traders were "
    "waiting for news from the municipality, which met in the afternoon and published no statement. "
) * 3


def document(feed: int, edition: int) -> bytes:
    """A feed of twenty items; another edition has twenty others."""
    newest = datetime.now(UTC) - timedelta(minutes=5)
    items = "".join(
        f"<item><title>Item {feed}-{edition}-{number}: council meets again</title>"
        f"<link>https://outlet{feed}.example/{edition}/{number}</link>"
        f"<guid>https://outlet{feed}.example/{edition}/{number}</guid>"
        f"<pubDate>{format_datetime(newest - timedelta(minutes=number))}</pubDate>"
        f"<description>&lt;p&gt;{WORDS}&lt;/p&gt;</description></item>"
        for number in range(ITEMS)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet {feed}</title>'
        f"<link>https://outlet{feed}.example/</link><description>News</description>{items}</channel></rss>"
    ).encode()


class Outlets:
    """What each reader (a letter in the path) has to see: which edition of which feed."""

    def __init__(self) -> None:
        self.editions: dict[tuple[str, int], int] = {}
        self.bodies: dict[tuple[int, int], bytes] = {}

    def answer(self, path: str, etag: str) -> bytes:
        """The response to a request of `/READER/feed/NUMBER` or `/READER/publish/FIRST/LAST`."""
        _, reader, what, *numbers = path.split("/")
        if what == "publish":
            for feed in range(int(numbers[0]), int(numbers[1])):
                self.editions[reader, feed] = self.editions.get((reader, feed), 0) + 1
            return _response("200 OK", b"done", "text/plain")
        feed = int(numbers[0])
        edition = self.editions.get((reader, feed), 0)
        if etag == f'"{edition}"':
            return _response("304 Not Modified", b"", "", etag)
        body = self.bodies.setdefault((feed, edition), b"") or document(feed, edition)
        self.bodies[feed, edition] = body
        return _response("200 OK", body, "application/rss+xml", f'"{edition}"')


def _response(status: str, body: bytes, kind: str, etag: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n"
    head += f"Content-Type: {kind}\r\n" if kind else ""
    head += f"ETag: {etag}\r\n" if etag else ""
    return head.encode() + b"\r\n" + body


class Connection(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, outlets: Outlets) -> None:
        self.outlets, self.rest = outlets, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for request in requests:
            first, *headers = request.decode("latin-1").split("\r\n")
            named = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in headers)}
            self.transport.write(self.outlets.answer(first.split(" ")[1], named.get("if-none-match", "")))


async def main() -> None:
    """Serve until killed; the first line printed is the port."""
    outlets, loop = Outlets(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(outlets), "127.0.0.1", 0, backlog=500)
    port = server.sockets[0].getsockname()[1]
    for host in range(2, HOSTS + 1):
        await loop.create_server(lambda: Connection(outlets), f"127.0.0.{host}", port, backlog=500)
    print(port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
