"""Fetching from servers that are slow, endless, lying, or that point us at our own network."""

from __future__ import annotations

import asyncio
import itertools
import logging
from datetime import UTC, datetime, timedelta

import pytest
from hostile_web import FEED, WebServer

from alertbot.feeds.errors import FetchError, FetchReason
from alertbot.feeds.fetch import FetchLimits, HttpFetcher
from alertbot.feeds.fetch_body import Unpacker, read_body
from alertbot.feeds.fetch_guard import GuardedBackend
from alertbot.feeds.fetch_hosts import HostGate
from alertbot.model import Validators

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
QUICK = FetchLimits(connect=2.0, total=3.0, wire=300_000, body=300_000, host_gap=0.0)


@pytest.fixture
async def web():
    server = WebServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def fetcher(web):
    found = HttpFetcher(
        "ops@example.org", frozenset({("127.0.0.1", web.port)}), limits=QUICK, clock=lambda: NOW
    )
    yield found
    await found.close()


async def refused(fetcher: HttpFetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url)
    return caught.value


async def test_a_feed_is_fetched_with_a_name_and_a_contact(web, fetcher):
    answer = await fetcher.fetch(web.url("/feed"))
    assert (answer.status, answer.body, answer.url) == (200, FEED, web.url("/feed"))
    assert answer.headers["cache-control"] == "max-age=60"
    assert web.requests[0][1]["user-agent"].startswith("alertbot/")
    assert web.requests[0][1]["user-agent"].endswith("(+ops@example.org)")


async def test_validators_make_the_next_fetch_conditional(web, fetcher):
    answer = await fetcher.fetch(web.url("/feed"), Validators('"v1"', "Tue, 13 Oct 2026 08:00:00 GMT"))
    assert (answer.status, answer.body) == (304, b"")
    assert web.requests[0][1]["if-modified-since"] == "tue, 13 oct 2026 08:00:00 gmt"


async def test_cookies_are_neither_kept_nor_sent(web, fetcher):
    await fetcher.fetch(web.url("/feed"))
    await fetcher.fetch(web.url("/feed"))
    assert "cookie" not in web.requests[1][1]


@pytest.mark.parametrize("path", ["/gzip/good", "/gzip/members", "/gzip/padded", "/deflate"])
async def test_packed_answers_are_unpacked(web, fetcher, path):
    assert (await fetcher.fetch(web.url(path))).body == FEED


async def test_an_empty_packed_answer_is_empty(web, fetcher):
    assert (await fetcher.fetch(web.url("/gzip/empty"))).body == b""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/status/410", FetchReason.GONE),
        ("/status/404", FetchReason.NOT_FOUND),
        ("/status/403", FetchReason.FORBIDDEN),
        ("/status/429", FetchReason.TOO_MANY_REQUESTS),
        ("/status/500", FetchReason.SERVER_ERROR),
        ("/status/503", FetchReason.SERVER_ERROR),
        ("/status/204", FetchReason.UNEXPECTED_STATUS),
        ("/status/418", FetchReason.UNEXPECTED_STATUS),
        ("/silent", FetchReason.TIMEOUT),
        ("/drip", FetchReason.TIMEOUT),
        ("/endless", FetchReason.TOO_LARGE),
        ("/announced", FetchReason.TOO_LARGE),
        ("/gzip/bomb", FetchReason.TOO_LARGE),
        ("/gzip/cut", FetchReason.BAD_ENCODING),
        ("/gzip/lie", FetchReason.BAD_ENCODING),
        ("/encoded/gzip_gzip", FetchReason.BAD_ENCODING),
        ("/encoded/br", FetchReason.BAD_ENCODING),
        ("/encoded/zstd", FetchReason.BAD_ENCODING),
        ("/broken", FetchReason.CONNECTION),
        ("/rubbish", FetchReason.CONNECTION),
        ("/headers/long", FetchReason.CONNECTION),
        ("/headers/many", FetchReason.CONNECTION),
        ("/headers/interim", FetchReason.TIMEOUT),
        ("/lengths/-1", FetchReason.CONNECTION),
        ("/lengths/5,_6", FetchReason.CONNECTION),
        ("/lengths/" + "9" * 900, FetchReason.CONNECTION),
        ("/twice", FetchReason.BAD_ENCODING),
        ("/hops/6", FetchReason.REDIRECT_LOOP),
        ("/redirect/302/", FetchReason.REDIRECT_LOOP),
        ("/redirect/302/http://127.0.0.2/", FetchReason.BLOCKED_ADDRESS),
        ("/redirect/302/http://127.0.0.2:PORT/feed", FetchReason.BLOCKED_ADDRESS),
        ("/redirect/307/http://169.254.169.254/latest", FetchReason.BLOCKED_ADDRESS),
        ("/redirect/308/http://[::1]/", FetchReason.BLOCKED_ADDRESS),
        ("/redirect/301/http://localhost/", FetchReason.BLOCKED_ADDRESS),
        ("/redirect/301/file:///etc/passwd", FetchReason.BAD_URL),
        ("/redirect/301/http://user:pw@127.0.0.1:PORT/feed", FetchReason.BAD_URL),
    ],
)
async def test_each_bad_manner_has_its_reason(web, fetcher, path, reason):
    error = await refused(fetcher, web.url(path))
    assert error.reason is reason
    assert error.permanent is (reason in (FetchReason.GONE, FetchReason.BLOCKED_ADDRESS, FetchReason.BAD_URL))


