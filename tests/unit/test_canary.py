"""The canary sings: a run that leaves the token behind fails, whatever the tests themselves say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from canary import SECRET, holds_secret

ROOT = Path(__file__).parents[2]
CONFTEST = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from canary import Canary
def pytest_configure(config):
    config.pluginmanager.register(Canary(), "canary")
"""
LEAKS = {
    "print": "print(SECRET)",
    "log": "logging.getLogger('x').warning(SECRET)",
    "file": "(tmp_path / 'a.sqlite').write_bytes(b'x' * 9 + SECRET.encode())",
    "nothing": "print('all well')",
}


@pytest.mark.parametrize(("door", "leak"), LEAKS.items())
def test_a_run_that_leaks_the_token_fails(tmp_path: Path, door: str, leak: str) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_leak.py").write_text(
        f"import logging\nfrom canary import SECRET\ndef test_that_passes(tmp_path):\n    {leak}\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--basetemp",
        tmp_path / "t",
        tmp_path,
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=100)
    assert run.returncode == (0 if door == "nothing" else 1)
    assert ("CANARY" in run.stdout) is (door != "nothing")
    shutil.rmtree(tmp_path)  # or the real canary would find it too


def test_a_secret_that_lies_across_two_pieces_is_found(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * ((1 << 20) - 5) + SECRET.encode() + b"y" * 100)
    found = holds_secret(path)
    path.unlink()  # or the real canary would find it too
    assert found
