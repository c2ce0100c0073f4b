"""Dose: addresses that lead inside, by hand, by redirect and by the thousand; nothing may be dialled."""

from __future__ import annotations

import asyncio
import random
import socket
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alertbot.feeds.errors import FetchError
from alertbot.feeds.fetch import FetchLimits, HttpFetcher
from faults.addresses_made import MANGLED, hostile_address, leads_inside, public_address
from faults.addresses_names import NAMES, NUMERIC_FAILS
from faults.dose import Size
from faults.table import Row

TABLE = Path(__file__).with_name("hostile_addresses.txt")
LIMITS = FetchLimits(connect=1.0, total=5.0, host_gap=0.0, per_host=50)
START = "start.example"
"""The one host that is allowed although it is on loopback: it redirects to wherever it is told."""


@dataclass(slots=True)
class Wire:
    """Sees every connection and every question to the system's resolver before they are made.

    Only `open_to` is let through; anything else is written down and refused, so that nothing leaves.
    """

    open_to: tuple[str, int] = ("", 0)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Begin; an audit hook stays for the life of the process."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            address = arguments[1]
            where = (str(address[0]), int(address[1])) if isinstance(address, tuple) else (str(address), 0)
            if where != self.open_to:
                self.dialled.append(where)
                raise ConnectionRefusedError("the dose lets nothing out")
        elif event == "socket.getaddrinfo" and not _numeric(str(arguments[0])):
            self.asked.append(str(arguments[0]))

    def take(self) -> list[tuple[str, int]]:
        """What was dialled since the last call."""
        found, self.dialled = self.dialled, []
        return found


