"""Registers the canary for the whole run and the one PostgreSQL; no test is judged by how long it takes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from canary import Canary
from real_postgres import postgres_server

__all__ = ["postgres_server"]

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Canary(), "canary")
