"""One data folder, one process: a lock that the operating system frees when its holder dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from alertbot.errors import ConfigurationError

LOCK_FILE = "alertbot.lock"


@contextlib.contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Make the folder if needed and hold it for this process.

    Raises ConfigurationError if it cannot be written, or another process holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Give this user the right to, or name another folder with ALERTBOT_DATA_DIR."
        ) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip() or "unknown"
            raise ConfigurationError(
                f"Another alertbot (process {holder}) is using the data folder {folder}. "
                "Stop it first, or name another folder with ALERTBOT_DATA_DIR."
            ) from None
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)
