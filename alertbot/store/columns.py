"""Column types that mean the same on SQLite and PostgreSQL: UTC times, spans, clean text, enums, JSON."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

from alertbot.store import codec

BIG_ID = BigInteger().with_variant(Integer, "sqlite")
"""Only an INTEGER primary key counts by itself on SQLite, and it holds 64 bits there."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MICROSECOND = timedelta(microseconds=1)


def storable(text: str) -> str:
    """The text with NUL and lone surrogates, which no database takes, as U+FFFD: offsets stay right."""
    return _UNSTORABLE.sub("\ufffd", text)


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept and given back in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; without the zone for SQLite, which would not keep it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Span(TypeDecorator[timedelta]):
    """A timedelta to the microsecond, as an integer."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        """Microseconds."""
        return None if value is None else value // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        """A timedelta again."""
        return None if value is None else timedelta(microseconds=value)


class Hash64(TypeDecorator[int]):
    """An unsigned 64-bit hash in a signed column: equal stays equal, order does not matter."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Fold the upper half below zero."""
        return None if value is None else (value + (1 << 63)) % (1 << 64) - (1 << 63)

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        """Unsigned again."""
        return None if value is None else value % (1 << 64)


class PlainText(TypeDecorator[str]):
    """Text from outside, made storable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """See `storable`."""
        return None if value is None else storable(value)


class Choice(TypeDecorator[StrEnum]):
    """An enum by its value; no CHECK constraint, so that a new member needs no migration."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """The member's value."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member."""
        return None if value is None else self.kind(value)


class Json(TypeDecorator[Any]):
    """A value of one declared shape as JSON text (see `codec`)."""

    impl = Text
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Encode."""
        return None if value is None else codec.encode(self.shape, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Decode."""
        return None if value is None else codec.decode(self.shape, value)
