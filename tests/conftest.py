"""Registers the canary for the whole run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from canary import Canary


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Canary(), "canary")
