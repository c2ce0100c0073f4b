"""Drawing in a child process: it answers, it fails alone, and it ends when there is nothing to draw."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import replace

import pytest

from alertbot.errors import JobKilled
from alertbot.model.pictures import ChartPicture, MapPicture, MapWords, Spot
from alertbot.ops import easel as easel_module
from alertbot.ops.easel import LIMITS, Easel, find_easel

WORDS = MapWords("en", False, (("AFG", "Afghanistan"),), "{n} km", "0123456789", ())
MAP = MapPicture("Kunduz", (), (Spot(36.7, 68.9),), ("AFG",), WORDS)


async def test_a_picture_comes_back_as_a_png() -> None:
    easel = Easel()
    try:
        png = await easel.paint(MAP)
    finally:
        await easel.close()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20])[0] == 1080


async def test_a_picture_that_cannot_be_drawn_fails_and_the_next_one_does_not() -> None:
    easel = Easel()
    broken = replace(MAP, spots=(Spot(float("nan"), 0.0),))
    try:
        with pytest.raises(JobKilled):
            await easel.paint(broken)
        assert (await easel.paint(MAP)).startswith(b"\x89PNG")
    finally:
        await easel.close()


async def test_a_picture_that_takes_too_long_is_given_up() -> None:
    easel = Easel(limits=replace(LIMITS, wall=0.001))
    try:
        with pytest.raises(JobKilled):
            await easel.paint(MAP)
    finally:
        await easel.close()


async def test_the_child_ends_after_a_rest_and_comes_back_when_needed() -> None:
    easel = Easel(rest=0.05)
    try:
        await easel.paint(MAP)
        async with asyncio.timeout(30):
            while easel._sandbox is not None:
                await asyncio.sleep(0.02)
        assert (await easel.paint(MAP)).startswith(b"\x89PNG")
    finally:
        await easel.close()


async def test_several_at_once_share_one_child() -> None:
    easel = Easel()
    chart = ChartPicture("Week", (), (), False, ())
    try:
        drawn = await asyncio.gather(*(easel.paint(picture) for picture in (MAP, chart, MAP)))
    finally:
        await easel.close()
    assert all(png.startswith(b"\x89PNG") for png in drawn)


def test_without_pillow_there_is_no_easel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(easel_module, "find_spec", lambda _: None)
    assert find_easel() is None
