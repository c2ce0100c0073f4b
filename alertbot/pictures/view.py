"""Which piece of the world a map shows, and where on it a place stands."""

from __future__ import annotations

import math
from dataclasses import dataclass

from alertbot.model.pictures import MapPicture
from alertbot.pictures.outlines import Atlas, Box

KM_A_DEGREE = 111.2
_AROUND_ONE, _AROUND_MANY = 190.0, 260.0
"""Kilometres to the edge from the middle of a map, at least."""
_ROOM = 1.6
"""A circle fills the map to one part in so many."""
_LARGEST_WHOLE = 1500.0
"""Kilometres: a country up to this size is shown whole on a map of many incidents."""
_PAD = 0.12


@dataclass(frozen=True, slots=True)
class View:
    """A flat map: true to scale in its middle."""

    lon: float
    lat: float
    """Of the middle."""
    scale: float
    """Pixels of a degree of latitude."""
    width: int
    height: int

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        squeeze = math.cos(math.radians(self.lat))
        x = self.width / 2 + (lon - self.lon) * squeeze * self.scale
        return x, self.height / 2 - (lat - self.lat) * self.scale

    def pixels(self, km: float) -> float:
        """How long so many kilometres are."""
        return km / KM_A_DEGREE * self.scale

    @property
    def box(self) -> Box:
        """What it shows, in degrees."""
        high = self.height / 2 / self.scale
        wide = self.width / 2 / self.scale / math.cos(math.radians(self.lat))
        return Box(self.lon - wide, self.lat - high, self.lon + wide, self.lat + high)

    def times(self, factor: int) -> View:
        """The same piece of the world on a larger sheet."""
        return View(self.lon, self.lat, self.scale * factor, self.width * factor, self.height * factor)


def fit(box: Box, width: int, height: int) -> View:
    """The view that just shows the whole box."""
    lat = max(-75.0, min(75.0, (box.south + box.north) / 2))
    squeeze = math.cos(math.radians(lat))
    scale = min(width / max((box.east - box.west) * squeeze, 0.01), height / max(box.north - box.south, 0.01))
    return View((box.west + box.east) / 2, lat, scale, width, height)


def choose_view(picture: MapPicture, atlas: Atlas, width: int, height: int) -> View:
    """Around the spots; around the country where no spot may be shown, or where it is not too large."""
    boxes = [_around(spot.lon, spot.lat, spot.km * _ROOM) for spot in picture.spots]
    least = _AROUND_ONE if len(picture.spots) < 2 else _AROUND_MANY
    if len(picture.spots) != 1:
        boxes += [box for code in picture.focus if (box := atlas.main_box(code)) and _is_told(box, picture)]
    boxes += [box for code in picture.shaded if (box := atlas.main_box(code))]
    if not boxes:
        return fit(Box(-170, -55, 180, 72), width, height)
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.with_(box)
    middle = _around((whole.west + whole.east) / 2, (whole.south + whole.north) / 2, least)
    return fit(_padded(whole).with_(middle), width, height)


def _is_told(box: Box, picture: MapPicture) -> bool:
    """Of many spots: only countries small enough that their spots stay apart."""
    high = (box.north - box.south) * KM_A_DEGREE
    return not picture.spots or high <= _LARGEST_WHOLE


def _around(lon: float, lat: float, km: float) -> Box:
    high = km / KM_A_DEGREE
    wide = high / max(math.cos(math.radians(lat)), 0.2)
    return Box(lon - wide, lat - high, lon + wide, lat + high)


def _padded(box: Box) -> Box:
    across, up = (box.east - box.west) * _PAD, (box.north - box.south) * _PAD
    return Box(box.west - across, box.south - up, box.east + across, box.north + up)
