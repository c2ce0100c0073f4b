"""A web server on loopback that misbehaves on request; one path, one bad manner."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable

FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
    b"<item><title>One</title><link>https://example.org/1</link></item></channel></rss>"
)
TLS_HELLO = b"\x16"
Write = Callable[[bytes], Awaitable[None]]


class WebServer:
    """`requests` holds (path, headers) of all that was asked; `connections` counts."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.connections = 0
        self.active = 0
        self.most_active = 0
        self.release = asyncio.Event()
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.release.set()
        self._server.close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            first = await reader.readexactly(1)
            if first == TLS_HELLO:
                writer.write(reply(b"this port speaks plain HTTP", status="400"))
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            lines = head.split("\r\n")
            path = lines[0].split(" ")[1]
            headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
            self.requests.append((path, headers))

            async def write(data: bytes) -> None:
                writer.write(data)
                await writer.drain()

            self.active += 1
            self.most_active = max(self.most_active, self.active)
            try:
                await self._answer(path, headers, write)
            finally:
                self.active -= 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, headers: dict[str, str], write: Write) -> None:
        name, _, rest = path.strip("/").partition("/")
        await getattr(self, f"_{name}")(rest, headers, write)

    async def _feed(self, rest: str, headers: dict[str, str], write: Write) -> None:
        if headers.get("if-none-match") == '"v1"':
            await write(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nConnection: close\r\n\r\n')
            return
        await write(reply(FEED, 'ETag: "v1"\r\nSet-Cookie: id=1; Path=/\r\nCache-Control: max-age=60'))

    async def _status(self, rest: str, headers: dict[str, str], write: Write) -> None:
        code, _, extra = rest.partition("/")
        extra_headers = extra.replace("_", " ").replace("=", ": ", 1)
        await write(reply(b"no", extra_headers, status=code))

    async def _redirect(self, rest: str, headers: dict[str, str], write: Write) -> None:
        code, _, target = rest.partition("/")
        await write(reply(b"", f"Location: {target.replace('PORT', str(self.port))}", status=code))

    async def _hops(self, rest: str, headers: dict[str, str], write: Write) -> None:
        left = int(rest)
        if left == 0:
            await write(reply(FEED))
        else:
            await write(reply(b"", f"Location: /hops/{left - 1}", status="301"))

    async def _drip(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not self.release.is_set():
            await write(b"x")
            await asyncio.sleep(0.02)

    async def _silent(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await self.release.wait()

    async def _wait(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await asyncio.sleep(0.05)
        await write(reply(FEED))

    async def _endless(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not self.release.is_set():
            await write(b"x" * 65_536)

    async def _announced(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")

    async def _broken(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")

    async def _rubbish(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(b"\x00\x01\x02 what is HTTP\r\n\r\n")

    async def _headers(self, rest: str, headers: dict[str, str], write: Write) -> None:
        """Header bombs: a line without end, lines without end, interim answers without end."""
        await write(b"" if rest == "interim" else b"HTTP/1.1 200 OK\r\nX: ")
        piece = {"long": b"x" * 65_536, "many": b"y\r\nX-%d: " % 7, "interim": b"HTTP/1.1 103 E\r\n\r\n"}[
            rest
        ]
        while not self.release.is_set():
            await write(piece * 500)

    async def _lengths(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(f"HTTP/1.1 200 OK\r\nContent-Length: {rest.replace('_', chr(32))}\r\n\r\nshort".encode())

    async def _twice(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(
            reply(gzip.compress(gzip.compress(FEED)), "Content-Encoding: gzip\r\nContent-Encoding: gzip")
        )

    async def _gzip(self, rest: str, headers: dict[str, str], write: Write) -> None:
        bodies = {
            "good": gzip.compress(FEED),
            "members": gzip.compress(FEED[:50]) + gzip.compress(FEED[50:]),
            "padded": gzip.compress(FEED) + b"\0" * 100,
            "bomb": gzip.compress(b"\0" * 200_000_000, 9),
            "cut": gzip.compress(FEED)[:-20],
            "lie": FEED,
            "empty": b"",
        }
        await write(reply(bodies[rest], "Content-Encoding: gzip"))

    async def _deflate(self, rest: str, headers: dict[str, str], write: Write) -> None:
        await write(reply(zlib.compress(FEED), "Content-Encoding: deflate"))

    async def _encoded(self, rest: str, headers: dict[str, str], write: Write) -> None:
        name = rest.replace("_", ", ")
        await write(reply(gzip.compress(gzip.compress(FEED)), f"Content-Encoding: {name}"))


def reply(body: bytes, headers: str = "", status: str = "200") -> bytes:
    extra = f"{headers}\r\n" if headers else ""
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{extra}Connection: close\r\n\r\n"
    return head.encode() + body
