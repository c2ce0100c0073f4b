"""The codec: model values come back from JSON text exactly as they went in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from alertbot.model import (
    Alert,
    ArticleId,
    Category,
    Certainty,
    Change,
    ChangeKind,
    FeedKind,
    Figure,
    FigureRole,
    Incident,
    Place,
    PlaceRole,
    Precision,
    Qualifier,
    Reading,
    Report,
    Severity,
    Signal,
    Status,
    Unit,
    Watch,
)
from alertbot.store import codec

TEXT = st.text(max_size=12)
COUNT = st.integers(min_value=0, max_value=10**24)
TIME = st.datetimes(timezones=st.just(UTC))
NUMBER = st.floats(allow_nan=False, allow_infinity=False)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


FIGURE = st.builds(
    Figure,
    value=COUNT,
    unit=st.sampled_from(Unit),
    term=TEXT,
    text=TEXT,
    start=COUNT,
    end=COUNT,
    value_max=maybe(COUNT),
    qualifier=maybe(st.sampled_from(Qualifier)),
    role=st.sampled_from(FigureRole),
    vague=st.booleans(),
)
PLACE = st.builds(
    Place,
    name=TEXT,
    country=maybe(TEXT),
    precision=st.sampled_from(Precision),
    canonical=maybe(TEXT),
    lat=maybe(NUMBER),
    lon=maybe(NUMBER),
    geo_id=maybe(COUNT),
    pcode=maybe(TEXT),
    role=st.sampled_from(PlaceRole),
)
SIGNAL = st.builds(Signal, category=st.sampled_from(Category), sentence=TEXT, start=COUNT, end=COUNT)
READING = st.builds(
    Reading,
    language=maybe(TEXT),
    alert=st.booleans(),
    score=NUMBER,
    categories=several(st.sampled_from(Category)),
    context=several(TEXT),
    status=maybe(st.sampled_from(Status)),
    country=maybe(TEXT),
    places=several(PLACE),
    figures=several(FIGURE),
    perpetrators=several(TEXT),
    sources=several(TEXT),
    denied_by=several(TEXT),
    signals=several(SIGNAL),
    occurred=maybe(TIME),
    reasons=several(TEXT),
)
REPORT = st.builds(
    Report,
    article_id=COUNT.map(ArticleId),
    source_name=TEXT,
    url=TEXT,
    title=TEXT,
    published=TIME,
    reading=READING,
    source_kind=st.sampled_from(FeedKind),
    reliability=TEXT,
    copy_of=maybe(COUNT.map(ArticleId)),
)
INCIDENT = st.builds(
    Incident,
    id=st.none(),
    code=TEXT,
    revision=COUNT,
    reports=several(REPORT),
    categories=several(st.sampled_from(Category)),
    country=maybe(TEXT),
    places=several(PLACE),
    figures=several(FIGURE),
    perpetrators=several(TEXT),
    sources=several(TEXT),
    denied_by=several(TEXT),
    status=st.sampled_from(Status),
    severity=st.sampled_from(Severity),
    certainty=st.sampled_from(Certainty),
    first_at=TIME,
    last_at=TIME,
    context=several(TEXT),
    retracted=st.booleans(),
)
ALERT = st.builds(
    Alert,
    id=st.none(),
    incident=INCIDENT,
    change=st.builds(Change, kind=st.sampled_from(ChangeKind), material=st.booleans(), reason=TEXT),
    created_at=TIME,
)


@pytest.mark.parametrize(
    ("shape", "values"),
    [(Reading, READING), (Incident, INCIDENT), (Alert, ALERT)],
    ids=lambda value: str(value)[:30],
)
@settings(deadline=None)
@given(data=st.data())
def test_a_value_comes_back_exactly(shape, values, data):
    value = data.draw(values)
    text = codec.encode(shape, value)
    assert codec.decode(shape, text) == value
    assert "\x00" not in text


def test_enums_are_stored_by_value_and_times_with_their_zone():
    reading = Reading("en", True, 0.5, (Category.GBV,), occurred=datetime(2026, 3, 1, 12, tzinfo=UTC))
    stored = json.loads(codec.encode(Reading, reading))
    assert (stored["categories"], stored["occurred"]) == (["gbv"], "2026-03-01T12:00:00Z")


def test_a_time_in_another_zone_stays_the_same_moment():
    moment = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=4, minutes=30)))
    back = codec.decode(Reading, codec.encode(Reading, Reading(None, False, 0.0, occurred=moment)))
    assert back.occurred == moment


def test_a_lone_surrogate_becomes_a_replacement_character_and_the_rest_stays():
    watch = Watch(None, 1, "a\ud800b", keywords=("\udfff", "plain"), categories=(Category.GBV,))
    back = codec.decode(Watch, codec.encode(Watch, watch))
    assert back == Watch(None, 1, "a\ufffdb", keywords=("\ufffd", "plain"), categories=(Category.GBV,))
    odd = {"k\ud800": ["\ud800", {"n": 1}]}
    assert codec.decode(dict[str, Any], codec.encode(dict[str, Any], odd)) == {
        "k\ufffd": ["\ufffd", {"n": 1}]
    }


def test_fields_unknown_to_this_code_are_left_out_and_missing_ones_take_their_defaults():
    assert codec.decode(Watch, '{"id": null, "chat": 5, "from_the_future": [1]}') == Watch(None, 5)


def test_text_that_does_not_fit_is_refused():
    with pytest.raises(ValidationError):
        codec.decode(Watch, '{"id": null, "chat": "x", "categories": ["no such kind"]}')
