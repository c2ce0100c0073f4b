"""The sample stories of the demo, one file for each invented outlet; dates count back from now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml

from alertbot.demo.feedformats import FeedFormat, Outlet, Story
from alertbot.model import FeedKind, FeedSource


class Cue(StrEnum):
    """When a story is published in the demo."""

    BEFORE = "before"
    """Stands in the feed when the bot starts."""
    FIRST = "first"
    """The first report of the event the tour follows."""
    SECOND = "second"
    """Another outlet tells the same, nothing new."""
    THIRD = "third"
    """A third outlet with something that matters."""
    LATER = "later"
    """Now and then, while somebody chats with the bot."""


@dataclass(frozen=True, slots=True)
class PlannedStory:
    """A story, and how long before its publication it was written."""

    cue: Cue
    slug: str
    title: str
    paragraphs: tuple[str, ...]
    age: timedelta

    def at(self, now: datetime) -> Story:
        """The story as published at `now`."""
        published = (now - self.age).replace(microsecond=0)
        return Story(self.slug, self.title, self.paragraphs, published)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """An invented outlet, how much it is trusted, and its stories."""

    outlet: Outlet
    kind: FeedKind
    reliability: str
    stories: tuple[PlannedStory, ...]

    def source(self, feed_url: str, homepage: str) -> FeedSource:
        """What an operator would configure for its feed."""
        return FeedSource(
            url=feed_url,
            name=self.outlet.name,
            homepage=homepage,
            language=self.outlet.language,
            kind=self.kind,
            reliability=self.reliability,
            full_text=not self.outlet.teasers,
        )

    def on(self, cue: Cue) -> list[PlannedStory]:
        """The stories of that cue, in the order of the file."""
        return [story for story in self.stories if story.cue is cue]


def load_newsrooms() -> list[Newsroom]:
    """Every newsroom of this folder, by file name."""
    found = sorted(
        (entry for entry in files(__package__).iterdir() if entry.name.endswith(".yaml")),
        key=lambda entry: entry.name,
    )
    return [_newsroom(yaml.safe_load(entry.read_text(encoding="utf-8"))) for entry in found]


def _newsroom(given: dict[str, Any]) -> Newsroom:
    outlet = Outlet(
        name=given["name"],
        language=given["language"],
        format=FeedFormat(given["format"]),
        teasers=given.get("teasers", False),
        menu=tuple(given["menu"]),
    )
    stories = tuple(_planned(story) for story in given["stories"])
    return Newsroom(outlet, FeedKind(given["kind"]), given["reliability"], stories)


def _planned(given: dict[str, Any]) -> PlannedStory:
    return PlannedStory(
        cue=Cue(given.get("cue", "before")),
        slug=given["slug"],
        title=given["title"],
        paragraphs=tuple(given["paragraphs"]),
        age=timedelta(minutes=given.get("minutes_ago", 0)),
    )
