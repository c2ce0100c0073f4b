"""Backups at the command line: written beside a running bot, restored while it stands still."""

from __future__ import annotations

import contextlib
from pathlib import Path

from alertbot.ops.lock import hold_folder
from alertbot.settings import Settings
from alertbot.store.backup import back_up, restore


async def write_backup(settings: Settings, file: Path) -> str:
    """Back up the database of these settings; returns what was done, in words."""
    size = await back_up(settings.database, file)
    return f"{file}: {size:,} bytes. It holds chat ids: keep it as safe as the database."


async def read_backup(settings: Settings, file: Path, *, force: bool) -> str:
    """Restore the database of these settings; returns what was done, in words.

    Raises ConfigurationError if a bot uses the data folder.
    """
    with contextlib.ExitStack() as stack:
        if settings.database.startswith("sqlite"):
            stack.enter_context(hold_folder(settings.data_dir))
        kept = await restore(settings.database, file, force=force)
    return f"Restored from {file}." + (f" What stood there before is kept as {kept}." if kept else "")
