"""Dose: paused processes, a full disk, locks, lost connections, a restarted server and a clock that jumps."""

from __future__ import annotations

import itertools
import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from typing import Any

from alertbot.store import open_store
from faults.break_troubles import Cut, FullDisk, Locked, NoRoom, Restarted, SetClock, TablesLocked
from faults.break_worker import Plan, Trouble, endure, pausing
from faults.databases import PATIENCE, SqliteFiles, postgres
from faults.dose import Size
from faults.kill_steps import NEVER, Shared, Steps
from faults.kill_story import CHATS, START, Ledger, all_urls
from faults.kill_worker import LEASES, Tools, Worker, live, report, torn
from faults.kills import Theatre, Verdict, _fork, _sum, _text, _wait, load_tools
from faults.table import Row

DAY, HOUR = 86_400.0, 3_600.0
JUMPS = (DAY, -DAY, HOUR, -HOUR, -5.0, 30.0)
LASTS = (3, 40)
"""Statements or failures that a trouble lasts: a moment, and long enough that every stage meets it."""
MORE_POLLS = 60
"""A clock that was set may cost some polls, not a storm."""
SENDING_STEPS = 90


@dataclass(slots=True)
class Scene:
    """One database kind, and what the story gives on it when nothing goes wrong."""

    theatre: Theatre
    statements: int = 0
    polls: int = 0
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def name(self) -> str:
        """SQLite or PostgreSQL."""
        return self.theatre.databases.name

    def rehearse(self) -> None:
        """How many statements there are."""
        self.theatre.rehearse()
        ledger, found = self._play(_Nothing(), NEVER, 1)
        self.statements, self.polls = int(found["count"]), len(ledger.events("poll"))

    def trouble(self, make: Callable[[], Trouble], count: int, *, clock: bool = False) -> list[Verdict]:
        """The trouble at `count` statements spread over the story, short and long in turn."""
        verdicts = []
        for number in range(count):
            at = 1 + number * self.statements // count
            lasts = LASTS[number % len(LASTS)]
            ledger, found = self._play(make(), at, lasts)
            label = f"at {at} for {lasts}"
            verdict = judge(label, found, ledger, None if clock else self.theatre.untouched["incidents"])
            if clock and len(ledger.events("poll")) > self.polls + MORE_POLLS:
                verdict.violations.append(
                    f"{label}: {len(ledger.events('poll'))} polls, usually {self.polls}"
                )
            verdicts.append(verdict)
        return verdicts

    def _play(self, trouble: Trouble, at: int, lasts: int) -> tuple[Ledger, dict[str, Any]]:
        theatre, label = self.theatre, f"break{next(self.numbers)}"
        ledger = Ledger(theatre.folder / f"{label}-{self.name}.jsonl")
        address = theatre.databases.copy(label)
        theatre.tools.shared.begin(START, alone=True)
        answer = theatre.folder / f"answer{os.getpid()}"
        work = lambda: endure(address, theatre.tools, ledger, Plan(trouble, at, lasts), trouble)  # noqa: E731
        status = _wait(_fork(work, answer, theatre.tools.shared, hand=0))
        theatre.databases.drop(address)
        return ledger, json.loads(_text(answer)) if status == 0 else {"ended": _text(answer)}

    def pause(self, count: int) -> list[Verdict]:
        """Stop a sender past its lease, let another take over, let the first go on."""
        every = itertools.islice(itertools.cycle(range(1, SENDING_STEPS, 2)), count)
        return [self._paused(number, step) for number, step in enumerate(every)]

    def _paused(self, number: int, step: int) -> Verdict:
        theatre, shared = self.theatre, self.theatre.tools.shared
        ledger = Ledger(theatre.folder / f"pause{number}-{self.name}.jsonl")
        address = theatre.databases.copy(f"pause{number}")
        shared.begin(START, alone=True)
        answer, other = theatre.folder / "answer-paused", theatre.folder / "answer-other"

        async def sleepy() -> dict[str, Any]:
            store = await open_store(address, migrate=False, busy_timeout=PATIENCE)
            worker = Worker(store, theatre.tools, ledger, Steps(shared, NEVER))
            await pausing(worker, Steps(shared, step, signal.SIGSTOP)).work()
            found = await report(store) | {"torn": await torn(store)}
            await store.close()
            return found

        child = _fork(sleepy, answer, shared, hand=0)
        _, status = os.waitpid(child, os.WUNTRACED)
        window = _in_flight(ledger)
        if os.WIFSTOPPED(status):
            shared.advance_to(shared.now() + LEASES)
            awake = _wait(_fork(lambda: live(address, theatre.tools, ledger), other, shared, hand=1))
            os.kill(child, signal.SIGCONT)
            status = os.waitpid(child, 0)[1]
            if awake != 0:
                return Verdict(violations=[f"step {step}: not taken over: {_text(other)}"])
        theatre.databases.drop(address)
        found = json.loads(_text(answer)) if status == 0 else {"ended": _text(answer)}
        return judge(f"paused at step {step}", found, ledger, theatre.untouched["incidents"], window)


