"""The one way between model values and JSON text: exact both ways, enums by value, times with their zone."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(shape: Any, value: Any) -> str:
    """`value`, of the type `shape`, as JSON text; a lone surrogate, which no database takes, as U+FFFD."""
    try:
        return _adapter(shape).dump_json(value).decode()
    except PydanticSerializationError:
        return to_json(_mended(_adapter(shape).dump_python(value))).decode()


def decode(shape: Any, text: str) -> Any:
    """The value again; fields unknown to `shape` are left out, missing ones take their defaults.

    Raises pydantic.ValidationError if the text does not fit the shape.
    """
    return _adapter(shape).validate_json(text)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(item) for item in value]
    return value