@dataclass(slots=True)
class Resolver:
    """Stands in for the system's: names of the table, and numbers in every spelling the C library reads."""

    times: dict[str, int] = field(default_factory=dict)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses; a name asked twice within a fetch has turned inwards meanwhile."""
        name = host.rstrip(".").lower()
        self.times[name] = self.times.get(name, 0) + 1
        if name.startswith("rebind"):
            return ["93.184.215.14"] if self.times[name] == 1 else ["127.0.0.1"]
        if name in NAMES:
            return NAMES[name]
        return [_number(name)]


def _number(text: str) -> str:
    with suppress(OSError):
        return socket.inet_ntoa(socket.inet_aton(text))
    with suppress(OSError):
        plain = text.partition("%")[0]
        return socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, plain))
    raise OSError(NUMERIC_FAILS)


def _numeric(host: str) -> bool:
    with suppress(OSError):
        return bool(_number(host))
    return False


@dataclass(slots=True)
class Redirector:
    """A web server on loopback that answers every request with a redirect to the address in its query."""

    hosts: list[str] = field(default_factory=list)
    port: int = 0
    targets: dict[str, str] = field(default_factory=dict)
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1]
            self.hosts += [
                line[6:].strip() for line in head.split("\r\n") if line.lower().startswith("host:")
            ]
            location = self.targets.get(path, "/").encode("utf-8").replace(b"\r", b"").replace(b"\n", b"")
            writer.write(b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nConnection: close\r\nLocation: ")
            writer.write(location.replace(b"\0", b"") + b"\r\n\r\n")
            await writer.drain()
        writer.close()


@dataclass(slots=True)
class Trial:
    """One fetcher, one wire and one server; asks for addresses and tells what went out."""

    wire: Wire
    server: Redirector
    resolver: Resolver = field(default_factory=Resolver)
    violations: list[str] = field(default_factory=list)
    fetcher: HttpFetcher = field(init=False)

    def __post_init__(self) -> None:
        self.fetcher = HttpFetcher(
            allow=frozenset({(START, self.server.port)}), limits=LIMITS, resolve=self.resolver
        )

    async def ask(self, url: str, label: str) -> list[tuple[str, int]]:
        """What was dialled for `url`; anything but a FetchError is a violation."""
        self.resolver.times.clear()
        try:
            await self.fetcher.fetch(url)
            self.violations.append(f"{label}: {url!r} was fetched")
        except FetchError:
            pass
        except Exception as error:  # noqa: BLE001 - a crash of the fetcher is what the dose looks for
            self.violations.append(f"{label}: {url!r} ended with {error!r}")
        return self.wire.take()

    async def refuse(self, url: str, label: str) -> None:
        """Nothing may be dialled for `url`; a mangled address may have become one that leads outside."""
        dialled = await self.ask(url, label)
        if any(label != MANGLED or leads_inside(*where) for where in dialled):
            self.violations.append(f"{label}: {url!r} led to {dialled[0]}")

    async def redirect(self, target: str, label: str) -> None:
        """Nothing may be dialled behind a redirect to `target`."""
        path = f"/{len(self.server.targets)}"
        self.server.targets[path] = target
        await self.refuse(f"http://{START}:{self.server.port}{path}", label)


def run(size: Size) -> Iterable[Row]:
    """The table by hand, the same by redirect, generated ones, and public ones that must be dialled."""
    return asyncio.run(_run(size))


async def _run(size: Size) -> list[Row]:
    wire, server = Wire(), Redirector()
    await server.start()
    wire.watch()
    wire.open_to = ("127.0.0.1", server.port)
    rows = [
        await _by_hand(Trial(wire, server)),
        await _by_redirect(Trial(wire, server)),
        await _rebinding(Trial(wire, server)),
        await _made(Trial(wire, server), size.of(5_000, 50_000)),
        await _public(Trial(wire, server), size.of(500, 2_000)),
    ]
    server.close()
    strangers = {host for host in server.hosts if host != f"{START}:{server.port}"}
    leaks = tuple(f"the system's resolver was asked for {name!r}" for name in wire.asked)
    leaks += tuple(f"the loopback server was reached as {host!r}" for host in strangers)
    rows.append(Row("questions to the system's resolver", len(server.hosts), None, violations=leaks))
    return rows


async def _by_hand(trial: Trial) -> Row:
    addresses = list(by_hand())
    for label, url in addresses:
        await trial.refuse(url, label)
    return await _row(trial, "hostile addresses by hand", len(addresses))


async def _by_redirect(trial: Trial) -> Row:
    addresses = list(by_hand())
    for label, url in addresses:
        await trial.redirect(url, label)
    return await _row(trial, "hostile addresses behind a redirect", len(addresses))


async def _rebinding(trial: Trial) -> Row:
    """A name that turns inwards after it was judged: what was judged is dialled, and asked for once."""
    for number in range(100):
        name = f"rebind{number}.example"
        dialled = await trial.ask(f"http://{name}/", "rebinding")
        if dialled != [("93.184.215.14", 80)] or trial.resolver.times[name] != 1:
            trial.violations.append(f"rebinding: {dialled}, asked {trial.resolver.times[name]} times")
    return await _row(trial, "names that turn inwards after the check", 100)


async def _made(trial: Trial, count: int) -> Row:
    rng = random.Random(20261125)
    for number in range(count):
        label, url = hostile_address(rng)
        if number % 25:
            await trial.refuse(url, label)
        else:
            await trial.redirect(url, label)
    return await _row(trial, "hostile addresses, generated", count)


async def _public(trial: Trial, count: int) -> Row:
    """The dose can see a connection: each of these is dialled, at the address it names."""
    rng = random.Random(4)
    for _ in range(count):
        url, wanted = public_address(rng)
        if (dialled := await trial.ask(url, "public")) != [wanted]:
            trial.violations.append(f"public {url} led to {dialled}")
    return await _row(trial, "public addresses are dialled", count)


async def _row(trial: Trial, fault: str, cases: int) -> Row:
    await trial.fetcher.close()
    return Row(fault, cases, None, violations=tuple(trial.violations))


def by_hand() -> Iterator[tuple[str, str]]:
    """(class, address) of the table."""
    label = ""
    for line in TABLE.read_text(encoding="utf-8").split("\n"):
        if line.startswith("## "):
            label = line[3:]
        elif line and not line.startswith("# "):
            yield label, _unescaped(line)


def _unescaped(line: str) -> str:
    return line.encode("latin-1", "backslashreplace").decode("unicode_escape")
