"""`./run bench polling`: a thousand feeds, 200 of them changed, beside `reader`."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.polling_server import HOSTS, ITEMS

ROOT = Path(__file__).parents[1]
FEEDS, CHANGED = 1_000, 200
ROUNDS = 3
READER = ("reader>=3,<4", "sgmllib3k")
"""The second is what the first's own feedparser imports and its package forgets to ask for (3.26)."""
WORKERS = "10"
FASTER, SMALLER = 5.0, 0.6
"""Targets: times the feeds per second of `reader`, share of its peak memory."""


@dataclass
class Contestant:
    """A process that polls when told."""

    letter: str
    process: subprocess.Popen[str]
    rounds: list[dict[str, float]] = field(default_factory=list)

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the process of '{self.letter}' ended: {self.process.wait()}")
        told: dict[str, Any] = json.loads(line)
        return told

    def go(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        self.rounds.append(self.hear())

    def figure(self, name: str) -> float:
        return median(one[name] for one in self.rounds)


def main() -> None:
    """Both poll everything once, then in turn, each with 200 feeds changed since its last time."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        reader = reader_python(folder)
        server = stack.enter_context(child([sys.executable, "-m", "bench.polling_server"]))
        assert server.stdout
        port = int(server.stdout.readline())
        contestants = [
            stack.enter_context(contestant("a", [sys.executable, "-m", "bench.polling_ours"], folder, port)),
            stack.enter_context(
                contestant("r", [reader, str(ROOT / "bench" / "polling_reader.py")], folder, port, WORKERS)
            ),
        ]
        first = [one.hear()["ready"] for one in contestants]
        assert first == [FEEDS * ITEMS] * 2, first
        for number in range(ROUNDS):
            for one in contestants:
                publish(port, one.letter, number * CHANGED)
                one.go()
        tell(*contestants)


def publish(port: int, letter: str, first: int) -> None:
    address = f"http://127.0.0.1:{port}/{letter}/publish/{first}/{first + CHANGED}"
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == b"done"


def reader_python(folder: Path) -> str:
    """The interpreter of a new environment with `reader`: it is compared with, and never a part of us."""
    if given := os.environ.get("BENCH_READER_PYTHON"):
        return given
    home = folder / "reader"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *READER]
    subprocess.run(install, check=True)
    return str(python)


@contextlib.contextmanager
def contestant(
    letter: str, command: list[str], folder: Path, port: int, *options: str
) -> Iterator[Contestant]:
    urls = [f"http://127.0.0.{1 + n % HOSTS}:{port}/{letter}/feed/{n}" for n in range(FEEDS)]
    with child([*command, str(folder / f"{letter}.sqlite"), *options, ",".join(urls)]) as process:
        yield Contestant(letter, process)


@contextlib.contextmanager
def child(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        yield process
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(timeout=30)


def tell(ours: Contestant, theirs: Contestant) -> None:
    """Both, their ratios, and whether those meet the targets."""
    for name, one in (("alertbot", ours), ("reader", theirs)):
        rate, cpu, memory = FEEDS / one.figure("seconds"), one.figure("cpu"), one.figure("memory")
        rounds = ", ".join(f"{once['seconds']:.2f} s" for once in one.rounds)
        print(
            f"{name:9} {rate:7.0f} feeds/s  {cpu:6.2f} s of processor time  {memory:5.0f} MB at most "
            f"(rounds: {rounds})"
        )
    faster = theirs.figure("seconds") / ours.figure("seconds")
    smaller = ours.figure("memory") / theirs.figure("memory")
    print(f"{FEEDS} feeds, {CHANGED} changed with {ITEMS} items; medians of {ROUNDS} rounds in turn")
    print(f"speed  {faster:5.2f} × reader   target ≥ {FASTER} ×   {verdict(faster >= FASTER)}")
    print(f"memory {smaller:5.2f} × reader   target ≤ {SMALLER} ×   {verdict(smaller <= SMALLER)}")


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    main()
