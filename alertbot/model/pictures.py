"""PICTURE: what a map or chart shows, as plain values in the reader's language; drawn elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """Colours that everybody can tell apart (Okabe and Ito)."""

    ORANGE = "orange"
    SKY = "sky"
    GREEN = "green"
    YELLOW = "yellow"
    BLUE = "blue"
    RED = "red"
    PINK = "pink"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something happened, no finer than it may be shown."""

    lat: float
    lon: float
    km: float = 0
    """Radius in which it lies; 0: a point."""
    label: str = ""
    tone: Tone = Tone.RED
    size: float = 0
    """0 to 1: how large its mark is beside the others; used for points of situation maps."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour stands for."""

    tone: Tone
    label: str


@dataclass(frozen=True, slots=True)
class MapWords:
    """The words of a map in the reader's language."""

    language: str
    """ISO 639-1: names of towns are shown in its script where they are known."""
    rtl: bool
    countries: tuple[tuple[str, str], ...]
    """ISO3 code and name of every country."""
    km: str
    """'{n} km'."""
    digits: str
    """The ten digits."""
    credit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map of one incident or of many."""

    title: str
    lines: tuple[str, ...]
    """Below the title: what the marks mean."""
    spots: tuple[Spot, ...]
    focus: tuple[str, ...]
    """ISO3 of the countries it is about."""
    words: MapWords
    keys: tuple[Key, ...] = ()
    shaded: tuple[str, ...] = ()
    """ISO3 of countries of which no more is told than that it happened there."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One number of a chart."""

    label: str
    low: int | None
    """None: nothing is known, which is not nought."""
    high: int = 0
    """Above `low` where sources disagree."""
    shown: str = ""
    """The number in words, with its range."""
    strong: bool = False
    """It is the one that the chart is about."""
    usual: float | None = None
    """The mean of earlier times, marked beside it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: columns over time, or lying bars that are compared."""

    title: str
    bars: tuple[Bar, ...]
    tone: Tone
    lying: bool = False


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """Small charts below one another."""

    title: str
    lines: tuple[str, ...]
    panels: tuple[Panel, ...]
    rtl: bool
    credit: tuple[str, ...]


Picture = MapPicture | ChartPicture
