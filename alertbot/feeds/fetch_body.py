"""Reads the body of an answer within limits of size and speed, unpacking it in bounded steps."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Callable

from alertbot.feeds.errors import FetchError, FetchReason

MEGABYTE = 1_000_000
_STEP = 1 << 16
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class Unpacker:
    """Decodes one content encoding (identity, gzip or deflate); never holds more than `limit` bytes."""

    def __init__(self, encoding: str, limit: int, url: str) -> None:
        self._url = url
        self._limit = limit
        self._out = bytearray()
        self._packed = _is_packed(encoding, url)
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the wire. Raises FetchError (TOO_LARGE, BAD_ENCODING)."""
        if not self._packed:
            self._append(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error:
            raise FetchError(
                FetchReason.BAD_ENCODING, self._url, "the answer is not packed as the server claims"
            ) from None

    def finish(self) -> bytes:
        """The whole body. Raises FetchError (BAD_ENCODING) if the packed stream ended early."""
        if self._packed and self._begun and not self._stream.eof:
            raise FetchError(FetchReason.BAD_ENCODING, self._url, "the packed answer breaks off")
        return bytes(self._out)

    def _unpack(self, chunk: bytes) -> None:
        while chunk:
            if self._stream.eof:
                if not chunk.startswith(b"\x1f\x8b"):
                    return  # padding after the stream
                self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            self._begun = True
            self._append(self._stream.decompress(chunk, _STEP))
            chunk = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _append(self, data: bytes) -> None:
        if len(self._out) + len(data) > self._limit:
            raise too_large(self._url, self._limit)
        self._out += data


async def read_body(
    wire: AsyncIterator[bytes], unpacker: Unpacker, limit: int, url: str, clock: Callable[[], float]
) -> bytes:
    """All of `wire`, unpacked. Raises FetchError: TOO_LARGE over `limit` bytes, TOO_SLOW under 1 kB/s.

    `clock` gives seconds; the rate counts from the fifth second on.
    """
    began, taken = clock(), 0
    async for chunk in wire:
        taken += len(chunk)
        if taken > limit:
            raise too_large(url, limit)
        elapsed = clock() - began
        if elapsed > 5.0 and taken < 1000 * elapsed:
            raise FetchError(FetchReason.TOO_SLOW, url, "the server sends less than 1 kB a second")
        unpacker.feed(chunk)
    return unpacker.finish()


def too_large(url: str, limit: int) -> FetchError:
    """The error for a body beyond `limit` bytes, packed or unpacked."""
    return FetchError(FetchReason.TOO_LARGE, url, f"the answer is larger than {limit / MEGABYTE:g} MB")


def _is_packed(encoding: str, url: str) -> bool:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return False
    if name in ("gzip", "x-gzip", "deflate"):
        return True
    raise FetchError(
        FetchReason.BAD_ENCODING, url, f"the answer is packed as '{name[:40]}', which we do not open"
    )