async def test_a_server_that_drips_is_too_slow_long_before_the_deadline(web):
    seconds = iter([0.0, 1.0, 4.0, 5.5])

    async def drip():
        for _ in range(3):
            yield b"x" * 100

    with pytest.raises(FetchError) as caught:
        await read_body(drip(), Unpacker("", 10_000, "u"), 10_000, "u", lambda: next(seconds))
    assert caught.value.reason is FetchReason.TOO_SLOW


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("Retry-After=120", timedelta(seconds=120)),
        ("Retry-After=Wed,_14_Oct_2026_09:00:00_GMT", timedelta(hours=1)),
        ("Retry-After=Wed,_14_Oct_2026_07:00:00_GMT", timedelta(0)),
        ("Retry-After=soon", None),
        ("X=1", None),
    ],
)
async def test_retry_after_is_read_as_seconds_or_date(web, fetcher, header, wait):
    assert (await refused(fetcher, web.url(f"/status/429/{header}"))).retry_after == wait


async def test_permanent_redirects_tell_the_new_address(web, fetcher):
    answer = await fetcher.fetch(web.url("/hops/5"))
    assert answer.moved_to == answer.url == web.url("/hops/0")


async def test_a_temporary_redirect_does_not_move_the_feed(web, fetcher):
    answer = await fetcher.fetch(web.url("/redirect/302//feed"))
    assert (answer.body, answer.moved_to) == (FEED, None)


async def test_only_the_permanent_beginning_of_a_chain_counts(web, fetcher):
    answer = await fetcher.fetch(web.url("/redirect/301//redirect/302//feed"))
    assert answer.moved_to == web.url("/redirect/302//feed")
    assert answer.url == web.url("/feed")


async def test_an_http_answer_to_a_tls_greeting_is_a_tls_error(web, fetcher):
    error = await refused(fetcher, web.url("/feed").replace("http:", "https:"))
    assert error.reason is FetchReason.TLS


async def test_nobody_listening_is_a_connection_error(web, fetcher):
    await web.stop()
    assert (await refused(fetcher, web.url("/feed"))).reason is FetchReason.CONNECTION


async def test_a_host_gets_two_requests_at_once_at_most(web, fetcher):
    await asyncio.gather(*(fetcher.fetch(web.url("/wait")) for _ in range(8)))
    assert web.most_active == 2


async def starts(gate: HostGate, hosts: list[str], *, spaced: bool = True) -> list[float]:
    loop = asyncio.get_running_loop()
    began = loop.time()
    times: list[float] = []

    async def one(host: str) -> None:
        async with gate.turn(host, spaced=spaced):
            times.append(loop.time() - began)

    await asyncio.gather(*map(one, hosts))
    return times


async def test_requests_to_one_host_start_with_a_gap():
    times = await starts(HostGate(at_once=2, gap=0.05), ["a", "a", "a", "a"])
    assert all(later - earlier >= 0.045 for earlier, later in itertools.pairwise(times))


