"""What operators decide, in the store, as protocols: access, do-no-harm switches, notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from alertbot.model import (
    Access,
    AccessState,
    AlertId,
    Caution,
    DeliveryResult,
    Invitation,
    Notice,
)


class AccessStore(Protocol):
    """Who was let in, who asked, who was shut out."""

    async def of(self, telegram_id: int) -> Access | None:
        """What was decided about a person or a room; None: nothing yet."""
        ...

    async def request(self, telegram_id: int, now: datetime) -> bool:
        """Note that somebody asks to be let in; True the first time, while nothing was decided."""
        ...

    async def grant(self, telegram_id: int, let_in_by: int | None, now: datetime) -> None:
        """Let in; deliveries that waited since a revocation go on."""
        ...

    async def refuse(self, telegram_id: int, state: AccessState, now: datetime) -> None:
        """Decline or revoke; a revoked chat's deliveries are suspended, nothing is erased."""
        ...

    async def all(self, limit: int, offset: int = 0) -> list[Access]:
        """Those who ask first, then the latest decided."""
        ...

    async def count(self) -> int:
        """How many rows `all` has."""
        ...

    async def invite(self, digest: str, expires_at: datetime, uses: int) -> Invitation:
        """Keep an invitation under the digest of its code."""
        ...

    async def redeem(self, digest: str, telegram_id: int, now: datetime) -> bool:
        """Let somebody in by invitation and count the use; False: expired, used up, unknown, or revoked."""
        ...

    async def invitations(self, now: datetime) -> list[Invitation]:
        """Those that still let somebody in, the first to expire first."""
        ...


class CautionStore(Protocol):
    """The do-no-harm switches per country and kind of harm."""

    async def all(self) -> list[Caution]:
        """By country and kind."""
        ...

    async def save(self, caution: Caution, now: datetime) -> None:
        """Set a switch; what is off is taken out of the outbox, what is held waits there."""
        ...

    async def delete(self, country: str, category: str | None, now: datetime) -> bool:
        """Take a switch back; False if there is none."""
        ...

    async def decide(self, alert: AlertId, send: bool, now: datetime) -> int:
        """An operator's word on a held alert: send or drop; to how many chats, 0 if decided already."""
        ...


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A message of an operator to many chats, not sent yet or sent."""

    id: int
    text: str
    audience: str
    """'' everybody, a language ('fr') or a country ('SDN')."""
    sent: bool


class NoticeStore(Protocol):
    """The outbox of what is no alert."""

    async def draft(self, text: str, audience: str, now: datetime) -> Broadcast:
        """Keep a broadcast until it is confirmed."""
        ...

    async def audience(self, audience: str) -> int:
        """To how many chats a broadcast would go."""
        ...

    async def broadcast(self, number: int, now: datetime) -> int | None:
        """Put a draft into the outbox, once; returns to how many chats, None if it went or is unknown."""
        ...

    async def ask_about_held(self, operators: Sequence[int], now: datetime) -> None:
        """A notice to each operator's private chat for each held alert they were not asked about."""
        ...

    async def tell_of_unconfirmed(self, operators: Sequence[int], now: datetime) -> None:
        """A notice to each operator where a delivery became `unconfirmed` since the last; at most hourly."""
        ...

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[Notice]:
        """Claim due notices to chats that can be reached, oldest first, attempt + 1.

        Those whose lease ran out come again: a notice that may have arrived counts as ambiguous.
        """
        ...

    async def finish(self, notice: Notice, result: DeliveryResult, now: datetime) -> None:
        """Record the result, and what it means for the chat. Raises LostClaim."""
        ...
