"""The loopback HTTP server reads what clients send and survives what they should not."""

import asyncio

import httpx
import pytest

from alertbot.demo.http import HttpRequest, HttpResponse, HttpServer, take_request


def test_a_request_is_taken_only_once_it_is_whole():
    buffer = bytearray(b"POST /a?b=%20c HTTP/1.1\r\nContent-Length: 3\r\n\r\nxy")
    assert take_request(buffer) is None
    buffer += b"zGET"
    request = take_request(buffer)
    assert (request.method, request.path, request.query, request.body) == ("POST", "/a", "b=%20c", b"xyz")
    assert buffer == b"GET"


def test_a_chunked_body_is_joined():
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    buffer = bytearray(head + b"3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n")
    assert take_request(buffer) is None
    buffer += b"\r\n"
    assert take_request(buffer).body == b"abcde"


@pytest.mark.parametrize(
    "sent",
    [
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"x" * 70_000,
    ],
)
def test_what_is_no_request_is_refused(sent):
    with pytest.raises(ValueError, match=r"."):
        take_request(bytearray(sent))


async def test_a_connection_carries_several_requests():
    async def count(request: HttpRequest) -> HttpResponse:
        return HttpResponse(200, request.body)

    async with HttpServer(count) as server, httpx.AsyncClient(trust_env=False) as client:
        answers = [await client.post(server.url, content=str(number)) for number in range(3)]
        last = await client.post(server.url, content="4", headers={"Connection": "close"})
    assert [answer.text for answer in answers] == ["0", "1", "2"]
    assert last.headers["connection"] == "close"


async def test_a_client_that_hangs_up_cancels_its_answer():
    events: list[str] = []

    async def slow(_: HttpRequest) -> HttpResponse:
        events.append("asked")
        try:
            await asyncio.sleep(30)
        finally:
            events.append("dropped")
        return HttpResponse()

    async with HttpServer(slow) as server:
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        while not events:
            await asyncio.sleep(0.01)
        writer.close()
        await writer.wait_closed()
        while len(events) < 2:
            await asyncio.sleep(0.01)
    assert events == ["asked", "dropped"]


async def test_a_handler_that_fails_answers_500_and_is_logged(caplog):
    async def broken(_: HttpRequest) -> HttpResponse:
        raise RuntimeError("broken on purpose")

    async with HttpServer(broken) as server, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(server.url)
    assert answer.status_code == 500
    assert "broken on purpose" in caplog.text


async def test_a_server_that_closed_takes_the_same_port_again():
    async def hello(_: HttpRequest) -> HttpResponse:
        return HttpResponse(200, b"hello")

    server = HttpServer(hello)
    await server.close()
    await server.start()
    port = server.port
    await server.close()
    await server.start()
    await server.close()
    assert server.port == port
