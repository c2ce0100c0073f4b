"""Contract: a reading as the JSON object that `alertbot analyse` writes, one a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alertbot.model import Figure, Place, Reading, Severity, Signal


def to_contract(
    item_id: str, reading: Reading, severity: Severity | None, summary: Mapping[str, str] | None
) -> dict[str, Any]:
    """Return the JSON-ready object; `summary` is the alert text per language, without markup.

    Offsets count characters of `title + "\\n\\n" + text`.
    """
    return {
        "id": item_id,
        "language": reading.language,
        "alert": reading.alert,
        "score": reading.score,
        "categories": [str(category) for category in reading.categories],
        "context": list(reading.context),
        "status": str(reading.status) if reading.status else None,
        "severity": str(severity or Severity.UNKNOWN),
        "country": reading.country,
        "places": [_place(place) for place in reading.places],
        "figures": [_figure(figure) for figure in reading.figures],
        "perpetrators": list(reading.perpetrators),
        "sources": list(reading.sources),
        "denied_by": list(reading.denied_by),
        "signals": [_signal(signal) for signal in reading.signals],
        "summary": dict(summary or {}),
        "reasons": list(reading.reasons),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "canonical": place.canonical,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": str(place.precision),
        "role": str(place.role),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "value_max": figure.value_max,
        "qualifier": str(figure.qualifier) if figure.qualifier else None,
        "unit": str(figure.unit),
        "term": figure.term,
        "role": str(figure.role),
        "vague": figure.vague,
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
    }


def _signal(signal: Signal) -> dict[str, Any]:
    return {
        "category": str(signal.category),
        "sentence": signal.sentence,
        "start": signal.start,
        "end": signal.end,
    }
