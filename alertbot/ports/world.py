"""The network and hostile input, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from alertbot.model import Validators
from alertbot.model.pictures import Picture

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of a web server, size-capped and decompressed."""

    status: int
    """200 or 304; anything else is raised as a FetchError."""
    url: str
    """Where the body came from, after redirects."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    moved_to: str | None = None
    """Set if the first address answered with a permanent redirect (301, 308)."""


class Fetcher(Protocol):
    """Gets bytes from the web within limits of size, time and address."""

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """Return the answer, 304 with an empty body if `validators` still hold.

        Raises `feeds.fetch.FetchError` (reason, retry_after, permanent) for everything else.
        """
        ...


class Sandbox(Protocol):
    """Runs a function on hostile bytes in a child process with CPU, memory and wall limits."""

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """Return `function(*args)`; both ends must pickle.

        Raises `ops.sandbox.SandboxKilled` if a limit ended the child; an AlertbotError of the
        function passes through.
        """
        ...


class Painter(Protocol):
    """Draws pictures, outside this process."""

    async def paint(self, picture: Picture) -> bytes:
        """Return a PNG. Raises JobKilled if it cannot be drawn within limits of time and memory."""
        ...


class Meter(Protocol):
    """Counts what happens, for the people who run the bot; names and labels are those of `ops.metrics`."""

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a counter."""
        ...

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """Note how long something took."""
        ...


class Unmetered:
    """Counts nothing."""

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Nothing."""

    def observe(self, name: str, seconds: float, **labels: str) -> None:
        """Nothing."""


class Embedder(Protocol):
    """Turns a short text of any language into a vector: texts that mean alike are near one another."""

    def embed(self, text: str) -> Sequence[float]:
        """Return a vector of unit length, the same for the same text."""
        ...
