"""Asks ReliefWeb's API for reports, page by page, behind the same port as any feed (apidoc.reliefweb.int)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from alertbot.feeds.errors import FetchError, FetchReason
from alertbot.model import Validators
from alertbot.ports import Fetched, Fetcher

API = "https://api.reliefweb.int/v2/reports"
PAGE = 100
"""Reports an answer; the API gives 1,000 at most."""
MOST_PAGES = 5
"""Of one poll; what is left comes with the next, for the oldest come first."""
MOST_BYTES = 10_000_000
FIRST_LOOK = timedelta(hours=48)
"""What is older when a feed is new would not be sent anyway."""
OVERLAP = timedelta(hours=6)
"""Asked for again each time: reports appear after the time at which they were created."""
PACE = timedelta(minutes=15)
"""The API lets an application call it 1,000 times a day."""
FIELDS = (
    "title",
    "url",
    "url_alias",
    "origin",
    "body-html",
    "date.created",
    "date.original",
    "language.code",
    "primary_country.iso3",
    "primary_country.name",
    "source.name",
)
_ALLOWED = re.compile(
    r"filter\[(?:field|operator|negate)\]|filter\[value\](?:\[\])?|query\[(?:value|operator)\]"
)
_CREATED = re.compile(rb'"created"\s*:\s*"([0-9T:+.Z-]{10,40})"')


class ReliefWebFetcher:
    """Fetches like `inner`, and knows how to ask ReliefWeb's API at `api` for what is new.

    A feed of it has the API's address, with the API's own `filter[field]`, `filter[value]` and
    `query[value]` as an operator wants them. `appname` is the one that ReliefWeb approved; without it such
    feeds are refused. The time up to which reports are known stands in for Last-Modified.
    """

    def __init__(self, inner: Fetcher, appname: str, clock: Callable[[], datetime], api: str = API) -> None:
        self._inner = inner
        self._appname = appname
        self._clock = clock
        self._api = api

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """As `inner`; for the API, the pages of its answer as one JSON list. Raises FetchError."""
        if url.partition("?")[0] != self._api:
            return await self._inner.fetch(url, validators)
        if not self._appname:
            detail = "ReliefWeb's API wants an approved appname; set ALERTBOT_RELIEFWEB_APPNAME"
            raise FetchError(FetchReason.NOT_SET_UP, url, detail)
        since = _since(validators, self._clock())
        pages, latest = await self._pages(url, since)
        headers = {
            "content-type": "application/json",
            "cache-control": f"max-age={PACE // timedelta(seconds=1)}",
            "last-modified": latest.isoformat(),
        }
        return Fetched(200, url, headers, b"[" + b",".join(pages) + b"]")

    async def _pages(self, url: str, since: datetime) -> tuple[list[bytes], datetime]:
        pages, latest, size = list[bytes](), since, 0
        for number in range(MOST_PAGES):
            answer = await self._page(url, since - OVERLAP, number * PAGE)
            created = [found.decode() for found in _CREATED.findall(answer.body)]
            size += len(answer.body)
            if size > MOST_BYTES and pages:
                break
            pages.append(answer.body)
            latest = max([latest, *filter(None, map(_moment, created))])
            if len(created) < PAGE:
                return pages, min(latest, self._clock())
        return pages, latest + OVERLAP  # more are left: go on from here, not from before

    async def _page(self, url: str, since: datetime, offset: int) -> Fetched:
        """One page; errors name the feed's address, without the appname."""
        try:
            return await self._inner.fetch(question(url, self._appname, since, offset))
        except FetchError as error:
            detail = str(error).rpartition(": ")[2]
            if error.reason is FetchReason.FORBIDDEN:
                detail = "ReliefWeb refuses the appname; is it the one that ReliefWeb approved?"
            raise FetchError(error.reason, url, detail, error.retry_after) from None


def question(url: str, appname: str, since: datetime, offset: int) -> str:
    """The address that asks for one page of reports created since then, the oldest first.

    Raises FetchError (BAD_URL) where the feed's address has parameters that are not its to choose.
    """
    parts = urlsplit(url)
    wanted = parse_qsl(parts.query, keep_blank_values=True)
    unknown = [name for name, _ in wanted if not _ALLOWED.fullmatch(name)]
    if unknown:
        detail = f"'{unknown[0]}' cannot be set here; known are filter[field], filter[value], query[value]"
        raise FetchError(FetchReason.BAD_URL, url, detail)
    own = [(_condition(name), value) for name, value in wanted if name.startswith("filter")]
    asked = [
        ("appname", appname),
        ("limit", str(PAGE)),
        ("offset", str(offset)),
        ("sort[]", "date.created:asc"),
        *(("fields[include][]", field) for field in FIELDS),
        ("filter[operator]", "AND"),
        ("filter[conditions][0][field]", "date.created"),
        ("filter[conditions][0][value][from]", since.astimezone(UTC).isoformat(timespec="seconds")),
        *own,
        *((name, value) for name, value in wanted if not name.startswith("filter")),
    ]
    return f"{parts.scheme}://{parts.netloc}{parts.path}?{urlencode(asked)}"


def _condition(name: str) -> str:
    """The operator's own filter is the second condition."""
    return name.replace("filter[", "filter[conditions][1][", 1)


def _since(validators: Validators | None, now: datetime) -> datetime:
    known = _moment(validators.last_modified) if validators and validators.last_modified else None
    return known or now - FIRST_LOOK


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
