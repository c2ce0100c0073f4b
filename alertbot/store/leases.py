"""Leases: roles that one process holds at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from alertbot.store.database import Database
from alertbot.store.tables import leases


class Leases:
    """Implements `ports.LeaseStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def acquire(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """Take or renew; False while another owner's lease lives."""
        async with self._database.write() as transaction:
            take = transaction.insert(leases)
            held = take.on_conflict_do_update(
                index_elements=["name"],
                set_={"owner": owner, "until": now + ttl},
                where=or_(leases.c.owner == owner, leases.c.until <= now),
            ).returning(leases.c.owner)
            row = {"name": name, "owner": owner, "until": now + ttl}
            return (await transaction.run(held, [row])).first() is not None

    async def release(self, name: str, owner: str) -> None:
        """Give it up if we hold it."""
        async with self._database.write() as transaction:
            mine = delete(leases).where(leases.c.name == name, leases.c.owner == owner)
            await transaction.run(mine)
