"""Dose: words of strangers through the real rendering of alerts, judged by a strict reading of Telegram."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from alertbot.alerts.render import MOST_UNITS, Rendered, render
from alertbot.alerts.safe import units
from alertbot.demo.telegram.errors import ApiError
from alertbot.demo.telegram.text import FormattedText, check_message, read_text
from alertbot.model import (
    LANGUAGES,
    Alert,
    ArticleId,
    Category,
    Certainty,
    Change,
    ChangeKind,
    Figure,
    Incident,
    IncidentId,
    Place,
    Precision,
    Qualifier,
    Reading,
    Report,
    Severity,
    Signal,
    Status,
    Unit,
)
from alertbot.texts import TextCatalogue
from faults.dose import Size
from faults.table import Row
from faults.texts_made import hostile_text, hostile_url

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OURS = frozenset({"bold", "italic", "strikethrough", "blockquote", "code", "text_link"})
_LIVE = re.compile(
    r"://|www\.\w|(?<!\w)@\w|(?<![\w/])/[A-Za-z]\w|(?<!\w)[#$][^\W\d_]|[\w.+-]+@[\w-]+\.\w"
    r"|[\w-]\.(?:com|org|net|me|ru|io|рф|укр|xn--\w+)\b|(?<![\d.])(?:1?\d?\d|2[0-4]\d|25[0-5])(?:\.(?:1?\d?\d|2[0-4]\d|25[0-5])){3}(?![\d.])",
    re.IGNORECASE,
)
"""What a client turns into something to press, whatever the entities say."""
MOST_MARKS = 5
"""A capital made of one letter may bring two of its own to the three that are left."""
_HIDDEN = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")


def run(size: Size) -> Iterable[Row]:
    """Titles, quotes, names, places and addresses made to break or forge a message, in nine languages."""
    count = size.of(1_500, 10_000)
    catalogue, rng = TextCatalogue(), random.Random(20261125)
    violations: list[str] = []
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        alert, reason = _alert(rng, number), hostile_text(rng)
        try:
            made = render(
                alert,
                catalogue.load_texts(language),
                "Asia/Kabul",
                reason=f"AFG · {reason}",
                ambiguous_repeat=rng.random() < 0.2,
                household_sizes={"AFG": 7},
            )
        except Exception as error:  # noqa: BLE001 - a crash of the rendering is what the dose looks for
            violations.append(f"{language} {number}: {error!r}")
            continue
        violations += [f"{language} {number}: {wrong}" for wrong in judge(made, alert)]
    yield Row("words of strangers in alerts", count, None, violations=tuple(violations))


def judge(made: Rendered, alert: Alert) -> Iterable[str]:
    """Every way in which Telegram or a reader would be misled."""
    try:
        text = read_text(made.html, "HTML", None)
        check_message(text)
        check_message(read_text(made.plain, "", None))
    except ApiError as error:
        yield f"refused: {error.description}"
        return
    if units(text.text) > MOST_UNITS:
        yield f"{units(text.text)} units long"
    yield from _entities(text, alert)
    yield from _letters(text.text)


def _entities(text: FormattedText, alert: Alert) -> Iterable[str]:
    known = {report.url for report in alert.incident.reports}
    for entity in text.entities:
        if entity.type not in OURS:
            yield f"a live {entity.type}: {text.slice(entity)!r}"
        if entity.type == "text_link" and entity.url not in known | {f"{url}/" for url in known}:
            yield f"a link that no report has: {entity.url!r}"
    if found := _LIVE.search(text.text):
        yield f"words that a client makes live: {text.text[max(0, found.start() - 15) : found.end() + 15]!r}"
    codes = [text.slice(entity) for entity in text.entities if entity.type == "code"]
    if codes != [alert.incident.code]:
        yield f"codes {codes}"


def _letters(text: str) -> Iterable[str]:
    opened, piled = 0, 0
    for letter in text:
        category = unicodedata.category(letter)
        opened += {"\u2068": 1, "\u2069": -1}.get(letter, 0)
        piled = piled + 1 if category[0] == "M" else 0
        if letter in _HIDDEN or (
            category in ("Cc", "Cf", "Co", "Cs") and letter not in "\n\u2068\u2069\u200c"
        ):
            yield f"a hidden U+{ord(letter):04X}"
        if opened not in (0, 1) or piled > MOST_MARKS:
            yield "isolates that do not pair" if piled <= MOST_MARKS else "a pile of combining signs"
            return
    if opened:
        yield "an isolate is left open"


def _alert(rng: random.Random, number: int) -> Alert:
    incident = _incident(rng, number)
    kind = rng.choice([kind for kind in ChangeKind if kind is not ChangeKind.NOTHING])
    return Alert(None, incident, Change(kind, True, "a reason"), NOW)


def _incident(rng: random.Random, number: int) -> Incident:
    names = tuple(hostile_text(rng) for _ in range(rng.randint(0, 4)))
    who = tuple(hostile_text(rng) for _ in range(rng.randint(0, 4)))
    place = Place(
        hostile_text(rng),
        "AFG",
        rng.choice(list(Precision)),
        canonical=hostile_text(rng),
        admin1=hostile_text(rng),
    )
    figure = Figure(rng.randrange(10**8), rng.choice(list(Unit)), "forced to flee", "x", 0, 1)
    return Incident(
        id=IncidentId(1),
        code=f"K{number % 1000:03}",
        revision=1,
        reports=tuple(_report(rng, one) for one in range(1, rng.randint(2, 5))),
        categories=tuple(rng.sample(list(Category), rng.randint(0, 4))),
        country="AFG",
        places=(place,),
        figures=(replace(figure, qualifier=rng.choice(list(Qualifier))),),
        perpetrators=names,
        sources=who,
        denied_by=names[:1],
        status=rng.choice(list(Status)),
        severity=rng.choice(list(Severity)),
        certainty=Certainty.POSSIBLE,
        first_at=NOW,
        last_at=NOW,
        independent_sources=rng.randint(1, 5),
    )


def _report(rng: random.Random, number: int) -> Report:
    quote = hostile_text(rng)
    signal = Signal(Category.ABDUCTION, quote, 0, len(quote))
    reading = Reading(language="en", alert=True, score=0.9, signals=(signal,))
    return Report(
        ArticleId(number), hostile_text(rng) or "Outlet", hostile_url(rng), hostile_text(rng), NOW, reading
    )
