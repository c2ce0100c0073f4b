"""A pytest plugin: after the last test, the bot's token must stand in nothing that the tests left behind.

Every flow test runs the real application with the token of the offline Telegram; its logs, what it
printed, its databases, health files and backups are searched, whatever their format.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.demo.telegram import DEMO_TOKEN

SECRET = DEMO_TOKEN.partition(":")[2]
"""The half of the token that nobody may know."""
_PIECE = 1 << 20


class Canary:
    """Listens to what tests print and log, and searches their folders at the end."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Captured output, log lines and tracebacks of every phase."""
        for name, text in report.sections:
            if SECRET in text:
                self.found.append(f"{report.nodeid}: {name}")
        if SECRET in str(report.longrepr or ""):
            self.found.append(f"{report.nodeid}: traceback")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Search every file below the session's temporary folder; fail the session if there is a hit."""
        factory = getattr(session.config, "_tmp_path_factory", None)
        base = getattr(factory, "_basetemp", None)
        if base is not None:
            self.found += [str(path) for path in leaks(base)]
        if self.found:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name each place."""
        for place in self.found:
            terminalreporter.write_line(f"CANARY: the bot's token stands in {place}", red=True)


def leaks(folder: Path) -> Iterator[Path]:
    """Files below `folder` that hold the secret, as text or as UTF-16."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and holds_secret(path):
            yield path


def holds_secret(path: Path) -> bool:
    """Whether the secret stands in a file, also across the pieces it is read in."""
    needles = (SECRET.encode(), SECRET.encode("utf-16-le"))
    rest = b""
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                window = rest + piece
                if any(needle in window for needle in needles):
                    return True
                rest = window[-2 * len(SECRET) :]
    except OSError:
        return False  # a socket, or gone meanwhile
    return False
