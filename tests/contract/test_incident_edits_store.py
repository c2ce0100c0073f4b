"""Incidents merged and split by hand, with what was told of them, on both databases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from store_steps import NOW, a_report, an_entry, an_incident

from alertbot.errors import UnknownIncident
from alertbot.incidents.edit import CannotEdit, merge, split
from alertbot.incidents.severity import SeverityRules
from alertbot.model import Unit

RULES = SeverityRules((), 6, 2.0, dict.fromkeys(Unit, 10), 5)
MERGE = partial(merge, rules=RULES)


@pytest.fixture
async def two(store, steps):
    """K7Q2 told to chats 1 and 2, and W3XZ told to chats 2 and 3."""
    chats = [await steps.chat(number) for number in (1, 2, 3)]
    first, second = await steps.read(an_entry("one"), an_entry("two"))
    await steps.file(first, an_incident(a_report(first)), chats[:2], "key one")
    await steps.file(second, an_incident(a_report(second), code="W3XZ"), chats[1:], "key two")
    return chats


async def candidates(store, key: str) -> list[str]:
    async with store.articles.filing() as filing:
        return [incident.code for incident in await filing.candidates([key], 10)]


async def test_a_merge_leaves_the_older_code_with_the_reports_of_both(store, two):
    for codes in (("W3XZ", "K7Q2"),):
        merged = await store.incident_edits.merge(*codes, MERGE, NOW)
    assert merged == await store.incidents.by_code("k7q2")
    assert len(merged.reports) == 2
    assert merged.revision == 2
    assert await store.incidents.by_code("W3XZ") == merged
    assert await candidates(store, "i:2") == ["K7Q2"]


async def test_a_merge_keeps_every_delivery_and_updates_reach_all_who_were_told(store, steps, two):
    before = await store.deliveries.counts()
    merged = await store.incident_edits.merge("K7Q2", "W3XZ", MERGE, NOW)
    assert await store.deliveries.counts() == before
    async with store.articles.filing() as filing:
        told = await filing.told(replace(merged, revision=merged.revision + 1))
    assert told == {chat.key for chat in two}
    [third] = await steps.read(an_entry("three"))
    await steps.revise("K7Q2", third, two)
    assert (await store.incidents.by_code("K7Q2")).revision == 3


async def test_a_split_moves_reports_and_keys_to_a_new_incident(store, two):
    merged = await store.incident_edits.merge("K7Q2", "W3XZ", MERGE, NOW)
    url = merged.reports[1].url
    old, new = await store.incident_edits.split("K7Q2", partial(split, urls={url}, rules=RULES), NOW)
    assert old == await store.incidents.by_code("K7Q2")
    assert new == await store.incidents.by_code(new.code)
    assert [len(old.reports), len(new.reports)] == [1, 1]
    assert await candidates(store, "i:2") == [new.code]
    assert await candidates(store, "i:1") == ["K7Q2"]


async def test_each_edit_is_a_line_of_the_audit_trail(store, two):
    merged = await store.incident_edits.merge("K7Q2", "W3XZ", MERGE, NOW)
    url = merged.reports[1].url
    await store.incident_edits.split("K7Q2", partial(split, urls={url}, rules=RULES), NOW)
    after, before = await store.audit.latest(2)
    assert (before.action, before.at, before.details["absorbed"]) == ("incident.merge", NOW, "W3XZ")
    assert (after.action, after.details["urls"]) == ("incident.split", [url])


async def test_an_unknown_code_is_refused_and_nothing_changes(store, two):
    with pytest.raises(UnknownIncident, match="There is no incident with the code NONE"):
        await store.incident_edits.merge("K7Q2", "NONE", MERGE, NOW)
    with pytest.raises(UnknownIncident):
        await store.incident_edits.split("NONE", partial(split, urls=set(), rules=RULES), NOW)
    with pytest.raises(CannotEdit):
        await store.incident_edits.merge("K7Q2", "k7q2", MERGE, NOW)
    assert await store.audit.latest(1) == []
    assert len((await store.incidents.by_code("W3XZ")).reports) == 1
