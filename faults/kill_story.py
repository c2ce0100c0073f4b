"""The story that is told while processes die: three outlets with four entries each, three chats, one ledger."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from alertbot.delivery.answer import Answer, AnswerKind
from alertbot.delivery.telegram import Message
from alertbot.demo.feedformats import FeedFormat, Outlet, Story, article_page, feed_document
from alertbot.model import ChatKind, Delivery, DeliveryResult, FeedSource, Validators
from alertbot.ports import Fetched

T = TypeVar("T")
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SECOND = START + timedelta(hours=3)
"""When each outlet has published its fourth entry, and its first has left the feed."""
CHATS = ((11, ChatKind.PRIVATE), (-12, ChatKind.GROUP), (-1000000000013, ChatKind.CHANNEL))
_SHOWN = 3


def _story(slug: str, title: str, *paragraphs: str) -> Story:
    return Story(slug, title, paragraphs, START - timedelta(minutes=30))


_BURNED = (
    "About 600 families were forced from their homes in Bagh-e Sherkat, Kunduz province, on Sunday.",
    "Human Rights Watch said that Taliban fighters burned and looted the houses. The Taliban denied it.",
)
_FRENCH = (
    "Environ 600 familles ont été chassées de leurs maisons à Bagh-e Sherkat, dans la province de Kunduz.",
    "Human Rights Watch accuse les talibans d'avoir incendié et pillé les maisons.",
)
OUTLETS = (
    (
        Outlet("Northern Wire", "en", FeedFormat.RSS),
        (
            _story("kunduz", "Taliban force 600 families out of Bagh-e Sherkat in Kunduz", *_BURNED),
            _story("sport", "Home side wins the cup final", "The home side won by two goals on Sunday."),
            _story("ituri", "Militia attack displaces 2,000 people in Ituri",
                   "CODECO militia fighters attacked a village in Ituri province, DR Congo, on Saturday.",
                   "At least 12 civilians were killed and 2,000 people fled their homes, the United Nations said."),
            _story("kunduz-more", "Families displaced from Bagh-e Sherkat in Kunduz now 1,500",
                   "The number of families forced from their homes in Bagh-e Sherkat, Kunduz, has risen to 1,500.",
                   "Houses were burned and looted by Taliban fighters, Human Rights Watch said."),
        ),
    ),
    (
        Outlet("Dépêche du Nord", "fr", FeedFormat.ATOM),
        (
            _story("meteo", "La pluie revient", "La pluie revient sur tout le pays à partir de lundi."),
            _story("kunduz-fr", "Les talibans chassent 600 familles de Bagh-e Sherkat à Kunduz", *_FRENCH),
            _story("darfour", "Soudan: des villages incendiés au Darfour",
                   "Des combattants des FSR ont incendié des villages près d'El Geneina, au Darfour.",
                   "Plus de 3 000 personnes ont fui leurs maisons, selon l'OCHA."),
            _story("bourse", "La Bourse monte", "La Bourse a gagné deux pour cent lundi."),
        ),
    ),
    (
        Outlet("Diario del Norte", "es", FeedFormat.JSON, teasers=True),
        (
            _story("catatumbo", "Más de 400 familias desplazadas en el Catatumbo",
                   "Más de 400 familias fueron desplazadas de sus hogares en Tibú, Colombia, el domingo.",
                   "Disidencias de las FARC amenazaron a los habitantes, según la Defensoría del Pueblo."),
            _story("futbol", "El equipo gana la final", "El equipo local ganó la final el domingo."),
            _story("sinaloa", "Desplazados 150 habitantes en Sinaloa tras ataques",
                   "Unas 150 personas huyeron de sus casas en Concordia, Sinaloa, México.",
                   "Hombres armados quemaron viviendas, dijo la policía."),
            _story("onu-kunduz", "La ONU confirma el desplazamiento en Kunduz",
                   "La misión de la ONU en Afganistán confirmó que 1.500 familias fueron expulsadas de sus casas "
                   "en Bagh-e Sherkat, provincia de Kunduz, por los talibanes.",
                   "Las casas fueron quemadas y saqueadas, según la misión. Los talibanes lo niegan."),
        ),
    ),
)  # fmt: skip


def base_of(outlet: Outlet) -> str:
    """The outlet's address."""
    return f"https://{hashlib.sha256(outlet.name.encode()).hexdigest()[:8]}.example"


