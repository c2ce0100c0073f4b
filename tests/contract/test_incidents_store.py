"""Incidents, as filed and as listed, on both databases."""

from __future__ import annotations

from dataclasses import replace

from store_steps import (
    DAY,
    HOUR,
    NOW,
    a_reading,
    a_report,
    an_entry,
    an_incident,
)

from alertbot.model import (
    Category,
    Figure,
    Place,
    Precision,
    Severity,
    Unit,
)


async def test_an_incident_comes_back_as_it_was_filed(store, steps):
    first, later = await steps.read(an_entry("one"), an_entry("two"))
    reading = a_reading(
        figures=(Figure(600, Unit.HOUSEHOLD, "displaced", "some 600 families", 5, 22),),
        places=(Place("Bagh-e Sherkat", "AFG", Precision.PLACE, lat=36.7, lon=68.85),),
        occurred=NOW,
        reasons=('NUL \x00 and "quotes"',),
    )
    incident = an_incident(
        a_report(first, reading), a_report(later), figures=reading.figures, places=reading.places
    )
    await steps.file(first, incident)
    stored = await store.incidents.by_code("k7q2 ")
    assert stored is not None
    assert stored == replace(incident, id=stored.id)


async def test_incidents_are_listed_latest_first_by_country_kind_and_time(store, steps):
    articles = await steps.read(*(an_entry(str(n)) for n in range(3)))
    sudan = an_incident(a_report(articles[0]), code="SDN2", country="SDN", categories=(Category.ABDUCTION,))
    afghanistan = an_incident(a_report(articles[1]), code="AFG2", last_at=NOW)
    nowhere = an_incident(a_report(articles[2]), code="XXX2", country=None, last_at=NOW - DAY)
    for article, incident in zip(articles, (sudan, afghanistan, nowhere), strict=True):
        await steps.file(article, incident)

    async def codes(countries=(), categories=(), limit=9, since=None):
        found = await store.incidents.latest(countries, categories, limit, since)
        return [incident.code for incident in found]

    assert await codes() == ["AFG2", "SDN2", "XXX2"]
    assert await codes(limit=2) == ["AFG2", "SDN2"]
    assert await codes(countries=["SDN", "MLI"]) == ["SDN2"]
    assert await codes(categories=[Category.LOOTING_EXTORTION, Category.FORCED_DISPLACEMENT]) == [
        "AFG2",
        "XXX2",
    ]
    assert await codes(categories=[Category.ABDUCTION], countries=["AFG"]) == []
    assert await codes(since=NOW - HOUR) == ["AFG2", "SDN2"]


async def test_kinds_follow_the_incident(store, steps):
    first, later = await steps.read(an_entry("one"), an_entry("two"))
    await steps.file(first, an_incident(a_report(first)))
    stored = await store.incidents.by_code("K7Q2")
    changed = replace(stored, categories=(Category.TORTURE,), severity=Severity.EXTREME)
    await steps.file(later, replace(changed, reports=(*stored.reports, a_report(later))))
    assert await store.incidents.latest([], [Category.FORCED_DISPLACEMENT], 9) == []
    [after] = await store.incidents.latest([], [Category.TORTURE], 9)
    assert after.severity is Severity.EXTREME
