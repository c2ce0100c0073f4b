"""Who may use the bot: asked, let in, shut out, invited; each decision with its line in the audit trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete, func, insert, select, update

from alertbot.model import Access as Standing
from alertbot.model import AccessState, Invitation
from alertbot.store.chat_moves import REVOKED
from alertbot.store.chats import let_back_in, suspend
from alertbot.store.database import Database, Transaction
from alertbot.store.operator_tables import access, invitations
from alertbot.store.tables import chats
from alertbot.store.trail import Author, note


class Access:
    """Implements `ports.AccessStore`."""

    def __init__(self, database: Database, author: Author | None = None) -> None:
        self._database = database
        self._author = author

    async def of(self, telegram_id: int) -> Standing | None:
        """What was decided about a person or a room; None: nothing yet."""
        async with self._database.read() as transaction:
            return await _standing(transaction, telegram_id)

    async def request(self, telegram_id: int, now: datetime) -> bool:
        """Note that somebody asks to be let in; True the first time, while nothing was decided."""
        row = {"telegram_id": telegram_id, "state": AccessState.REQUESTED, "since": now}
        async with self._database.write() as transaction:
            add = transaction.insert(access).on_conflict_do_nothing()
            return (await transaction.run(add.values(row))).rowcount > 0

    async def grant(self, telegram_id: int, let_in_by: int | None, now: datetime) -> None:
        """Let in; deliveries that waited since a revocation go on."""
        async with self._database.write() as transaction:
            await self._decide(transaction, telegram_id, AccessState.GRANTED, let_in_by, now)

    async def refuse(self, telegram_id: int, state: AccessState, now: datetime) -> None:
        """Decline or revoke; a revoked chat's deliveries are suspended, nothing is erased."""
        async with self._database.write() as transaction:
            await self._decide(transaction, telegram_id, state, None, now)

    async def all(self, limit: int, offset: int = 0) -> list[Standing]:
        """Those who ask first, then the latest decided."""
        asking = case((access.c.state == AccessState.REQUESTED.value, 0), else_=1)
        query = select(access).order_by(asking, access.c.since.desc(), access.c.telegram_id)
        async with self._database.read() as transaction:
            rows = await transaction.run(query.limit(limit).offset(offset))
            return [Standing(row.telegram_id, row.state, row.let_in_by, row.since) for row in rows]

    async def count(self) -> int:
        """How many rows `all` has."""
        async with self._database.read() as transaction:
            return int((await transaction.run(select(func.count()).select_from(access))).scalar_one())

    async def invite(self, digest: str, expires_at: datetime, uses: int) -> Invitation:
        """Keep an invitation under the digest of its code."""
        row = {"digest": digest, "expires_at": expires_at, "uses_left": uses}
        async with self._database.write() as transaction:
            added = await transaction.run(insert(invitations).returning(invitations.c.id), [row])
            made = Invitation(added.scalar_one(), expires_at, uses)
            told = {"invitation": made.id, "expires_at": str(expires_at), "uses": uses}
            await note(transaction, self._author, "access.invitation", None, told)
            return made

    async def redeem(self, digest: str, telegram_id: int, now: datetime) -> bool:
        """Let somebody in by invitation and count the use; False: expired, used up, unknown, or revoked."""
        async with self._database.write() as transaction:
            standing = await _standing(transaction, telegram_id)
            if standing and standing.state in (AccessState.GRANTED, AccessState.REVOKED):
                return standing.state is AccessState.GRANTED
            good = (
                invitations.c.digest == digest,
                invitations.c.expires_at > now,
                invitations.c.uses_left > 0,
            )
            used = update(invitations).where(*good).values(uses_left=invitations.c.uses_left - 1)
            if (await transaction.run(used)).rowcount == 0:
                return False
            await self._decide(transaction, telegram_id, AccessState.GRANTED, None, now)
            return True

    async def invitations(self, now: datetime) -> list[Invitation]:
        """Those that still let somebody in, the first to expire first."""
        query = select(invitations).where(invitations.c.expires_at > now, invitations.c.uses_left > 0)
        async with self._database.read() as transaction:
            rows = await transaction.run(query.order_by(invitations.c.expires_at, invitations.c.id))
            return [Invitation(row.id, row.expires_at, row.uses_left) for row in rows]

    async def _decide(
        self,
        transaction: Transaction,
        telegram_id: int,
        state: AccessState,
        let_in_by: int | None,
        now: datetime,
    ) -> None:
        before = await _standing(transaction, telegram_id)
        row = {"telegram_id": telegram_id, "state": state, "let_in_by": let_in_by, "since": now}
        await transaction.run(delete(access).where(access.c.telegram_id == telegram_id))
        await transaction.run(insert(access), [row])
        if state is AccessState.REVOKED:
            await suspend(transaction, chats.c.telegram_id == telegram_id, REVOKED)
        elif state is AccessState.GRANTED:
            await let_back_in(transaction, telegram_id, now)
        told = {"state": [before.state.value if before else None, state.value]}
        await note(transaction, self._author, "access.decided", telegram_id, told)


async def _standing(transaction: Transaction, telegram_id: int) -> Standing | None:
    query = select(access).where(access.c.telegram_id == telegram_id)
    row = (await transaction.run(query)).first()
    return None if row is None else Standing(row.telegram_id, row.state, row.let_in_by, row.since)
