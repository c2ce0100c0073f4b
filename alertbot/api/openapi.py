"""The OpenAPI 3.1 description of the API, made of the same tables that the code reads."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from alertbot.api.problems import MEDIA_TYPE
from alertbot.api.query import CURSOR, LONGEST_WORDS, MOST, MOST_VALUES, SPAN, USUAL, WORDS
from alertbot.api.schemas import INCIDENT, PAGE, PROBLEM
from alertbot.exports.formats import MEDIA_TYPES, Format
from alertbot.model import LANGUAGES, Category, Certainty, FeedKind, Flag, Severity

LIST_FORMATS = {"json": "application/json", **{form.value: media for form, media in MEDIA_TYPES.items()}}
ONE_FORMATS = LIST_FORMATS | {Format.CAP.value: "application/cap+xml"}
_SECURITY: list[dict[str, list[str]]] = [{"token": []}]
_CODE = "^[2-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{4,12}$"


def document() -> dict[str, Any]:
    """Return the description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "alertbot: incidents of displacement and abuse in the news",
            "version": "1",
            "description": "Read-only. The data-responsibility rules of alerts hold: see docs/exports.md.",
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/v1/incidents": {"get": _list()},
            "/v1/incidents/{code}": {"get": _one()},
            "/v1/openapi.json": {"get": _description()},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Incident": INCIDENT, "Page": PAGE, "Problem": PROBLEM},
        },
    }


def _list() -> dict[str, Any]:
    return {
        "operationId": "listIncidents",
        "summary": "Incidents that were told, withdrawn ones too, the newest first",
        "security": _SECURITY,
        "parameters": [
            _repeated("country", "ISO 3166-1 alpha-3", {"type": "string", "pattern": "^[A-Z]{3}$"}),
            _parameter("admin1", "Name of a province, or its P-code.", _text(pattern=WORDS)),
            _repeated("kind", "Kinds of harm; one of them is enough.", _enum(Category)),
            _parameter("severity", "At least so severe.", _enum(Severity)),
            _parameter("certainty", "At least so certain.", _enum(Certainty)),
            _repeated("source", "Some report is of such a source.", _enum(FeedKind)),
            _repeated("flag", "Who is harmed, and how.", _enum(Flag)),
            _parameter("since", "Reported from then on.", _moment()),
            _parameter("until", "Reported before then.", _moment()),
            _parameter(
                "text",
                'Keywords as in the bot: kunduz (looted OR burn*) -"road accident".',
                _text(format="keyword-rule"),
            ),
            _parameter("language", "Of sentences; codes stay.", _enum(LANGUAGES)),
            _parameter(
                "limit",
                "Incidents of a page.",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
            ),
            _parameter("cursor", "The `next` of the page before.", {"type": "string", "pattern": CURSOR}),
            _parameter("format", "Instead of an Accept header.", _enum(LIST_FORMATS)),
        ],
        "responses": _responses(LIST_FORMATS, "Page", {"Link": "The next page, with rel=next."}, 400),
    }


def _one() -> dict[str, Any]:
    code = {"type": "string", "pattern": _CODE}
    return {
        "operationId": "getIncident",
        "summary": "One incident; as CAP its latest message",
        "security": _SECURITY,
        "parameters": [
            {"name": "code", "in": "path", "required": True, "description": "K7Q2", "schema": code},
            _parameter("language", "Of sentences; codes stay.", _enum(LANGUAGES)),
            _parameter("format", "Instead of an Accept header.", _enum(ONE_FORMATS)),
        ],
        "responses": _responses(ONE_FORMATS, "Incident", {}, 400, 404),
    }


def _description() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object", "required": ["openapi"]}}}
    return {
        "operationId": "describe",
        "summary": "This description",
        "responses": {"200": {"description": "OpenAPI 3.1", "content": content}},
    }


def _responses(formats: dict[str, str], schema: str, headers: dict[str, str], *wrong: int) -> dict[str, Any]:
    validators = {"ETag": "For If-None-Match.", "Last-Modified": "For If-Modified-Since."}
    shown = {
        name: {"description": about, "schema": {"type": "string"}}
        for name, about in (validators | headers).items()
    }
    bodies: dict[str, Any] = {media.partition(";")[0]: {} for media in formats.values()}
    bodies["application/json"] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told = {
        str(status): {"description": "A problem", "content": problem}
        for status in (*wrong, 401, 406, 429, 503)
    }
    ok = {"description": "In the format asked for", "headers": shown, "content": bodies}
    return {"200": ok, "304": {"description": "As you have it"}} | told


def _parameter(name: str, about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _repeated(name: str, about: str, items: dict[str, Any]) -> dict[str, Any]:
    """Several values with commas, or the parameter several times."""
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": MOST_VALUES[name]}
    return _parameter(name, about, schema) | {"style": "form", "explode": True}


def _enum(values: Iterable[str] | type[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "enum": [str(value) for value in values]}


def _text(**more: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_WORDS, **more}


def _moment() -> dict[str, Any]:
    formats = [{"type": "string", "format": form} for form in ("date", "date-time")]
    return {"anyOf": [{"type": "string", "pattern": SPAN}, *formats]}
