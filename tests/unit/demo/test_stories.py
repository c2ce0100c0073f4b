"""The sample stories are complete and tell the event that the tour follows."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from alertbot.demo.stories import Cue, load_newsrooms
from alertbot.model import LANGUAGES

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def told(cue: Cue) -> tuple[str, str]:
    ((room, story),) = [(room, story) for room in load_newsrooms() for story in room.on(cue)]
    return room.outlet.language, f"{story.title}\n{' '.join(story.paragraphs)}"


def test_every_language_has_an_outlet_and_every_format_is_used():
    outlets = [room.outlet for room in load_newsrooms()]
    assert sorted(outlet.language for outlet in outlets) == sorted(LANGUAGES)
    assert {outlet.format.value for outlet in outlets} == {"rss", "atom", "json"}
    assert any(outlet.teasers for outlet in outlets)


def test_there_are_some_twenty_stories_with_addresses_of_their_own():
    rooms = load_newsrooms()
    slugs = Counter((room.outlet.name, story.slug) for room in rooms for story in room.stories)
    assert 20 <= len(slugs) <= 30
    assert set(slugs.values()) == {1}


def test_dates_count_back_from_now():
    stories = [story for room in load_newsrooms() for story in room.stories]
    assert all(NOW - timedelta(days=1) < story.at(NOW).published <= NOW for story in stories)


def test_the_event_is_told_three_times_in_three_languages_with_its_facts():
    first, second, third = told(Cue.FIRST), told(Cue.SECOND), told(Cue.THIRD)
    assert [first[0], second[0], third[0]] == ["en", "fr", "es"]
    for word in (
        "around 600 families",
        "Bagh-e Sherkat",
        "Kunduz",
        "Human Rights Watch",
        "burned",
        "looted",
        "deny",
    ):
        assert word in first[1]
    for word in ("quelque 600 familles", "Bagh-e Sherkat", "Human Rights Watch", "démentent"):
        assert word in second[1]
    for word in ("900 familias", "Bagh-e Sherkat", "consejo local", "niegan"):
        assert word in third[1]
    assert "Human Rights Watch" not in third[1]


def test_a_source_is_configured_as_its_outlet_publishes():
    for room in load_newsrooms():
        source = room.source("http://127.0.0.1:1/feed", "http://127.0.0.1:1")
        assert (source.language, source.full_text) == (room.outlet.language, not room.outlet.teasers)
