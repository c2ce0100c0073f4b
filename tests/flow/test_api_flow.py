"""The HTTP API of the real application: news becomes an incident that another system reads, token in hand."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
from canary import SECRET
from flow_world import World, story, until
from pydantic import SecretStr

from alertbot.app import open_house, utc_now
from alertbot.model import Caution, FeedSource, Measure
from alertbot.settings import Settings
from alertbot.store import open_store

TOKEN = f"api_{SECRET}"
"""Holds what the canary listens for: if it is logged or stored, the run fails."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def settings(world: World, port: int) -> Settings:
    ports = {"api_port": port, "http_port": free_port()}
    changes = ports | {"api_token": SecretStr(TOKEN), "api_per_minute": 6000}  # asked until it knows the news
    return world.settings().model_copy(update=changes)


@pytest.fixture
async def caller(world: World) -> AsyncIterator[tuple[httpx.AsyncClient, World, Settings]]:
    """Somebody with the token, and the application at work on one story."""
    world.outlets[0].publish(
        story(
            "one",
            "Homes burned in Goma",
            "Gunmen burned the homes of 61 families in Goma, DR Congo, police said.",
        )
    )
    chosen = settings(world, free_port())
    sources = [FeedSource(url=server.feed_url, name=server.outlet.name) for server in world.outlets]
    stopping = asyncio.Event()
    async with open_house(chosen, sources) as house:
        running = asyncio.create_task(house.run(stopping))
        address = f"http://127.0.0.1:{chosen.api_port}"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with httpx.AsyncClient(base_url=address, headers=headers) as client:

            async def told() -> bool:
                return bool((await client.get("/v1/incidents")).json()["data"])

            await until(told, within=60)
            yield client, world, chosen
        stopping.set()
        await running


async def test_another_system_reads_what_the_news_became_and_asks_again_for_nothing(
    caller: tuple[httpx.AsyncClient, World, Settings],
) -> None:
    client, _, chosen = caller
    answer = await client.get("/v1/incidents", params={"country": "COD", "since": "1d"})
    [incident] = answer.json()["data"]
    assert (incident["location_code"], incident["status"]) == ("COD", "confirmed")
    assert [figure["value"] for figure in incident["figures"]] == [61]
    unchanged = await client.get(answer.request.url, headers={"If-None-Match": answer.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (await client.head("/v1/incidents")).content == b""
    for name, number in (("North Kivu", 1), ("Nord-Kivu", 1), ("South Kivu", 0)):
        found = (await client.get("/v1/incidents", params={"admin1": name})).json()["data"]
        assert len(found) == number, name
    assert (await client.get(f"/v1/incidents/{incident['code']}?format=cap")).text.count("<alert ") == 1
    refused = await client.get("/v1/incidents", headers={"Authorization": "Bearer nobody"})
    assert refused.status_code == 401
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{chosen.http_port}") as machine:
        page = (await machine.get("/metrics")).text
        assert 'alertbot_api_requests_total{status="401"} 1.0' in page
        assert TOKEN not in page
        assert (await machine.get("/v1/incidents")).status_code == 404


async def test_a_switch_of_the_operators_holds_for_other_systems_at_once(
    caller: tuple[httpx.AsyncClient, World, Settings],
) -> None:
    client, _, chosen = caller
    store = await open_store(chosen.database)
    await store.cautions.save(Caution("COD", None, Measure.COUNTRY), utc_now())
    [incident] = (await client.get("/v1/incidents")).json()["data"]
    assert (incident["admin1_name"], incident["place"], incident["lat"]) == (None, None, None)
    assert "Goma" not in json.dumps({name: incident[name] for name in ("headline", "description")})
    await store.cautions.save(Caution("COD", None, Measure.OFF), utc_now())
    assert (await client.get("/v1/incidents")).json()["data"] == []
    assert (await client.get(f"/v1/incidents/{incident['code']}")).status_code == 404
    await store.close()
