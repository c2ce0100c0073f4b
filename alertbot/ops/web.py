"""The loopback web server for machines that look after the bot: /healthz, /readyz, /metrics."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alertbot.errors import ConfigurationError

log = structlog.get_logger(__name__)
Check = Callable[[], Awaitable[Sequence[str]]]
"""Returns what is wrong, in words; nothing if all is well."""


def status_app(ready: Check, metrics: Callable[[], Awaitable[bytes]]) -> Starlette:
    """The application: `ready` tells what keeps the bot from its work, `metrics` gives Prometheus's text."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(_: Request) -> Response:
        reasons = list(await ready())
        return JSONResponse(
            {"status": "not ready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200
        )

    async def page(_: Request) -> Response:
        return Response(await metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", page)])


class _Server(uvicorn.Server):
    """Leaves signals to the house."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@contextlib.asynccontextmanager
async def serve(
    app: Starlette, host: str, port: int, setting: str = "ALERTBOT_HTTP_PORT"
) -> AsyncIterator[int]:
    """Serve `app` while the block runs; yields the port (`port` 0: any free one).

    Raises ConfigurationError, naming the `setting` to change, if the port is taken.
    """
    listener = _listen(host, port, setting)
    bound = int(listener.getsockname()[1])
    server = _Server(
        uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False)
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="web")
    log.info("web.listening", host=host, port=bound)
    try:
        yield bound
    finally:
        server.should_exit = True
        await serving
        listener.close()


def _listen(host: str, port: int, setting: str) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise ConfigurationError(
            f"Nothing can listen at {host}:{port} ({error.strerror}): set {setting} to a free port."
        ) from None
