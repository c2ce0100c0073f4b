"""The do-no-harm switches, what they do to the outbox, and incidents as people may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, select, update

from alertbot.model import (
    Alert,
    AlertId,
    Category,
    Caution,
    DeliveryState,
    Incident,
    IncidentId,
    Measure,
    Way,
    treat,
)
from alertbot.store.database import Database, Transaction
from alertbot.store.incidents import Incidents
from alertbot.store.operator_tables import cautions
from alertbot.store.tables import chats, deliveries, incident_categories, incidents
from alertbot.store.trail import Author, note

_WAITING = (
    DeliveryState.PENDING,
    DeliveryState.SUSPENDED,
    DeliveryState.HELD,
    DeliveryState.WAITING,
)
SWITCHED_OFF = "an operator switched this kind of harm off there"
DROPPED = "an operator decided not to send it"


class Cautions:
    """Implements `ports.CautionStore`."""

    def __init__(self, database: Database, author: Author | None = None) -> None:
        self._database = database
        self._author = author

    async def all(self) -> list[Caution]:
        """By country and kind."""
        async with self._database.read() as transaction:
            return await load_cautions(transaction)

    async def save(self, caution: Caution, now: datetime) -> None:
        """Set a switch; what is off is taken out of the outbox, what is held waits there."""
        key = {"country": caution.country, "category": caution.category or ""}
        async with self._database.write() as transaction:
            before = (await transaction.run(select(cautions.c.measure).where(_same(caution)))).scalar()
            add = transaction.insert(cautions).values(key | {"measure": caution.measure})
            await transaction.run(
                add.on_conflict_do_update(
                    index_elements=["country", "category"], set_={"measure": caution.measure}
                )
            )
            await _apply(transaction, caution, now)
            told = key | {"measure": [before and Measure(before).value, caution.measure.value]}
            await note(transaction, self._author, "caution.changed", None, told)

    async def delete(self, country: str, category: str | None, now: datetime) -> bool:
        """Take a switch back; False if there is none."""
        where = and_(cautions.c.country == country, cautions.c.category == (category or ""))
        async with self._database.write() as transaction:
            before = (await transaction.run(select(cautions.c.measure).where(where))).scalar()
            if before is None:
                return False
            await transaction.run(delete(cautions).where(where))
            told = {"country": country, "category": category or "", "measure": [before.value, None]}
            await note(transaction, self._author, "caution.changed", None, told)
            return True

    async def decide(self, alert: AlertId, send: bool, now: datetime) -> int:
        """An operator's word on a held alert: send or drop; to how many chats, 0 if decided already."""
        held = update(deliveries).where(
            deliveries.c.alert_id == alert, deliveries.c.state == DeliveryState.HELD
        )
        dropped = {"state": DeliveryState.CANCELLED, "outcome": DROPPED, "finished_at": now}
        async with self._database.write() as transaction:
            values: dict[str, Any] = {"state": _wanted_state()} if send else dropped
            number = (await transaction.run(held.values(values))).rowcount
            if number:
                told = {"alert": alert, "sent": send, "chats": number}
                await note(transaction, self._author, "alert.decided", None, told)
            return number


def _wanted_state() -> Any:
    """Pending, or with the next digest where the watch, or else the chat, wants it so."""
    chat = select(chats).where(chats.c.id == deliveries.c.chat_key)
    immediate = chat.with_only_columns(chats.c.immediate).scalar_subquery()
    digest = chat.with_only_columns(chats.c.digest).scalar_subquery()
    return case(
        (and_(deliveries.c.way.is_(None), immediate.is_(False)), DeliveryState.WAITING.value),
        (and_(deliveries.c.way == Way.DIGEST, digest != ""), DeliveryState.WAITING.value),
        else_=DeliveryState.PENDING.value,
    )


async def load_cautions(transaction: Transaction) -> list[Caution]:
    """Every switch, in an open transaction."""
    rows = await transaction.run(select(cautions).order_by(cautions.c.country, cautions.c.category))
    return [
        Caution(row.country, Category(row.category) if row.category else None, row.measure) for row in rows
    ]


def treated_incidents(found: Sequence[Incident], switches: Sequence[Caution]) -> list[Incident]:
    """What the switches leave of incidents, without those that nobody, or nobody yet, may see."""
    treated = [treat(incident, switches) for incident in found]
    return [one.incident for one in treated if one.incident is not None and not one.hold]


def treated_alerts(told: Sequence[Alert], switches: Sequence[Caution]) -> list[Alert]:
    """The same of revisions as they were told."""
    treated = [(alert, treated_incidents([alert.incident], switches)) for alert in told]
    return [
        alert if left[0] == alert.incident else replace(alert, incident=left[0], history=None)
        for alert, left in treated
        if left
    ]


def _same(caution: Caution) -> ColumnElement[bool]:
    return and_(cautions.c.country == caution.country, cautions.c.category == (caution.category or ""))


async def _apply(transaction: Transaction, caution: Caution, now: datetime) -> None:
    """What waits in the outbox was planned before the switch: off takes it out, hold holds it."""
    if caution.measure not in (Measure.OFF, Measure.HOLD):
        return
    concerned = select(incidents.c.id)
    if caution.country:
        concerned = concerned.where(incidents.c.country == caution.country)
    if caution.category is not None:
        kinds = select(incident_categories.c.incident_id).where(
            incident_categories.c.category == caution.category
        )
        concerned = concerned.where(incidents.c.id.in_(kinds))
    waiting = update(deliveries).where(
        deliveries.c.state.in_(_WAITING if caution.measure is Measure.OFF else _WAITING[:1]),
        deliveries.c.incident_id.in_(concerned.where(incidents.c.retracted.is_(False))),
    )
    off = {"state": DeliveryState.CANCELLED, "outcome": SWITCHED_OFF, "finished_at": now}
    values: dict[str, Any] = off if caution.measure is Measure.OFF else {"state": DeliveryState.HELD}
    await transaction.run(waiting.values(values))


class CarefulIncidents(Incidents):
    """Incidents as people may see them: what is off or held is left out, places are as fine as allowed."""

    async def latest(
        self,
        countries: Sequence[str],
        categories: Sequence[Category],
        limit: int,
        since: datetime | None = None,
    ) -> list[Incident]:
        """Latest first; empty sequences mean no such condition."""
        return await self._treated(await super().latest(countries, categories, limit, since))

    async def by_code(self, code: str) -> Incident | None:
        """The incident with that code, any case; None also where nothing of it may be told."""
        found = await super().by_code(code)
        return next(iter(await self._treated([found] if found else [])), None)

    async def revisions(self, incident: IncidentId) -> list[Alert]:
        """What was told of an incident, the first revision first, each as today's switches allow."""
        told = await super().revisions(incident)
        async with self._database.read() as transaction:
            return treated_alerts(told, await load_cautions(transaction))

    async def _treated(self, found: Sequence[Incident]) -> list[Incident]:
        async with self._database.read() as transaction:
            switches = await load_cautions(transaction)
        return treated_incidents(found, switches)
