"""Incidents for other tools, on both databases: page by page, never past the do-no-harm switches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_steps import DAY, HOUR, MINUTE, NOW, a_report, an_entry, an_incident

from alertbot.model import Category, Caution, Measure, Place, Precision

VILLAGE = Place("Bagh-e Sherkat", "AFG", Precision.PLACE, admin1="Kunduz", lat=36.7, lon=68.85)


@pytest.fixture
async def told(store, steps):
    """Five incidents, made one after the other, of which the fourth made no alert."""
    chat = await steps.chat(1)
    articles = await steps.read(*(an_entry(str(number)) for number in range(5)))
    for number, article in enumerate(articles):
        incident = an_incident(
            a_report(article),
            code=f"A{number}",
            revision=0 if number == 3 else 1,
            last_at=NOW - number * DAY,
            places=(VILLAGE,),
        )
        await steps.file(article, incident, [chat] if incident.revision else [])


async def codes(store, limit: int = 9, **more) -> list[str]:
    return [incident.code for incident in (await store.exports.page(limit, **more)).incidents]


async def test_incidents_come_newest_first_without_those_nobody_was_told_of(store, told):
    assert await codes(store) == ["A4", "A2", "A1", "A0"]


async def test_pages_hold_each_incident_once_whatever_changes_in_between(store, steps, told):
    first = await store.exports.page(2)
    [article] = await steps.read(an_entry("later"))
    await steps.revise("A1", article, [])
    second = await store.exports.page(2, before=first.next)
    assert [one.code for one in (*first.incidents, *second.incidents)] == ["A4", "A2", "A1", "A0"]
    assert (first.next is None, second.next) == (False, None)


async def test_a_span_begins_with_its_first_moment_and_ends_before_its_last(store, told):
    assert await codes(store, since=NOW - 2 * DAY) == ["A2", "A1", "A0"]
    assert await codes(store, until=NOW - DAY) == ["A4", "A2"]
    assert await codes(store, since=NOW - DAY, until=NOW - DAY + MINUTE) == ["A1"]
    assert await codes(store, since=NOW + HOUR) == []


async def test_what_is_off_or_held_is_not_there(store, told):
    for measure in (Measure.OFF, Measure.HOLD):
        await store.cautions.save(Caution("AFG", Category.FORCED_DISPLACEMENT, measure), NOW)
        assert await codes(store) == []
        assert await store.exports.by_code("A0") is None
    await store.cautions.delete("AFG", Category.FORCED_DISPLACEMENT, NOW)
    assert len(await codes(store)) == 4


async def test_places_are_as_fine_as_allowed_in_every_revision(store, told):
    await store.cautions.save(Caution("AFG", None, Measure.PROVINCE), NOW)
    incident = await store.exports.by_code("a0 ")
    assert [place.name for place in incident.places] == ["Kunduz"]
    told_of = await store.exports.revisions([incident.id])
    assert [alert.incident.places for alert in told_of[incident.id]] == [incident.places]
    assert "Bagh-e" not in repr(told_of)


async def test_people_see_no_more_of_earlier_revisions_than_of_the_incident(store, told):
    incident = await store.incidents.by_code("A0")
    untouched = await store.incidents.revisions(incident.id)
    await store.cautions.save(Caution("AFG", None, Measure.COUNTRY), NOW)
    assert await store.incidents.revisions(incident.id) == untouched
    acting = store.acting(7, NOW)
    assert [alert.incident.places for alert in await acting.incidents.revisions(incident.id)] == [()]


async def test_an_incident_that_made_no_alert_is_not_found_by_its_code(store, told):
    assert await store.exports.by_code("A3") is None
    assert await store.exports.by_code("NONE") is None


async def test_watches_of_every_chat_are_listed(store, steps):
    first = await steps.watch(await steps.chat(1))
    second = await store.chats.save_watch(replace(await steps.watch(await steps.chat(2)), name="Kivu"))
    assert await store.exports.watches() == [first, second]
