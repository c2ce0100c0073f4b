"""Dose: SIGKILL before and after every call of a port, on both databases, with one and two workers."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from alertbot import app
from alertbot.articles.language import LanguageIdentifier
from alertbot.logs import configure_logs
from alertbot.settings import load_settings
from faults.databases import Databases, SqliteFiles, postgres
from faults.dose import Size
from faults.kill_steps import COUNT_ONLY, NEVER, Shared
from faults.kill_story import CHATS, START, Ledger, all_urls, in_window
from faults.kill_worker import LEASES, Remembered, Tools, live, prepare
from faults.table import Row

LONGEST_CASE = 90
"""Real seconds."""
LANES = 2


@dataclass(frozen=True, slots=True)
class Case:
    """Where the first worker dies, perhaps where the one after it dies, and whether a second works beside it."""

    fatal: int
    then: int = NEVER
    workers: int = 1


@dataclass(slots=True)
class Verdict:
    """What a case showed."""

    lost: int = 0
    inside: int = 0
    outside: int = 0
    violations: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Theatre:
    """Where cases are played: in children of a parent that has loaded everything."""

    databases: Databases
    folder: Path
    tools: Tools
    untouched: dict[str, Any] = field(default_factory=dict)
    """What the story gives when nobody dies."""
    steps: int = 0

    def rehearse(self) -> None:
        """Play it once without a kill: it says how many steps there are, and warms what children inherit."""
        asyncio.run(prepare(self.databases.template, START))
        self.tools.shared.begin(START, alone=True)
        address = self.databases.copy("rehearsal")
        ledger = Ledger(self.folder / "rehearsal.jsonl")
        self.untouched = asyncio.run(live(address, self.tools, ledger, COUNT_ONLY))
        self.steps = self.tools.shared.steps
        self.databases.drop(address)

    def play(self, number: int, case: Case) -> Verdict:
        """One case, in children."""
        label = f"case{os.getpid()}_{number}"
        ledger = Ledger(self.folder / f"{label}.jsonl")
        address = self.databases.copy(label)
        try:
            return self._play(address, ledger, case)
        finally:
            ledger.close()
            self.databases.drop(address)
            (self.folder / f"{label}.jsonl").unlink()

    def _play(self, address: str, ledger: Ledger, case: Case) -> Verdict:
        shared = self.tools.shared
        shared.begin(START, alone=case.workers == 1)
        answer = self.folder / f"answer{os.getpid()}"
        open_windows: set[tuple[int, int]] = set()
        survivor = 0
        if case.workers == 2:
            survivor = _fork(lambda: self._live(address, ledger, NEVER), answer, shared, hand=1)
        for fatal in (case.fatal, case.then) if case.then else (case.fatal,):
            died = _wait(_fork(lambda at=fatal: self._live(address, ledger, at), answer, shared, hand=0))
            if died not in (0, -signal.SIGKILL):
                return Verdict(violations=[f"{case}: ended with {died}: {_text(answer)}"])
            open_windows |= in_window(ledger)
            shared.advance_to(shared.now() + LEASES)
        shared.leave_alone()
        ended = _wait(survivor or _fork(lambda: self._live(address, ledger, NEVER), answer, shared, hand=0))
        if ended != 0:
            return Verdict(violations=[f"{case}: not recovered ({ended}): {_text(answer)}"])
        windows = Counter(delivery for delivery, _ in open_windows)
        return self._judge(case, json.loads(_text(answer)), ledger, windows)

    async def _live(self, address: str, ledger: Ledger, fatal: int) -> dict[str, Any]:
        return await live(address, self.tools, ledger, fatal)

    def _judge(self, case: Case, found: dict[str, Any], ledger: Ledger, windows: Counter[int]) -> Verdict:
        verdict = Verdict(violations=[f"{case}: {wrong}" for wrong in found["torn"]])
        copies = Counter(event["delivery"] for event in ledger.events("accepted"))
        read = set(chain.from_iterable(event["urls"] for event in ledger.events("feed")))
        verdict.lost = len(set(all_urls()) & read - set(found["entries"]))
        verdict.lost += sum(row["state"] != "sent" or not copies[row["id"]] for row in found["deliveries"])
        for delivery, count in copies.items():
            allowed = windows[delivery]
            verdict.inside += min(count - 1, allowed)
            verdict.outside += max(0, count - 1 - allowed)
        verdict.violations += [f"{case}: {wrong}" for wrong in self._wrong(found, ledger)]
        return verdict

    def _wrong(self, found: dict[str, Any], ledger: Ledger) -> Iterable[str]:
        if len(found["entries"]) != len(set(found["entries"])):
            yield "an entry is stored twice"
        if len(found["deliveries"]) != found["alerts"] * len(CHATS):
            yield f"{found['alerts']} alerts have {len(found['deliveries'])} deliveries to {len(CHATS)} chats"
        if found["incidents"] != self.untouched["incidents"]:
            yield f"the reports lie in other incidents: {found['incidents']}"
        last: dict[tuple[int, int], int] = {}
        seen: set[int] = set()
        for event in ledger.events("accepted"):
            key = (event["chat"], event["incident"])
            if event["revision"] < last.get(key, 0):
                yield f"revision {event['revision']} after {last[key]}"
            last[key] = event["revision"]
            if event["delivery"] in seen and not event["repeat"]:
                yield "a repeat was not marked as one"
            seen.add(event["delivery"])


def _fork(work: Callable[[], Coroutine[Any, Any, Any]], answer: Path, shared: Shared, hand: int) -> int:
    """Do the work in a child, whose answer or traceback goes into the file; its process id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        shared.hand = hand
        signal.alarm(LONGEST_CASE)
        said = json.dumps(asyncio.run(work()))
        status = 0
    except BaseException:  # noqa: BLE001 - the parent reads it
        said = traceback.format_exc().strip().splitlines()[-1][:300]
    try:
        answer.write_text(said, encoding="utf-8")
        sys.stderr.flush()
    finally:
        os._exit(status)


