"""Opens the store: migrates the database and hands out one repository for each noun."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from alertbot.store.access import Access
from alertbot.store.articles import Articles
from alertbot.store.audit import Audit
from alertbot.store.cautions import CarefulIncidents, Cautions
from alertbot.store.chats import Chats
from alertbot.store.database import Database, Timed
from alertbot.store.deliveries import Deliveries
from alertbot.store.digests import Digests
from alertbot.store.edits import IncidentEdits
from alertbot.store.engine import check_file, make_engine, parse
from alertbot.store.exporting import Exporting
from alertbot.store.feedback import FeedbackRows
from alertbot.store.feeds import Feeds
from alertbot.store.first_readings import FirstReadings
from alertbot.store.incidents import Incidents
from alertbot.store.leases import Leases
from alertbot.store.migrate import upgrade, verify
from alertbot.store.mutes import MuteRows
from alertbot.store.notices import Notices
from alertbot.store.retention import Retention
from alertbot.store.send_times import SentLately
from alertbot.store.suggestions import Suggestions
from alertbot.store.trail import Author
from alertbot.store.troubles import Troubles
from alertbot.store.wakes import Wakes


class SqlStore:
    """Implements `ports.Store`."""

    def __init__(self, database: Database, author: Author | None = None) -> None:
        self.feeds = Feeds(database, author)
        self.articles = Articles(database)
        self.incidents = CarefulIncidents(database) if author else Incidents(database)
        self.incident_edits = IncidentEdits(database, author)
        self.chats = Chats(database, author)
        self.deliveries = Deliveries(database)
        self.digests = Digests(database)
        self.leases = Leases(database)
        self.retention = Retention(database)
        self.send_times = SentLately(database)
        self.audit = Audit(database)
        self.feedback = FeedbackRows(database)
        self.mutes = MuteRows(database)
        self.suggestions = Suggestions(database)
        self.access = Access(database, author)
        self.cautions = Cautions(database, author)
        self.notices = Notices(database, author)
        self.exports = Exporting(database)
        self.wakes = Wakes(database)
        self.troubles = Troubles(database)
        self.first_readings = FirstReadings(database)
        self._database = database

    def acting(self, actor: int | None, now: datetime) -> SqlStore:
        """The store on behalf of a person: changes are noted, incidents shown as the switches allow."""
        return SqlStore(self._database, Author(actor, now))

    async def close(self) -> None:
        """Release every connection."""
        await self._database.close()


async def open_store(
    url: str,
    *,
    migrate: bool = True,
    busy_timeout: timedelta = timedelta(seconds=5),
    timed: Timed | None = None,
) -> SqlStore:
    """Open the database at `url` (sqlite+aiosqlite:///PATH or postgresql+asyncpg://...).

    A SQLite file is made if it does not exist.

    `migrate` brings its schema up to date; several processes may do so at once. `busy_timeout` is how
    long a write waits for another process's before StoreBusy. `timed` is told what each transaction took.

    Raises ConfigurationError for an address we cannot use, StoreUnavailable if the database cannot be
    reached, StoreTooNew if a later alertbot made it, StoreOutdated if it needs the migration not asked for.
    """
    await asyncio.to_thread(check_file, parse(url))
    if migrate:
        await upgrade(url, busy_timeout)
    database = Database(make_engine(url, busy_timeout), busy_timeout, timed)
    try:
        await verify(database)
    except BaseException:
        await database.close()
        raise
    return SqlStore(database)
