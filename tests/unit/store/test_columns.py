"""Column types give back what they took, on an in-memory SQLite database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from alertbot.model import DeliveryState
from alertbot.store.columns import Choice, Hash64, Json, PlainText, Span, UtcTime, storable

FIRST, LAST = (datetime(year, 1, 1) for year in (1000, 9000))  # noqa: DTZ001
Keep = Callable[[Any, Any], Any]


@pytest.fixture(scope="module")
def keep() -> Keep:
    """Stores a value in a column of that type and reads it again."""
    engine = sa.create_engine("sqlite://")

    def kept(kind: Any, value: Any) -> Any:
        table = sa.Table("kept", sa.MetaData(), sa.Column("value", kind))
        with engine.connect() as connection:
            table.drop(connection, checkfirst=True)
            table.create(connection)
            connection.execute(sa.insert(table), {"value": value})
            return connection.execute(sa.select(table.c.value)).scalar_one()

    yield kept
    engine.dispose()


@given(moment=st.datetimes(FIRST, LAST, timezones=st.timezones()))
def test_times_come_back_aware_in_utc(keep, moment):
    back = keep(UtcTime, moment)
    assert back == moment.astimezone(UTC)
    assert back.tzinfo is UTC


def test_times_sort_as_text_as_they_do_in_time(keep):
    east = timezone(timedelta(hours=9))
    moments = [datetime(2026, 3, 1, 8, tzinfo=east), datetime(2026, 3, 1, tzinfo=UTC)]
    assert keep(UtcTime, moments[0]) < keep(UtcTime, moments[1])


def test_a_time_without_zone_is_refused(keep):
    with pytest.raises(sa.exc.StatementError, match="without a time zone"):
        keep(UtcTime, datetime(2026, 3, 1))  # noqa: DTZ001


@given(span=st.timedeltas(min_value=timedelta(days=-9999), max_value=timedelta(days=9999)))
def test_spans_keep_every_microsecond(keep, span):
    assert keep(Span, span) == span


@given(value=st.integers(min_value=0, max_value=2**64 - 1))
def test_unsigned_hashes_fit_a_signed_column(keep, value):
    assert keep(Hash64, value) == value


@given(text=st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_be_stored_and_keeps_its_length(keep, text):
    back = keep(PlainText, text)
    assert back == storable(text)
    assert len(back) == len(text)
    assert "\x00" not in back


def test_ordinary_text_is_not_touched():
    text = "Bagh-e Sherkat، قندوز — Кундуз \u202e\u200b👪"
    assert storable(text) == text


def test_choices_are_members_again(keep):
    assert keep(Choice(DeliveryState), DeliveryState.SENT) is DeliveryState.SENT


@pytest.mark.parametrize(
    "kind", [UtcTime(), Span(), Hash64(), PlainText(), Choice(DeliveryState), Json(tuple[str, ...])]
)
def test_nothing_stays_nothing(keep, kind):
    assert keep(kind, None) is None


def test_json_has_the_declared_shape_again(keep):
    assert keep(Json(tuple[str, ...]), ("a", "b")) == ("a", "b")
