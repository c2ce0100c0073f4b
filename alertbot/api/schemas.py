"""JSON Schemas of what the API answers with."""

from __future__ import annotations

from typing import Any

from alertbot.exports.columns import COLUMNS
from alertbot.exports.record import HEADED, WITHDRAWN
from alertbot.model import Category, Certainty, Severity, Status, Unit

_TEXT = {"type": "string"}
_MAYBE_TEXT = {"type": ["string", "null"]}
_WHOLE = {"type": "integer", "minimum": 0}
_MAYBE_WHOLE = {"type": ["integer", "null"], "minimum": 0}
_TIME = {"type": "string", "format": "date-time"}
_NAMES = {"type": "array", "items": _TEXT}
_KIND = {"type": "string", "enum": [category.value for category in Category]}
_SPECIAL: dict[str, dict[str, Any]] = {
    "code": {"type": "string", "minLength": 4},
    "revision": {"type": "integer", "minimum": 1},
    "kind": {"anyOf": [_KIND, {"type": "null"}]},
    "kinds": {"type": "array", "items": _KIND},
    "headline": _TEXT,
    "status": {"type": "string", "enum": [*(status.value for status in Status), WITHDRAWN]},
    "severity": {"type": "string", "enum": [severity.value for severity in Severity]},
    "certainty": {"type": "string", "enum": [certainty.value for certainty in Certainty]},
    "occurred": {"type": ["string", "null"], "format": "date"},
    "first_reported": _TIME,
    "last_reported": _TIME,
    "location_code": {"type": ["string", "null"], "pattern": "^[A-Z0-9]{3}$"},
    "destination_codes": _NAMES,
    "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
    "lon": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
    "accused": _NAMES,
    "claimed_by": _NAMES,
    "denied_by": _NAMES,
    "flags": _NAMES,
    "independent_sources": {"type": "integer", "minimum": 1},
    **dict.fromkeys(HEADED, _MAYBE_WHOLE),
    **{f"{name}_max": _MAYBE_WHOLE for name in HEADED},
}
_FIGURE = {
    "type": "object",
    "required": ["what", "unit", "term", "value", "value_max", "qualifier", "words"],
    "properties": {
        "what": _TEXT,
        "unit": {"type": "string", "enum": [unit.value for unit in Unit]},
        "term": _TEXT,
        "value": _MAYBE_WHOLE,
        "value_max": _MAYBE_WHOLE,
        "qualifier": _MAYBE_TEXT,
        "words": _TEXT,
    },
}
_REPORT = {
    "type": "object",
    "required": ["source", "url", "published", "language", "copy"],
    "properties": {
        "source": _TEXT,
        "url": _MAYBE_TEXT,
        "published": _TIME,
        "language": _MAYBE_TEXT,
        "copy": {"type": "boolean"},
    },
}
_IN_REPORTS = frozenset({"source_names", "source_urls", "source_languages"})
_PROPERTIES: dict[str, dict[str, Any]] = {
    column.name: {**_SPECIAL.get(column.name, _MAYBE_TEXT), "description": f"{column.about} {column.tag}"}
    for column in COLUMNS
    if column.name not in _IN_REPORTS
} | {
    "figures": {"type": "array", "items": _FIGURE},
    "reports": {"type": "array", "items": _REPORT},
    "language": _TEXT,
}
INCIDENT: dict[str, Any] = {
    "type": "object",
    "required": sorted(_PROPERTIES),
    "properties": _PROPERTIES,
    "additionalProperties": False,
}
PAGE: dict[str, Any] = {
    "type": "object",
    "required": ["data", "next", "attribution", "handling"],
    "properties": {
        "data": {"type": "array", "items": {"$ref": "#/components/schemas/Incident"}},
        "next": _MAYBE_TEXT,
        "attribution": _TEXT,
        "handling": _TEXT,
    },
    "additionalProperties": False,
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {"type": _TEXT, "title": _TEXT, "status": _WHOLE, "detail": _TEXT, "parameter": _TEXT},
}
