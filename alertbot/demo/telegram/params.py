"""The parameters of one call, whatever the body was (form, JSON, multipart), with typed access."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from typing import Any
from urllib.parse import parse_qsl

from alertbot.demo.http import HttpRequest
from alertbot.demo.telegram.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """What a call was given; values are strings as Telegram reads them, JSON where it expects objects."""

    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """The value as text."""
        return self.values.get(name, default)

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a whole number; what is none counts as the default, as at Telegram."""
        try:
            return int(self.values[name])
        except (KeyError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """The value as true or false."""
        return self.values.get(name, "").lower() in {"true", "yes", "1"}

    def json(self, name: str) -> Any:
        """The value as JSON; None if absent or empty. Refuses what does not parse."""
        raw = self.values.get(name, "")
        if not raw:
            return None
        try:
            return json.loads(raw)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error


def read_params(request: HttpRequest) -> Params:
    """All parameters of the query string and the body; the body wins. Refuses an unreadable body."""
    values = dict(parse_qsl(request.query, keep_blank_values=True))
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        fields, files = _read_multipart(request)
        values.update(fields)
    elif kind == "application/json":
        values.update(_read_json(request.body))
    elif request.body:
        values.update(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    return Params(values, files)


def _read_json(body: bytes) -> dict[str, str]:
    try:
        fields = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse request body as JSON") from error
    if not isinstance(fields, dict):
        raise bad_request("request body must be a JSON object")
    return {name: _as_text(value) for name, value in fields.items() if value is not None}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _read_multipart(request: HttpRequest) -> tuple[dict[str, str], dict[str, Upload]]:
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}
    boundary = _headers_of(f"Content-Type: {request.headers['content-type']}").get_param("boundary")
    if not boundary:
        raise bad_request("multipart body without a boundary")
    for part in request.body.split(f"--{boundary}".encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = _headers_of(head.decode("utf-8", "replace"))
        content = content.removesuffix(b"\r\n")
        name = str(headers.get_param("name", "", "content-disposition"))
        filename = headers.get_filename()
        if filename is None:
            values[name] = content.decode("utf-8", "replace")
        else:
            files[name] = Upload(filename, headers.get_content_type(), content)
    return values, files


def _headers_of(text: str) -> Message:
    return HeaderParser().parsestr(text)