def _wait(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else "no word"


def load_tools() -> Tools:
    """The real reader over the real gazetteer, once."""
    settings = load_settings()
    desk = app.open_desk(settings)
    configure_logs("CRITICAL", "console")  # the desk wants to hear more than a dose does
    return Tools(Remembered(desk.reader), desk.rules, LanguageIdentifier(), Shared())


def run(size: Size) -> Iterable[Row]:
    """Steps spread over the story, on both databases; every one of them, with one worker, in the long dose."""
    tools = load_tools()
    yield from _rows(SqliteFiles(size.folder), size, tools)
    with postgres(size.folder) as server:
        yield from _rows(server, size, tools)


def _rows(databases: Databases, size: Size, tools: Tools) -> Iterable[Row]:
    theatre = Theatre(databases, size.folder, tools)
    theatre.rehearse()
    every = range(1, theatre.steps + 1)
    thin = 8 if databases.name == SqliteFiles.name else 16
    kinds: dict[str, Sequence[Case]] = {
        "one worker": [Case(step) for step in every[:: size.of(thin, 1)]],
        "beside a second worker": [Case(step, workers=2) for step in every[:: size.of(40, 4)]],
        "twice in a row": _pairs(theatre.steps, size.of(5, 100)),
    }
    for kind, cases in kinds.items():
        yield _sum(f"kill -9 at a port call, {databases.name}, {kind}", _play_all(theatre, cases))


def _pairs(steps: int, count: int) -> list[Case]:
    chance = random.Random(7)
    return [Case(chance.randint(1, steps), chance.randint(1, steps)) for _ in range(count)]


def _play_all(theatre: Theatre, cases: Sequence[Case]) -> list[Verdict]:
    """In two lanes, each a process with a clock of its own."""
    with get_context("fork").Pool(LANES, _own_clock, (theatre,)) as pool:
        return pool.map(_play_one, list(enumerate(cases)), chunksize=4)


_THEATRE: list[Theatre] = []


def _own_clock(theatre: Theatre) -> None:
    tools = theatre.tools
    theatre.tools = Tools(tools.reader, tools.rules, tools.languages, Shared())
    _THEATRE[:] = [theatre]


def _play_one(numbered: tuple[int, Case]) -> Verdict:
    return _THEATRE[0].play(*numbered)


def _sum(fault: str, verdicts: Sequence[Verdict]) -> Row:
    return Row(
        fault,
        len(verdicts),
        sum(verdict.lost for verdict in verdicts),
        sum(verdict.inside for verdict in verdicts),
        sum(verdict.outside for verdict in verdicts),
        tuple(chain.from_iterable(verdict.violations for verdict in verdicts)),
    )
