"""The routes: /v1/incidents, /v1/incidents/{code} and /v1/openapi.json, to read only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alertbot.api.freshness import Freshness, http_date, is_unchanged
from alertbot.api.guard import Guard
from alertbot.api.negotiate import JSON, choose
from alertbot.api.openapi import LIST_FORMATS, ONE_FORMATS, document
from alertbot.api.problems import Problem, answer
from alertbot.api.query import Query, cursor_of, of_one, read_query
from alertbot.errors import AlertbotError
from alertbot.exports.cap import cap_of
from alertbot.exports.formats import Format, file_name
from alertbot.exports.record import CREDIT, HANDLING, record_of
from alertbot.exports.tables import as_object, json_bytes
from alertbot.exports.whereabouts import whereabouts
from alertbot.gazetteer.fold import fold
from alertbot.model import Incident, IncidentId
from alertbot.pipeline.export import any_of, file_of, gather, revisions_of
from alertbot.ports import Meter
from alertbot.ports.exports import ExportStore
from alertbot.texts import Texts

log = structlog.get_logger(__name__)
MOST_AT_ONCE = 2
"""Requests worked on at the same time: the others wait, and the bot goes on."""
LOOKS = 2_000
"""Incidents looked at for one page; it may be short, and `next` goes on."""
_FILES = frozenset({Format.CSV.value, Format.XLSX.value, Format.CAP.value})
Page = tuple[bytes, IncidentId | None]
Work = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Api:
    """The API over what may leave the house; plain values, no settings."""

    exports: ExportStore
    texts: Callable[[str], Texts]
    clock: Callable[[], datetime]
    guard: Guard
    sender: str
    meter: Meter
    provinces: Callable[[str], Collection[str]] = lambda name: ()
    """The gazetteer's names of the provinces that people call so: 'North Kivu' is 'Nord-Kivu'."""
    _freshness: Freshness = field(default_factory=Freshness)
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    def app(self) -> Starlette:
        """Return the application; every answer that is no success is a problem (RFC 9457)."""
        return Starlette(
            routes=[
                Route("/v1/openapi.json", self._counted(_describe)),
                Route("/v1/incidents", self._counted(self._list)),
                Route("/v1/incidents/{code:str}", self._counted(self._one)),
            ],
            exception_handlers={HTTPException: _refused, Exception: _broken},
        )

    def _counted(self, work: Work) -> Work:
        async def counted(request: Request) -> Response:
            try:
                response = await work(request)
            except Problem as problem:
                response = answer(problem)
            except AlertbotError as error:
                log.warning("api.not_now", reason=str(error))
                response = answer(Problem(503, "Try again in a moment.", headers={"Retry-After": "5"}))
            self.meter.count("api_requests", status=str(response.status_code))
            return response

        return counted

    async def _list(self, request: Request) -> Response:
        values, now = self._admitted(request)
        query = read_query(values, now)
        form = choose(_format(values), request.headers.get("accept", ""), LIST_FORMATS)
        async with self._turns:
            body, following = await self._page(query, form)
        headers = {}
        if following is not None:
            headers["Link"] = f'<{_next_address(values, following)}>; rel="next"'
        if form in _FILES:
            headers["Content-Disposition"] = f'attachment; filename="{file_name(Format(form))}"'
        return self._fresh(request, form, body, LIST_FORMATS[form], headers)

    async def _page(self, query: Query, form: str) -> Page:
        texts = self.texts(query.language)
        asked = any_of([query.watch])
        names = frozenset(map(fold, (query.admin1, *self.provinces(query.admin1)))) if query.admin1 else None

        def accepts(incident: Incident) -> bool:
            return asked(incident) and (names is None or _lies_in(incident, names, texts))

        page = await gather(self.exports, accepts, query.span, query.limit, query.before, LOOKS)
        if form != JSON:
            data = await file_of(self.exports, page.incidents, Format(form), texts, self.sender)
            return data, page.next
        return await asyncio.to_thread(_listed, page.incidents, page.next, texts), page.next

    async def _one(self, request: Request) -> Response:
        values, _ = self._admitted(request)
        texts = self.texts(of_one(values))
        form = choose(_format(values), request.headers.get("accept", ""), ONE_FORMATS)
        async with self._turns:
            incident = await self.exports.by_code(request.path_params["code"])
            if incident is None:
                raise Problem(404, "No incident has that code, or it may not be told.")
            body = await self._written(incident, form, texts)
        return self._fresh(request, form, body, ONE_FORMATS[form], {})

    async def _written(self, incident: Incident, form: str, texts: Texts) -> bytes:
        if form == JSON:
            return json_bytes(as_object(record_of(incident, texts)))
        if form == Format.CAP:
            told = await revisions_of(self.exports, [incident], texts)
            if not told:
                raise Problem(404, "No revision of this incident may be told.")
            return cap_of(told[0], self.sender)
        return await file_of(self.exports, [incident], Format(form), texts, self.sender)

    def _admitted(self, request: Request) -> tuple[dict[str, list[str]], datetime]:
        now = self.clock()
        self.guard.admit(request.headers.get("authorization", ""), now)
        parameters = request.query_params
        return {name: parameters.getlist(name) for name in parameters}, now

    def _fresh(self, request: Request, form: str, body: bytes, media: str, more: dict[str, str]) -> Response:
        """200 with validators, or 304 where the client has just this."""
        address = f"{form} {request.url.path}?{request.url.query}"
        tag, changed = self._freshness.note(address, body, self.clock())
        headers = more | {
            "ETag": tag,
            "Last-Modified": http_date(changed),
            "Cache-Control": "private, no-cache",
            "Vary": "Accept, Authorization",
            "X-Content-Type-Options": "nosniff",
        }
        asked = request.headers
        if is_unchanged(tag, changed, asked.get("if-none-match", ""), asked.get("if-modified-since", "")):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=media, headers=headers)


def _lies_in(incident: Incident, provinces: Collection[str], texts: Texts) -> bool:
    """Whether its province is one of these, by folded name or P-code."""
    where = whereabouts(incident, texts)
    return any(name and fold(name) in provinces for name in (where.admin1, where.admin1_code))


def _listed(incidents: Sequence[Incident], following: IncidentId | None, texts: Texts) -> bytes:
    return json_bytes(
        {
            "data": [as_object(record_of(incident, texts)) for incident in incidents],
            "next": None if following is None else cursor_of(following),
            "attribution": CREDIT,
            "handling": HANDLING,
        }
    )


def _format(values: dict[str, list[str]]) -> str:
    return next(iter(values.get("format", ())), "")


def _next_address(values: dict[str, list[str]], following: IncidentId) -> str:
    """Relative, so that it holds behind whatever proxy."""
    kept = [(name, value) for name, given in values.items() if name != "cursor" for value in given]
    return f"?{urlencode([*kept, ('cursor', cursor_of(following))])}"


async def _describe(_: Request) -> Response:
    return JSONResponse(document(), headers={"Cache-Control": "no-cache"})


async def _refused(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    details = {
        404: "There is /v1/incidents, /v1/incidents/CODE and /v1/openapi.json.",
        405: "Use GET or HEAD.",
    }
    headers = {"Allow": "GET, HEAD"} if status == 405 else {}
    return answer(Problem(status, details.get(status, "This cannot be answered."), headers=headers))


async def _broken(_: Request, error: Exception) -> Response:
    return answer(Problem(500, "This is a mistake of ours; the log tells more."))