def sources() -> list[FeedSource]:
    """The three feeds as configured."""
    return [
        FeedSource(
            f"{base_of(outlet)}/feed", outlet.name, language=outlet.language, full_text=not outlet.teasers
        )
        for outlet, _ in OUTLETS
    ]


def shown(stories: Sequence[Story], now: datetime) -> Sequence[Story]:
    """What a feed carries at that time: the latest three."""
    return stories[:_SHOWN] if now < SECOND else stories[-_SHOWN:]


def urls(stories: Sequence[Story], outlet: Outlet) -> list[str]:
    """Where the stories stand."""
    return [f"{base_of(outlet)}/articles/{story.slug}" for story in stories]


def etag_at(outlet: Outlet, now: datetime) -> str:
    """The validator of the feed at that time."""
    return f'"{outlet.language}-{1 if now < SECOND else 2}"'


class Ledger:
    """What the world outside saw: one line for each event, in the order it happened; survives any kill."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, kind: str, **values: Any) -> None:
        """One event."""
        os.write(self._file, json.dumps({"kind": kind, **values}).encode() + b"\n")

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        """All events of those kinds so far."""
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return [event for event in map(json.loads, lines) if event["kind"] in kinds]

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)


@dataclass(frozen=True, slots=True)
class StoryFetcher:
    """Implements `ports.Fetcher`: the three outlets, honest about their validators."""

    clock: Callable[[], datetime]
    ledger: Ledger

    async def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """A feed or an article's page."""
        for outlet, stories in OUTLETS:
            base = base_of(outlet)
            if url == f"{base}/feed":
                return self._feed(outlet, stories, validators)
            for story in stories:
                if url == f"{base}/articles/{story.slug}":
                    page = article_page(outlet, story, base)
                    return Fetched(200, url, {"content-type": "text/html; charset=utf-8"}, page)
        raise LookupError(url)

    def _feed(self, outlet: Outlet, stories: Sequence[Story], validators: Validators | None) -> Fetched:
        now, url = self.clock(), f"{base_of(outlet)}/feed"
        self.ledger.note("poll", feed=url)
        etag = etag_at(outlet, now)
        if validators and validators.etag == etag:
            return Fetched(304, url, {"etag": etag}, b"")
        body, kind = feed_document(outlet, shown(stories, now), base_of(outlet))
        self.ledger.note("feed", urls=urls(shown(stories, now), outlet))
        return Fetched(200, url, {"etag": etag, "content-type": kind}, body)


class SameProcess:
    """Implements `ports.Sandbox` without a child: the story's documents are kind."""

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """The function's value."""
        return function(*args)


@dataclass(frozen=True, slots=True)
class StorySender:
    """Implements `Sender`: Telegram accepts everything and writes it down."""

    clock: Callable[[], datetime]
    ledger: Ledger

    async def send(self, delivery: Delivery, message: Message) -> Answer:
        """Accepted."""
        incident = delivery.alert.incident
        self.ledger.note(
            "accepted",
            delivery=delivery.id,
            attempt=delivery.attempt,
            chat=delivery.chat.telegram_id,
            incident=incident.id,
            revision=incident.revision,
            repeat=delivery.ambiguous,
            at=self.clock().timestamp(),
        )
        return Answer(AnswerKind.SENT, message_id=len(self.ledger.events("accepted")))


class Confirming:
    """A delivery store that writes down what was committed: what is accepted and not here is in the window."""

    def __init__(self, deliveries: Any, ledger: Ledger) -> None:
        self._deliveries = deliveries
        self._ledger = ledger

    def __getattr__(self, name: str) -> Any:
        return getattr(self._deliveries, name)

    async def finish(self, delivery: Delivery, result: DeliveryResult, now: datetime) -> None:
        """T4, then the note."""
        await self._deliveries.finish(delivery, result, now)
        self._ledger.note(
            "finished", delivery=delivery.id, attempt=delivery.attempt, state=result.state.value
        )


def in_window(ledger: Ledger) -> frozenset[tuple[int, int]]:
    """Deliveries, each with the number of its attempt, that Telegram accepted and nobody recorded as sent."""
    accepted = {_attempt(event) for event in ledger.events("accepted")}
    return frozenset(accepted - {_attempt(e) for e in ledger.events("finished") if e["state"] == "sent"})


def _attempt(event: Mapping[str, Any]) -> tuple[int, int]:
    return event["delivery"], event["attempt"]


def all_urls() -> Iterator[str]:
    """Every entry of the story."""
    for outlet, stories in OUTLETS:
        yield from urls(stories, outlet)
