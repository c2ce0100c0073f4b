"""What an article costs beside 1,000 to 100,000 watches of five keywords each, and beside a loop of `re`."""

from __future__ import annotations

import itertools
import random
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from alertbot.alerts.judge import judge_watch
from alertbot.alerts.matching import SearchText
from alertbot.alerts.watched import WatchIndex
from alertbot.alerts.words import fold
from alertbot.model import (
    ArticleId,
    Category,
    Certainty,
    ChatKey,
    FeedKind,
    Incident,
    Place,
    Precision,
    Reading,
    Report,
    Severity,
    Signal,
    Status,
    Watch,
    WatchChanges,
    WatchId,
)

NUMBERS = (1_000, 10_000, 100_000)
KEYWORDS = 5
WORDS = 600
"""Of an article."""
MATCHING = 20
"""Watches that an article meets, whatever their number: what is found has to be handed on, and that costs."""
ROUNDS = 60
LOOPS = 3
NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


def word(chance: random.Random) -> str:
    """A made-up word of four to six syllables: rare, as names are."""
    syllables = (
        chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(4, 6))
    )
    return "".join(syllables)


def rule(chance: random.Random) -> str:
    """Mostly a word, now and then a phrase, a beginning or an alternative."""
    kind = chance.random()
    if kind < 0.7:
        return word(chance)
    if kind < 0.85:
        return f'"{word(chance)} {word(chance)}"'
    if kind < 0.95:
        return f"{word(chance)[:9]}*"
    return f"{word(chance)} (place:{word(chance)} OR {word(chance)})"


def watches(number: int, topics: Sequence[str], chance: random.Random) -> list[Watch]:
    """Watches of which a few follow what the articles are about."""
    made = []
    for identity in range(1, number + 1):
        keywords = tuple(rule(chance) for _ in range(KEYWORDS))
        if identity <= MATCHING:
            keywords = (*keywords[1:], topics[identity % len(topics)])
        made.append(Watch(WatchId(identity), ChatKey(identity), keywords=keywords))
    return made


def article(topics: Sequence[str], chance: random.Random) -> tuple[Incident, str]:
    """An incident of one report and the text it was read from."""
    words = [word(chance) if chance.random() < 0.3 else chance.choice(topics) for _ in range(WORDS)]
    text = " ".join(words).capitalize() + "."
    place = Place(words[0].title(), "AFG", Precision.PLACE, words[0].title(), words[1].title())
    signal = Signal(Category.FORCED_DISPLACEMENT, text[:200], 0, 200)
    reading = Reading("en", True, 0.9, (signal.category,), country="AFG", places=(place,), signals=(signal,))
    report = Report(
        ArticleId(1), "Outlet", "https://outlet.example/1", text[:60], NOW, reading, FeedKind.LOCAL
    )
    told = Incident(
        id=None, code="K7Q2", revision=1, reports=(report,), categories=(signal.category,), country="AFG",
        places=(place,), figures=(), perpetrators=(), sources=(), denied_by=(), status=Status.ALLEGED,
        severity=Severity.SEVERE, certainty=Certainty.POSSIBLE, first_at=NOW, last_at=NOW,
    )  # fmt: skip
    return told, text


def find(index: WatchIndex, by_id: dict[WatchId, Watch], told: Incident, text: str) -> int:
    """All that an article costs: folding, the pass, and judging the watches found; how many match."""
    searched = SearchText.of_incident(told, [text])
    likely = index.likely(told, searched)
    hits = likely.keyword_hits
    return sum(judge_watch(by_id[number], told, keyword_hits=hits).matched for number in likely.watches)


def spent(index: WatchIndex, made: Sequence[Watch], articles: Sequence[tuple[Incident, str]]) -> float:
    """Seconds an article takes, in the middle of the rounds."""
    by_id = {watch.id: watch for watch in made if watch.id}
    turns = []
    for turn in range(ROUNDS):
        told, text = articles[turn % len(articles)]
        start = time.perf_counter()
        find(index, by_id, told, text)
        turns.append(time.perf_counter() - start)
    return statistics.median(turns)


def loop_of_patterns(made: Sequence[Watch], articles: Sequence[tuple[Incident, str]]) -> float:
    """Seconds an article takes if each word of each watch is looked for by a compiled pattern of its own."""
    words = [
        part.strip('"()*') for watch in made for typed in watch.keywords for part in [typed.split(" (")[0]]
    ]
    patterns = [re.compile(rf"\b{re.escape(fold(typed))}\b") for typed in words]
    turns = []
    for _, text in articles[:LOOPS]:
        folded = fold(text)
        start = time.perf_counter()
        sum(pattern.search(folded) is not None for pattern in patterns)
        turns.append(time.perf_counter() - start)
    return statistics.median(turns)


def main() -> None:
    """Build each, in turn give all the same articles, and tell the figures."""
    chance = random.Random(7)
    topics = [word(chance) for _ in range(300)]
    articles = [article(topics, chance) for _ in range(20)]
    medians = {}
    for number in NUMBERS:
        made = watches(number, topics, chance)
        index = WatchIndex()
        start = time.perf_counter()
        index.follow(WatchChanges(1, tuple(made)))
        built = time.perf_counter() - start
        medians[number] = spent(index, made, articles)
        matched = find(index, {w.id: w for w in made if w.id}, *articles[0])
        one = replace(made[-1], id=WatchId(number + 1), keywords=tuple(rule(chance) for _ in range(KEYWORDS)))
        start = time.perf_counter()
        index.follow(WatchChanges(2, (one,)))
        added = time.perf_counter() - start
        print(
            f"{number:>8,} watches: {medians[number] * 1000:.2f} ms an article ({matched} watches match), "
            f"built in {built:.1f} s, one more in {added * 1000:.2f} ms"
        )
        if number == NUMBERS[1]:
            loop = loop_of_patterns(made, articles)
    for less, more in itertools.pairwise(NUMBERS):
        print(f"{more:,} / {less:,}: {medians[more] / medians[less]:.2f} (target: at most 2)")
    print(
        f"a loop of {NUMBERS[1] * KEYWORDS:,} compiled patterns: {loop * 1000:.0f} ms an article; "
        f"ours 1/{loop / medians[NUMBERS[1]]:.0f} of it (target: at most 1/50)"
    )


if __name__ == "__main__":
    main()
