"""A small HTTP/1.1 server for loopback: what the offline Telegram and the demo's feed servers stand on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from urllib.parse import unquote, urlsplit

log = logging.getLogger(__name__)

MAX_HEAD = 64 * 1024
MAX_BODY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request as it came in."""

    method: str
    target: str
    """As sent: path and query, still quoted."""
    headers: Mapping[str, str]
    """Names in lower case; of repeated headers the last."""
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path, unquoted, without the query."""
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> str:
        """What follows the question mark, still quoted."""
        return urlsplit(self.target).query


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """One answer; Content-Length is added when it is sent."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[HttpRequest], Awaitable[HttpResponse | None]]
"""Answers a request; None closes the connection without an answer. Cancelled when the client hangs up."""


class HttpServer:
    """Serves `handler` on 127.0.0.1 while the block `async with` runs; port 0 takes a free one."""

    def __init__(self, handler: Handler, port: int = 0) -> None:
        self._handler = handler
        self._wanted_port = port
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()
        self.port = port

    @property
    def url(self) -> str:
        """`http://127.0.0.1:port`, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def clients(self) -> int:
        """Connections that are open: what came over one that is closed has been dealt with."""
        return len(self._connections)

    async def __aenter__(self) -> HttpServer:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Listen; a server closed before takes its former port again."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Connection(self._handler, self._connections), "127.0.0.1", self.port or self._wanted_port
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stop listening, cancel what is being answered and cut every connection."""
        if self._server is None:
            return
        self._server.close()
        tasks = [task for connection in list(self._connections) if (task := connection.abort())]
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)
        await self._server.wait_closed()
        self._server = None


class _Connection(asyncio.Protocol):
    """One client connection: reads a request, awaits the handler, answers, and reads the next."""

    def __init__(self, handler: Handler, connections: set[_Connection]) -> None:
        self._handler = handler
        self._connections = connections
        self._buffer = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the transport."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - create_server gives nothing else
        self._transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone: nobody waits for the answer."""
        self._connections.discard(self)
        self.abort()

    def data_received(self, data: bytes) -> None:
        """Collect bytes until a request is whole."""
        self._buffer += data
        self._next()

    def abort(self) -> asyncio.Task[None] | None:
        """Cut the connection; returns the task that was answering, cancelled."""
        task, self._task = self._task, None
        if task:
            task.cancel()
        if self._transport:
            self._transport.abort()
        return task

    def _next(self) -> None:
        if self._task or self._transport is None or self._transport.is_closing():
            return
        try:
            request = take_request(self._buffer)
        except ValueError:
            self._answer(HttpResponse(400, b"malformed request"), keep=False)
            return
        if request:
            self._task = asyncio.get_running_loop().create_task(self._serve(request))

    async def _serve(self, request: HttpRequest) -> None:
        try:
            response = await self._handler(request)
        except Exception:
            log.exception("demo_server_failed")
            response = HttpResponse(500, b"the demo server failed; see its log")
        self._task = None
        if response is None:
            self.abort()
            return
        self._answer(response, keep=request.headers.get("connection", "").lower() != "close")
        self._next()

    def _answer(self, response: HttpResponse, *, keep: bool) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(head_of(response, keep) + response.body)
        if not keep:
            self._transport.close()


def head_of(response: HttpResponse, keep: bool) -> bytes:
    """Status line and headers, with Content-Length unless the handler set its own."""
    known = {status.value: status.phrase for status in HTTPStatus}
    lines = [f"HTTP/1.1 {response.status} {known.get(response.status, 'Unknown')}"]
    headers = {"Content-Length": str(len(response.body)), "Connection": "keep-alive" if keep else "close"}
    headers.update(response.headers)
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def take_request(buffer: bytearray) -> HttpRequest | None:
    """Cut the first whole request off `buffer`; None while it is incomplete, ValueError if malformed."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        if len(buffer) > MAX_HEAD:
            raise ValueError("headers too long")
        return None
    method, target, headers = _parse_head(bytes(buffer[:end]).decode("latin-1"))
    taken = _take_body(buffer, end + 4, headers)
    if taken is None:
        return None
    body, stop = taken
    del buffer[:stop]
    return HttpRequest(method, target, headers, body)


def _parse_head(head: str) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.split("\r\n")
    method, target, _version = first.split(" ")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError("a header without a colon")
        headers[name.strip().lower()] = value.strip()
    return method, target, headers


def _take_body(buffer: bytearray, start: int, headers: Mapping[str, str]) -> tuple[bytes, int] | None:
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return _take_chunks(buffer, start)
    length = int(headers.get("content-length", "0"))
    if not 0 <= length <= MAX_BODY:
        raise ValueError("body too long")
    if len(buffer) < start + length:
        return None
    return bytes(buffer[start : start + length]), start + length


def _take_chunks(buffer: bytearray, start: int) -> tuple[bytes, int] | None:
    body = bytearray()
    while (end := buffer.find(b"\r\n", start)) >= 0:
        size = int(buffer[start:end].split(b";")[0], 16)
        start = end + 2
        if size < 0 or len(body) + size > MAX_BODY:
            raise ValueError("body too long")
        if len(buffer) < start + size + 2:
            return None
        if size == 0:
            return bytes(body), start + 2
        body += buffer[start : start + size]
        start += size + 2
    return None
