"""The API as its callers see it: what is chosen, in which format, page by page, and only with the token."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

import feedparser
import openpyxl
import pytest
from api_world import INCIDENTS, TOKEN, World
from lxml import etree

from alertbot.errors import StoreBusy
from alertbot.model import IncidentId, Place, Precision


def codes(body: bytes) -> list[str]:
    return [one["code"] for one in json.loads(body)["data"]]


async def test_without_the_token_nothing_is_told() -> None:
    world = World()
    for token in ("", "wrong", TOKEN[:-1], f"{TOKEN}x", "ä"):
        async with world.client("") as client:
            headers = {"Authorization": f"Bearer {token}".encode()}
            answer = await client.get("/v1/incidents", headers=headers)
            assert answer.status_code == 401
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert "K7Q2" not in answer.text
            assert (await client.get("/v1/incidents/K7Q2", headers=headers)).status_code == 401
    assert (await world.get("/v1/incidents", Authorization=f"Basic {TOKEN}")).status_code == 401


async def test_incidents_come_newest_first_as_json_with_credit_and_handling() -> None:
    answer = await World().get("/v1/incidents")
    assert answer.headers["content-type"] == "application/json"
    assert codes(answer.content) == ["Z9TT", "W8RT", "M3XP", "K7Q2"]
    assert "GeoNames" in answer.json()["attribution"]
    assert answer.json()["next"] is None


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("country=SDN", ["M3XP"]),
        ("country=SDN,COD", ["Z9TT", "M3XP"]),
        ("country=SDN&country=COD", ["Z9TT", "M3XP"]),
        ("admin1=kunduz", ["W8RT", "K7Q2"]),
        ("admin1=Kund%C3%BAz", ["W8RT", "K7Q2"]),
        ("kind=gbv", ["M3XP"]),
        ("kind=gbv,displacement_risk", ["Z9TT", "M3XP"]),
        ("severity=severe", ["Z9TT", "W8RT", "M3XP", "K7Q2"]),
        ("severity=extreme", []),
        ("certainty=observed", []),
        ("flag=children", ["Z9TT", "W8RT", "K7Q2"]),
        ("text=taliban&kind=gbv", ["M3XP"]),
        ("text=nothing", []),
        ("since=2026-03-02", []),
        ("since=2d", ["Z9TT", "W8RT", "M3XP", "K7Q2"]),
        ("until=2026-03-01T12:30:15Z", []),
        ("until=2026-03-01T14:30:16%2B02:00", ["Z9TT", "W8RT", "M3XP", "K7Q2"]),
        ("until=2026-03-01T14:30:16+02:00", ["Z9TT", "W8RT", "M3XP", "K7Q2"]),
    ],
)
async def test_conditions_are_those_of_a_watch(query: str, wanted: list[str]) -> None:
    answer = await World().get(f"/v1/incidents?{query}")
    assert answer.status_code == 200, answer.text
    assert codes(answer.content) == wanted


async def test_a_province_is_found_by_what_people_call_it() -> None:
    world = World(provinces={"qunduz": ["Kunduz"]})
    assert codes((await world.get("/v1/incidents?admin1=qunduz")).content) == ["W8RT", "K7Q2"]
    assert codes((await world.get("/v1/incidents?admin1=baghlan")).content) == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("country=Sudan", "country"),
        ("kind=theft", "kind"),
        ("severity=bad", "severity"),
        ("since=yesterday", "since"),
        ("until=2026-13-01", "until"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=٣", "limit"),
        ("cursor=UP", "cursor"),
        ("language=de", "language"),
        ("format=pdf", "format"),
        ("text=(open", "text"),
        ("severity=severe&severity=minor", "severity"),
        ("country=", "country"),
        ("admin1=%00", "admin1"),
    ],
)
async def test_a_parameter_that_cannot_be_used_is_named(query: str, parameter: str) -> None:
    answer = await World().get(f"/v1/incidents?{query}")
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (told["status"], told["parameter"]) == (400, parameter)


async def test_a_misspelt_condition_is_refused_and_does_not_give_everything() -> None:
    answer = await World().get("/v1/incidents?contry=SDN")
    assert answer.status_code == 400
    assert "country" in answer.json()["detail"]


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_pages_follow_one_another_by_link_and_by_cursor(size: int) -> None:
    world, seen, address = World(), [], f"/v1/incidents?limit={size}&severity=minor"
    while address:
        answer = await world.get(address)
        seen += codes(answer.content)
        following = answer.links.get("next", {}).get("url", "")
        assert (answer.json()["next"] is None) is (following == "")
        assert not following or f"cursor={answer.json()['next']}" in following
        address = f"/v1/incidents{following}" if following else ""
    assert seen == ["Z9TT", "W8RT", "M3XP", "K7Q2"]


async def test_an_incident_that_comes_in_between_moves_no_page() -> None:
    world = World()
    first = await world.get("/v1/incidents?limit=2")
    world.shelf.incidents.append(replace(INCIDENTS[0], id=IncidentId(9), code="NEWW"))
    second = await world.get(f"/v1/incidents?limit=2&cursor={first.json()['next']}")
    assert codes(first.content) + codes(second.content) == ["Z9TT", "W8RT", "M3XP", "K7Q2"]


@pytest.mark.parametrize("how", ["format", "accept"])
async def test_each_format_is_asked_for_by_parameter_or_by_accept_header(how: str) -> None:
    async def ask(form: str, media: str) -> bytes:
        address = f"/v1/incidents?format={form}" if how == "format" else "/v1/incidents"
        answer = await World().get(address, **({} if how == "format" else {"Accept": media}))
        assert answer.headers["content-type"].startswith(media)
        assert "Accept" in answer.headers["vary"]
        return answer.content

    rows = list(csv.DictReader(io.StringIO((await ask("csv", "text/csv")).decode("utf-8-sig"))))
    assert [row["code"] for row in rows[1:]] == ["Z9TT", "W8RT", "M3XP", "K7Q2"]
    assert len((await ask("jsonl", "application/x-ndjson")).splitlines()) == 4
    collection = json.loads(await ask("geojson", "application/geo+json"))
    assert len(collection["features"]) == 4
    assert len(feedparser.parse(await ask("atom", "application/atom+xml")).entries) == 4
    book = openpyxl.load_workbook(
        io.BytesIO(await ask("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
    )
    assert book["Incidents"].max_row == 6
    with zipfile.ZipFile(io.BytesIO(await ask("cap", "application/zip"))) as whole:
        assert len(whole.namelist()) == 4


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/*", "text/csv"),
        ("application/geo+json, */*;q=0.1", "application/geo+json"),
        ("application/json;q=0, */*;q=0.5", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
    ],
)
async def test_the_best_of_an_accept_header_is_sent(accept: str, media: str) -> None:
    answer = await World().get("/v1/incidents", Accept=accept)
    assert answer.headers["content-type"].startswith(media)


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "application/json;q=x"])
async def test_what_nobody_can_write_is_406(accept: str) -> None:
    answer = await World().get("/v1/incidents", Accept=accept)
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["detail"]


async def test_what_has_not_changed_is_not_sent_again() -> None:
    world = World()
    first = await world.get("/v1/incidents")
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    world.later(60)
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": changed},
    ):
        again = await world.get("/v1/incidents", **headers)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await world.get("/v1/incidents", **{"If-None-Match": '"other"'})).status_code == 200


async def test_a_change_that_no_date_shows_is_sent_all_the_same() -> None:
    world = World()
    first = await world.get("/v1/incidents")
    hidden = replace(INCIDENTS[0], places=(Place("Kunduz", "AFG", Precision.ADMIN1),))
    world.shelf.incidents[0] = hidden
    again = await world.get("/v1/incidents", **{"If-Modified-Since": first.headers["last-modified"]})
    assert again.status_code == 200
    assert again.headers["etag"] != first.headers["etag"]
    assert again.headers["last-modified"] > first.headers["last-modified"]


async def test_after_a_restart_everything_counts_as_changed() -> None:
    first = await World().get("/v1/incidents")
    restarted = World()
    restarted.later(5)
    stale = {"If-Modified-Since": first.headers["last-modified"]}
    assert (await restarted.get("/v1/incidents", **stale)).status_code == 200
    assert (
        await restarted.get("/v1/incidents", **{"If-None-Match": first.headers["etag"]})
    ).status_code == 304


async def test_one_incident_is_an_object_and_as_cap_a_message() -> None:
    world = World()
    assert (await world.get("/v1/incidents/k7q2")).json()["code"] == "K7Q2"
    message = await world.get("/v1/incidents/K7Q2", Accept="application/cap+xml")
    assert message.headers["content-type"] == "application/cap+xml"
    assert etree.fromstring(message.content).findtext("{*}sender") == "desk@example.org"
    spanish = (await world.get("/v1/incidents/K7Q2?language=es")).json()
    assert (spanish["language"], spanish["location_name"]) == ("es", "Afganistán")


@pytest.mark.parametrize(
    ("address", "status"),
    [("/v1/incidents/NONE", 404), ("/v1/incidents/K7Q2?limit=3", 400), ("/v1/other", 404), ("/", 404)],
)
async def test_what_is_not_there_is_a_problem_too(address: str, status: int) -> None:
    answer = await World().get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_nothing_can_be_written(method: str) -> None:
    async with World().client() as client:
        answer = await client.request(method, "/v1/incidents")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_a_caller_in_a_hurry_has_to_wait_and_strangers_take_nothing_from_him() -> None:
    world = World(per_minute=3)
    async with world.client("wrong") as stranger:
        answers = [(await stranger.get("/v1/incidents")).status_code for _ in range(40)]
    assert (answers.count(401), answers.count(429)) == (30, 10)
    for _ in range(3):
        assert (await world.get("/v1/incidents")).status_code == 200
    refused = await world.get("/v1/incidents")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    world.later(61)
    assert (await world.get("/v1/incidents")).status_code == 200


async def test_a_busy_database_is_try_again_and_a_mistake_of_ours_tells_nothing() -> None:
    world = World()
    world.shelf.broken = StoreBusy("locked by somebody at /srv/secret")
    answer = await world.get("/v1/incidents")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "secret" not in answer.text
    world.shelf.broken = RuntimeError("a bug that names /srv/secret")
    answer = await world.get("/v1/incidents")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text


async def test_answers_are_counted_by_status() -> None:
    world = World()
    await world.get("/v1/incidents")
    await world.get("/v1/incidents?limit=no")
    assert world.meter.seen == ["api_requests 200", "api_requests 400"]
