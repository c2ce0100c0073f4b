"""GeoJSON (RFC 7946): one feature an incident, without a geometry where no pin may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alertbot.exports.columns import COLUMNS, cells, written
from alertbot.exports.record import CREDIT, HANDLING, Record
from alertbot.exports.tables import json_bytes

_IN_GEOMETRY = frozenset({"lat", "lon"})


def geojson_of(records: Sequence[Record]) -> bytes:
    """Return a feature collection; properties are the columns of the table, flat, as GIS tools like them."""
    features = [_feature(record) for record in records]
    whole = {
        "type": "FeatureCollection",
        "attribution": CREDIT,
        "handling": HANDLING,
        "features": features,
    }
    return json_bytes(whole)


def _feature(record: Record) -> dict[str, Any]:
    where = record.where
    point = None
    if where.lat is not None and where.lon is not None:
        point = {"type": "Point", "coordinates": [where.lon, where.lat]}
    named = zip(COLUMNS, cells(record), strict=True)
    properties = {column.name: written(cell) for column, cell in named if column.name not in _IN_GEOMETRY}
    return {"type": "Feature", "id": record.code, "geometry": point, "properties": properties}
