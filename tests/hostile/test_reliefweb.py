"""ReliefWeb's API as a source, against a stand-in that refuses whatever the real one would refuse."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from alertbot.demo.http import HttpRequest, HttpResponse, HttpServer
from alertbot.feeds.errors import FeedUnreadable, FetchError, FetchReason
from alertbot.feeds.fetch import HttpFetcher
from alertbot.feeds.fetch_reliefweb import MOST_PAGES, PAGE, ReliefWebFetcher
from alertbot.feeds.parse import parse_feed
from alertbot.model import Validators

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
KNOWN_FIELDS = frozenset(
    [
        "title",
        "url",
        "url_alias",
        "origin",
        "body",
        "body-html",
        "date.created",
        "date.original",
        "date.changed",
        "language.code",
        "language.name",
        "primary_country.iso3",
        "primary_country.name",
        "country.iso3",
        "source.name",
        "source.shortname",
    ]
)
PARAMETER = re.compile(
    r"appname|limit|offset|preset|profile|sort\[\]|fields\[include\]\[\]|query\[(?:value|operator)\]"
    r"|filter\[operator\]|filter\[conditions\]\[\d\]\[(?:(?:field|operator|negate)\]|value\](?:\[(?:from|to)?\])?)"
)


class StandIn:
    """Strict: no approved appname is 403, what it does not know is 400."""

    def __init__(self, reports: list[dict[str, Any]]) -> None:
        self.reports = reports
        self.asked: list[dict[str, str]] = []
        self.busy = False

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        pairs = parse_qsl(urlsplit(request.target).query)
        asked = dict(pairs)
        self.asked.append(asked)
        if self.busy:
            return HttpResponse(503, b"", {"Retry-After": "600"})
        if asked.get("appname") != "our-ngo-alerts-x7":
            return HttpResponse(403, b'{"error":{"type":"AccessDeniedHttpException"}}')
        fields = [value for name, value in pairs if name == "fields[include][]"]
        wrong = [name for name, _ in pairs if not PARAMETER.fullmatch(name)]
        if wrong or set(fields) - KNOWN_FIELDS or not 0 <= int(asked["limit"]) <= 1000:
            return HttpResponse(400, json.dumps({"error": {"message": f"Invalid {wrong}"}}).encode())
        return HttpResponse(200, json.dumps(self.answer(asked)).encode())

    def answer(self, asked: dict[str, str]) -> dict[str, Any]:
        since = datetime.fromisoformat(asked["filter[conditions][0][value][from]"])
        country = asked.get("filter[conditions][1][value]")
        found = [
            report
            for report in self.reports
            if datetime.fromisoformat(report["fields"]["date"]["created"]) >= since
            and country in (None, report["fields"]["primary_country"]["iso3"])
        ]
        found.sort(key=lambda report: report["fields"]["date"]["created"])
        page = found[int(asked["offset"]) :][: int(asked["limit"])]
        return {"time": 3, "totalCount": len(found), "count": len(page), "data": page}


def report(number: int, hours_ago: float = 1, **fields: Any) -> dict[str, Any]:
    created = (NOW - timedelta(hours=hours_ago)).isoformat()
    return {
        "id": str(number),
        "score": 1,
        "fields": {
            "title": f"Report {number}",
            "date": {"created": created, "original": created},
            "url": f"https://reliefweb.int/node/{number}",
            "url_alias": f"https://reliefweb.int/report/sudan/report-{number}",
            "body-html": f"<p>Text {number}.</p>",
            "language": [{"code": "en"}],
            "primary_country": {"iso3": "sdn", "name": "Sudan"},
            "source": [{"name": "UN OCHA"}, {"name": "IOM"}],
        }
        | fields,
    }


@pytest.fixture
async def api() -> AsyncIterator[tuple[StandIn, str]]:
    stand_in = StandIn([])
    async with HttpServer(stand_in) as server:
        yield stand_in, f"{server.url}/v2/reports"


def fetcher(address: str, appname: str = "our-ngo-alerts-x7") -> tuple[HttpFetcher, ReliefWebFetcher]:
    parts = urlsplit(address)
    inner = HttpFetcher(allow=frozenset({(parts.hostname or "", parts.port or 0)}))
    return inner, ReliefWebFetcher(inner, appname, lambda: NOW, address)


async def ask(address: str, validators: Validators | None = None, query: str = "", **more: str):
    inner, relief = fetcher(address, **more)
    try:
        return await relief.fetch(address + query, validators)
    finally:
        await inner.close()


def entries(answer) -> list[Any]:
    return list(parse_feed(answer.body, answer.headers["content-type"], answer.url, NOW).entries)


async def test_a_report_becomes_an_entry_with_its_own_language_country_source_and_original_address(api):
    stand_in, address = api
    origin = "https://www.unocha.org/publications/report/sudan/flash-update"
    stand_in.reports = [report(7, language=[{"code": "ar"}], origin=origin), report(8)]
    found = entries(await ask(address))
    seven, eight = sorted(found, key=lambda entry: entry.guid)
    assert (seven.guid, seven.url, seven.language) == ("reliefweb-report-7", origin, "ar")
    assert seven.published == NOW - timedelta(hours=1)
    assert "<p>Country: Sudan</p><p>Source: UN OCHA, IOM</p><p>Text 7.</p>" in seven.content
    assert eight.url == "https://reliefweb.int/report/sudan/report-8"


async def test_the_next_poll_asks_only_for_what_was_created_since(api):
    stand_in, address = api
    stand_in.reports = [report(1, hours_ago=60), report(2, hours_ago=30), report(3, hours_ago=20)]
    first = await ask(address)
    assert [entry.guid[-1] for entry in entries(first)] == ["2", "3"]
    stand_in.reports.append(report(4, hours_ago=0.5))
    again = await ask(address, Validators(last_modified=first.headers["last-modified"]))
    assert [entry.guid[-1] for entry in entries(again)] == ["3", "4"]
    assert stand_in.asked[-1]["filter[conditions][0][value][from]"] == "2026-07-05T10:00:00+00:00"


async def test_pages_are_fetched_one_by_one_and_never_without_end(api):
    stand_in, address = api
    stand_in.reports = [report(number, hours_ago=40 - number / 100) for number in range(PAGE * 2 + 5)]
    assert len(entries(await ask(address))) == PAGE * 2 + 5
    assert [asked["offset"] for asked in stand_in.asked] == ["0", "100", "200"]
    stand_in.asked.clear()
    stand_in.reports = [report(number, hours_ago=40 - number / 100) for number in range(PAGE * 9)]
    answer = await ask(address)
    assert len(stand_in.asked) == MOST_PAGES
    rest = await ask(address, Validators(last_modified=answer.headers["last-modified"]))
    assert max(int(entry.guid[17:]) for entry in entries(rest)) == PAGE * 9 - 1


async def test_a_filter_of_the_api_in_the_address_is_passed_on(api):
    stand_in, address = api
    stand_in.reports = [report(1), report(2, primary_country={"iso3": "mli", "name": "Mali"})]
    answer = await ask(address, query="?filter[field]=primary_country.iso3&filter[value]=mli")
    assert [entry.guid[-1] for entry in entries(answer)] == ["2"]
    assert stand_in.asked[0]["filter[conditions][1][field]"] == "primary_country.iso3"


async def test_what_cannot_be_set_in_the_address_is_refused_before_anything_is_asked(api):
    stand_in, address = api
    with pytest.raises(FetchError, match="'limit' cannot be set here") as refused:
        await ask(address, query="?limit=5000")
    assert refused.value.reason is FetchReason.BAD_URL
    assert stand_in.asked == []


async def test_without_an_appname_nothing_is_asked_and_the_setting_is_named(api):
    stand_in, address = api
    with pytest.raises(FetchError, match="ALERTBOT_RELIEFWEB_APPNAME") as refused:
        await ask(address, appname="")
    assert (refused.value.permanent, stand_in.asked) == (True, [])


async def test_an_appname_that_is_not_approved_is_told_as_such_and_not_shown(api):
    _, address = api
    with pytest.raises(FetchError, match="refuses the appname") as refused:
        await ask(address, appname="made-up")
    assert refused.value.reason is FetchReason.FORBIDDEN
    assert "made-up" not in str(refused.value)


async def test_a_busy_api_says_when_to_come_back(api):
    stand_in, address = api
    stand_in.busy = True
    with pytest.raises(FetchError) as refused:
        await ask(address)
    assert refused.value.retry_after == timedelta(minutes=10)


def parsed(*items: object) -> list[Any]:
    body = json.dumps([{"data": list(items)}]).encode()
    return list(parse_feed(body, "application/json", "https://api.example/", NOW).entries)


def test_a_report_posted_late_is_dated_by_its_publication() -> None:
    old = (NOW - timedelta(days=9)).isoformat()
    [late] = parsed(report(1, date={"created": NOW.isoformat(), "original": old}))
    assert late.published == NOW - timedelta(days=9)


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"id": "1"},
        {"id": "1", "fields": []},
        {"id": "x", "fields": {"title": "A"}},
        {"id": "1", "fields": {"title": ["A"], "date": "now", "language": {}, "source": "x"}},
        "text",
    ],
)
def test_what_is_no_report_is_left_out(item: object) -> None:
    assert parsed(item) == []


def test_hostile_addresses_and_other_json_are_refused() -> None:
    [entry] = parsed(report(1, origin="javascript:alert(1)", url_alias="file:///etc/passwd"))
    assert entry.url == "https://reliefweb.int/node/1"
    with pytest.raises(FeedUnreadable):
        parse_feed(b'[{"date": 1}]', "application/json", "https://api.example/", NOW)
