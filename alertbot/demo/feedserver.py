"""A news outlet on loopback: its feed, its article pages, validators, and scripted trouble."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType

from alertbot.demo import feedformats
from alertbot.demo.feedformats import Outlet, Story
from alertbot.demo.http import HttpRequest, HttpResponse, HttpServer


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the server does instead of answering normally."""

    status: int = 503
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Real seconds before the answer."""
    hang_up: bool = False
    """Close the connection without an answer."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and what it got."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    status: int | None
    """None: the connection was closed without an answer."""
    at: datetime


@dataclass(slots=True)
class _Scripted:
    trouble: Trouble
    path: str | None
    times: int | None


def _system_clock() -> datetime:
    return datetime.now(UTC)


class FeedServer:
    """One outlet: `/feed` in the outlet's format and `/articles/<slug>` for each published story.

    Serves on 127.0.0.1 while the block `async with` runs, and keeps its stories over an outage (leaving the
    block and entering again). Answers 304 to a matching ETag or Last-Modified.
    """

    def __init__(
        self, outlet: Outlet, *, clock: Callable[[], datetime] = _system_clock, port: int = 0
    ) -> None:
        self.outlet = outlet
        self.stories: list[Story] = []
        self.visits: list[Visit] = []
        self.pages: dict[str, HttpResponse] = {}
        """Extra paths, such as /robots.txt or a page that announces its feed."""
        self._clock = clock
        self._changed = clock()
        self._script: list[_Scripted] = []
        self._delivered = asyncio.Event()
        self._http = HttpServer(self._answer, port)

    async def __aenter__(self) -> FeedServer:
        await self._http.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:port`."""
        return self._http.url

    @property
    def feed_url(self) -> str:
        """Where the feed is."""
        return f"{self.url}/feed"

    @property
    def address(self) -> tuple[str, int]:
        """(host, port), for a fetcher's list of what is allowed on loopback."""
        return "127.0.0.1", self._http.port

    def article_url(self, story: Story) -> str:
        """The page of a story."""
        return f"{self.url}/articles/{story.slug}"

    def publish(self, *stories: Story) -> None:
        """Add stories to the feed, or replace those with the same slug; the validators change."""
        slugs = {story.slug for story in stories}
        self.stories = [*stories, *(old for old in self.stories if old.slug not in slugs)]
        self._renew()

    def withdraw(self, slug: str) -> None:
        """Take a story out of the feed and its page offline."""
        self.stories = [story for story in self.stories if story.slug != slug]
        self._renew()

    def trouble(self, trouble: Trouble, path: str | None = "/feed", times: int | None = 1) -> None:
        """Spoil the next `times` requests (None: all) of `path` (None: any path)."""
        self._script.append(_Scripted(trouble, path, times))

    def mend(self) -> None:
        """No more trouble."""
        self._script.clear()

    async def wait_until_read(self, within: float) -> None:
        """Until somebody fetched the feed as it stands now; TimeoutError after real seconds."""
        async with asyncio.timeout(within):
            await self._delivered.wait()

    def polls(self) -> list[Visit]:
        """Requests of the feed."""
        return [visit for visit in self.visits if visit.path == "/feed"]

    async def _answer(self, request: HttpRequest) -> HttpResponse | None:
        response = await self._spoilt(request.path)
        if response is _NORMAL:
            response = self._normal(request)
        status = response.status if response else None
        self.visits.append(Visit(request.path, request.headers, status, self._clock()))
        if response and request.method == "HEAD":
            return HttpResponse(response.status, b"", response.headers)
        return response

    async def _spoilt(self, path: str) -> HttpResponse | None:
        for scripted in self._script:
            if scripted.path not in {None, path}:
                continue
            if scripted.times is not None:
                scripted.times -= 1
                if scripted.times == 0:
                    self._script.remove(scripted)
            trouble = scripted.trouble
            await asyncio.sleep(trouble.delay)
            return None if trouble.hang_up else HttpResponse(trouble.status, trouble.body, trouble.headers)
        return _NORMAL

    def _normal(self, request: HttpRequest) -> HttpResponse:
        if request.path in self.pages:
            return self.pages[request.path]
        if request.path == "/feed":
            return self._feed(request)
        for story in self.stories:
            if request.path == f"/articles/{story.slug}":
                page = feedformats.article_page(self.outlet, story, self.url)
                return HttpResponse(200, page, {"Content-Type": "text/html; charset=utf-8"})
        return HttpResponse(
            404, b"<html><body><h1>Not found</h1></body></html>", {"Content-Type": "text/html"}
        )

    def _feed(self, request: HttpRequest) -> HttpResponse:
        body, content_type = feedformats.feed_document(self.outlet, self.stories, self.url)
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        modified = format_datetime(self._changed.replace(microsecond=0), usegmt=True)
        headers = {"ETag": etag, "Last-Modified": modified, "Content-Type": content_type}
        given = request.headers.get("if-none-match")
        if given == etag or (given is None and request.headers.get("if-modified-since") == modified):
            return HttpResponse(304, b"", headers)
        self._delivered.set()
        return HttpResponse(200, body, headers)

    def _renew(self) -> None:
        self._changed = self._clock()
        self._delivered = asyncio.Event()


_NORMAL = HttpResponse(0)