async def test_other_hosts_and_allowed_ones_do_not_wait_for_the_gap():
    assert max(await starts(HostGate(at_once=2, gap=30.0), ["a", "b", "c"])) < 30
    assert max(await starts(HostGate(at_once=2, gap=30.0), ["a", "a", "a"], spaced=False)) < 30


async def test_a_cancelled_fetch_frees_its_place(web, fetcher):
    tasks = [asyncio.create_task(fetcher.fetch(web.url("/silent"))) for _ in range(2)]
    await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (await fetcher.fetch(web.url("/feed"))).status == 200


async def test_proxies_of_the_environment_are_ignored(web, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fetcher = HttpFetcher(allow=frozenset({("127.0.0.1", web.port)}))
    assert (await fetcher.fetch(web.url("/feed"))).status == 200
    await fetcher.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://0/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://[fd00:ec2::254]/",
        "http://224.0.0.1/",
        "http://127.0.0.1:22/",
        "http://example.org:8080/",
        "http://example.org:0/",
    ],
)
async def test_addresses_inside_our_own_network_are_blocked(fetcher, url):
    assert (await refused(fetcher, url)).reason is FetchReason.BLOCKED_ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1:70/",
        "javascript:alert(1)",
        "//example.org/",
        "example.org",
        "",
        "http://",
        "http:///path",
        "http://user@example.org/",
        "http://:pw@example.org/",
        "http://example.org:99999/",
        "http://example.org/a b",
        "http://example.org/\r\nHost: evil",
        "http://example.org\\@127.0.0.1/",
        "http://[::1/",
        "http://0177.0.0.1/",
        "http://example.org/" + "a" * 5000,
        "|date>/tmp/x",
        "-oProxyCommand=x",
        "`id`",
    ],
)
async def test_addresses_that_are_none_are_refused(fetcher, url):
    assert (await refused(fetcher, url)).reason is FetchReason.BAD_URL


async def dial(web: WebServer, addresses: list[str], allow: frozenset[tuple[str, int]] = frozenset()) -> int:
    asked = 0

    async def resolve(host: str, port: int) -> list[str]:
        nonlocal asked
        asked += 1
        return addresses if asked == 1 else ["127.0.0.1"]

    stream = await GuardedBackend(allow, resolve).connect_tcp("news.example", web.port, 2.0)
    await stream.aclose()
    return asked


async def test_a_name_that_points_inside_is_blocked_without_a_single_connection(web):
    for addresses in (["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["::1"], ["fe80::1%lo"], ["nonsense"]):
        with pytest.raises(FetchError) as caught:
            await dial(web, addresses)
        assert caught.value.reason is FetchReason.BLOCKED_ADDRESS
    assert web.connections == 0


async def test_the_name_is_asked_once_and_the_judged_address_is_dialled(web):
    assert await dial(web, ["127.0.0.1"], frozenset({("news.example", web.port)})) == 1


async def test_the_next_address_is_tried_if_the_first_is_dead(web):
    assert await dial(web, ["127.0.0.3", "127.0.0.1"], frozenset({("news.example", web.port)})) == 1


async def test_an_unknown_name_has_its_own_reason(fetcher):
    error = await refused(fetcher, "http://no-such-host.invalid/")
    assert error.reason is FetchReason.NAME_NOT_FOUND


async def test_every_connection_of_the_fetcher_goes_through_the_guard(web):
    asked = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    fetcher = HttpFetcher(allow=frozenset({("feeds.example", web.port)}), resolve=resolve)
    answer = await fetcher.fetch(f"http://feeds.example:{web.port}/feed")
    assert (answer.status, asked) == (200, [("feeds.example", web.port)])
    await fetcher.close()


async def test_secrets_of_an_address_never_reach_the_message_or_the_log(fetcher, caplog):
    caplog.set_level(logging.DEBUG)
    url = "http://user:hunter2@example.org/feed?api_key=s3cr3t&page=2&x=9f86d081884c7d659a2feaa0c55ad015"
    message = str(await refused(fetcher, url))
    assert "hunter2" not in message + caplog.text
    assert "s3cr3t" not in message + caplog.text
    assert "9f86d081884c7d659a2feaa0c55ad015" not in message + caplog.text
    assert "page=2" in message
