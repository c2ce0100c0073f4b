"""Backups and copies at the command line: backups beside a running bot, the rest while it stands still."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from alertbot.ops.lock import hold_folder
from alertbot.progress import Progress
from alertbot.settings import Settings
from alertbot.store.backup import back_up, restore
from alertbot.store.copying import copy_database


async def write_backup(settings: Settings, file: Path) -> str:
    """Back up the database of these settings; returns what was done, in words."""
    size = await back_up(settings.database, file)
    return f"{file}: {size:,} bytes. It holds chat ids: keep it as safe as the database."


async def read_backup(settings: Settings, file: Path, *, force: bool) -> str:
    """Restore the database of these settings; returns what was done, in words.

    Raises ConfigurationError if a bot uses the data folder.
    """
    with _undisturbed(settings):
        kept = await restore(settings.database, file, force=force)
    return f"Restored from {file}." + (f" What stood there before is kept as {kept}." if kept else "")


async def copy_all(settings: Settings, target: str, progress: Progress) -> str:
    """Copy the database of these settings into the empty one at `target`; returns what was done, in words.

    Raises ConfigurationError if a bot uses the data folder, CopyRefused where it cannot be done.
    """
    with _undisturbed(settings):
        rows = await copy_database(settings.database, target, datetime.now(UTC), progress)
    return f"{rows:,} rows copied. Set ALERTBOT_DATABASE_URL to the new database, then start the bot."


@contextlib.contextmanager
def _undisturbed(settings: Settings) -> Iterator[None]:
    """Nobody else uses a SQLite database while the block runs."""
    with contextlib.ExitStack() as stack:
        if settings.database.startswith("sqlite"):
            stack.enter_context(hold_folder(settings.data_dir))
        yield