class _Nothing:
    def begin(self, store: Any, shared: Any) -> None:
        """All is well."""

    def end(self, store: Any, shared: Any) -> None:
        """Still."""


def _in_flight(ledger: Ledger) -> Counter[int]:
    """Attempts, by delivery, whose sending had begun and whose result was not recorded."""
    begun, ended = (
        {(event["delivery"], event["attempt"]) for event in ledger.events(kind)}
        for kind in ("sending", "finished")
    )
    return Counter(delivery for delivery, _ in begun - ended)


def judge(
    label: str, found: dict[str, Any], ledger: Ledger, incidents: Any, window: Counter[int] | None = None
) -> Verdict:
    """Compare database and ledgers. A copy after the result of another was recorded must be in the `window`."""
    if "ended" in found:
        return Verdict(violations=[f"{label}: {found['ended']}"])
    verdict = Verdict(violations=[f"{label}: {wrong}" for wrong in found["torn"]])
    read = set(chain.from_iterable(event["urls"] for event in ledger.events("feed")))
    verdict.lost = len(set(all_urls()) & read - set(found["entries"]))
    copies = Counter(event["delivery"] for event in ledger.events("accepted"))
    verdict.lost += sum(row["state"] != "sent" or not copies[row["id"]] for row in found["deliveries"])
    extra = sum(copies.values()) - len(copies)
    late = _after_the_record(ledger)
    verdict.outside = sum((late - (window or Counter())).values())
    verdict.inside = extra - verdict.outside
    if len(found["deliveries"]) != found["alerts"] * len(CHATS):
        verdict.violations.append(f"{label}: {found['alerts']} alerts, {len(found['deliveries'])} deliveries")
    if len(found["entries"]) != len(set(found["entries"])):
        verdict.violations.append(f"{label}: an entry is stored twice")
    if incidents is not None and found["incidents"] != incidents:
        verdict.violations.append(f"{label}: the reports lie in other incidents: {found['incidents']}")
    return verdict


def _after_the_record(ledger: Ledger) -> Counter[int]:
    """Copies that arrived though it was on record that the message had been sent."""
    sent: set[int] = set()
    late: Counter[int] = Counter()
    for event in ledger.events("accepted", "finished"):
        if event["kind"] == "accepted":
            late[event["delivery"]] += event["delivery"] in sent
        elif event["state"] == "sent":
            sent.add(event["delivery"])
    return +late


def run(size: Size) -> Iterable[Row]:
    """Each trouble where it can happen; the two databases side by side."""
    tools = load_tools()
    with get_context("fork").Pool(1, _inherit, (tools,)) as beside:
        rows = beside.apply_async(_on_sqlite, (size,))
        on_postgres = _on_postgres(size, tools)
        return [*rows.get(), *on_postgres]


_TOOLS: list[Tools] = []


def _inherit(tools: Tools) -> None:
    """Everything but our clock."""
    _TOOLS[:] = [Tools(tools.reader, tools.rules, tools.languages, Shared())]


def _on_sqlite(size: Size) -> list[Row]:
    folder = size.folder / "sqlite"
    folder.mkdir()
    scene = Scene(Theatre(SqliteFiles(folder), folder, _TOOLS[0]))
    scene.rehearse()
    return [
        _row("disk full", scene, scene.trouble(FullDisk, size.of(20, 100))),
        _row("locked by another process", scene, scene.trouble(Locked, size.of(10, 60))),
        *_everywhere(scene, size),
    ]


def _on_postgres(size: Size, tools: Tools) -> list[Row]:
    with postgres(size.folder, forgetful=False) as server:
        scene = Scene(Theatre(server, size.folder, tools))
        scene.rehearse()
        return [
            _row("disk full", scene, scene.trouble(lambda: NoRoom(server), size.of(4, 60))),
            _row("tables locked", scene, scene.trouble(lambda: TablesLocked(server), size.of(4, 60))),
            _row("connections cut", scene, scene.trouble(lambda: Cut(server), size.of(10, 100))),
            _row("server restarted", scene, scene.trouble(lambda: Restarted(server), size.of(2, 10))),
            *_everywhere(scene, size),
        ]


def _everywhere(scene: Scene, size: Size) -> Iterable[Row]:
    yield _row("SIGSTOP past the lease, SIGCONT", scene, scene.pause(size.of(5, 50)))
    jumps = [(seconds, back) for back in (False, True) for seconds in JUMPS]
    verdicts = [
        scene.trouble(lambda s=seconds, b=back: SetClock(s, b), size.of(1, 4), clock=True)
        for seconds, back in jumps
    ]
    yield _row("the clock jumps", scene, list(chain.from_iterable(verdicts)))


def _row(fault: str, scene: Scene, verdicts: Sequence[Verdict]) -> Row:
    return _sum(f"{fault}, {scene.name}", verdicts)
