"""What a hostile document may cost: its own job, never another's and never the parent."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import time
from datetime import UTC, datetime
from functools import partial

import pytest

from alertbot.errors import AlertbotError, ConfigurationError
from alertbot.feeds.errors import FeedUnreadable, UnreadableReason
from alertbot.model import FeedKind, Validators
from alertbot.ops.sandbox import KillReason, ProcessSandbox, SandboxKilled, SandboxLimits
from alertbot.ops.sandbox_child import HEADER
from alertbot.ops.sandbox_worker import Worker

QUICK = SandboxLimits(wall=30.0, cpu=1, memory=200_000_000, output=1_000_000)


def double(number: int, *, plus: int = 0) -> int:
    return number * 2 + plus


def child_id() -> int:
    return os.getpid()


def spin() -> None:
    while True:
        pass


def sleep_long() -> None:
    time.sleep(60)


def hoard() -> int:
    return len(b"x" * 2_000_000_000)


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse() -> None:
    raise FeedUnreadable(UnreadableReason.EMPTY, "https://example.org/feed")


def stumble() -> None:
    raise KeyError("surprise")


def babble() -> bytes:
    return b"x" * 2_000_000


def print_much() -> str:
    print("x" * 100_000)  # noqa: T201
    return "said"


def write_file(path: str) -> bool:
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"escaped")
    except OSError:
        return False
    return True


def dial(port: int) -> str:
    try:
        socket.create_connection(("127.0.0.1", port), 2.0).close()
    except OSError as error:
        return type(error).__name__
    return "connected"


def start_process() -> str:
    try:
        return str(subprocess.run(["true"], check=False).returncode)
    except OSError as error:
        return type(error).__name__


def environment() -> dict[str, str]:
    return dict(os.environ)


def values() -> tuple[object, ...]:
    return (
        datetime(2026, 1, 2, tzinfo=UTC),
        FeedKind.NGO,
        Validators("e", None),
        b"b",
        None,
        [1.5],
        {"a": {1}},
    )


class Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 3",)


def send_bomb() -> Bomb:
    return Bomb()


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def named_module_attribute() -> object:
    return pickle.loads(b"calertbot.ops.sandbox\nProcessSandbox\n.")  # noqa: S301


@pytest.fixture
async def sandbox():
    box = ProcessSandbox(1, limits=QUICK)
    yield box
    await box.close()


async def test_a_job_gives_its_result(sandbox):
    assert await sandbox.run(double, 21) == 42
    assert await sandbox.run(partial(double, plus=1), 21) == 43


async def test_a_child_serves_many_jobs(sandbox):
    assert await sandbox.run(child_id) == await sandbox.run(child_id) != os.getpid()


async def test_values_of_the_house_come_back_whole(sandbox):
    assert await sandbox.run(values) == values()


async def test_an_error_of_the_house_passes_through_and_the_child_lives_on(sandbox):
    before = await sandbox.run(child_id)
    with pytest.raises(FeedUnreadable) as caught:
        await sandbox.run(refuse)
    assert caught.value.reason is UnreadableReason.EMPTY
    assert await sandbox.run(child_id) == before


@pytest.mark.parametrize(
    ("job", "reason"),
    [
        (spin, KillReason.CPU),
        (hoard, KillReason.MEMORY),
        (die, KillReason.CRASH),
        (stumble, KillReason.ERROR),
        (babble, KillReason.OUTPUT),
        (send_bomb, KillReason.OUTPUT),
        (named_module_attribute, KillReason.OUTPUT),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_a_limit_ends_the_job_and_the_next_one_gets_a_new_child(sandbox, job, reason):
    before = await sandbox.run(child_id)
    with pytest.raises(SandboxKilled) as caught:
        await sandbox.run(job)
    assert caught.value.reason is reason
    assert job.__name__ in str(caught.value)
    assert await sandbox.run(child_id) != before


async def test_a_job_that_sleeps_is_ended_by_the_wall_clock():
    box = ProcessSandbox(1, limits=SandboxLimits(wall=3.0))
    await box.run(double, 1)
    with pytest.raises(SandboxKilled) as caught:
        await box.run(sleep_long)
    assert caught.value.reason is KillReason.WALL
    assert await box.run(double, 2) == 4
    await box.close()


async def test_other_jobs_go_on_while_one_is_stuck():
    box = ProcessSandbox(2, limits=QUICK)
    stuck = asyncio.create_task(box.run(spin))
    assert [await box.run(double, number) for number in range(20)] == [2 * number for number in range(20)]
    with pytest.raises(SandboxKilled):
        await stuck
    await box.close()


async def test_more_jobs_than_children_wait_their_turn(sandbox):
    assert await asyncio.gather(*(sandbox.run(double, n) for n in range(30))) == [2 * n for n in range(30)]


async def test_a_cancelled_job_frees_its_place(sandbox):
    task = asyncio.create_task(sandbox.run(sleep_long))
    await asyncio.sleep(0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await sandbox.run(double, 3) == 6


async def test_a_child_killed_from_outside_is_replaced(sandbox):
    os.kill(await sandbox.run(child_id), signal.SIGKILL)
    await asyncio.sleep(0.1)
    assert await sandbox.run(double, 4) == 8


async def test_the_document_after_a_hostile_one_is_read_by_a_child_that_stood_ready():
    box = ProcessSandbox(1, limits=QUICK)
    await box.run(child_id)
    ready = await box._spare._ready[0]
    with pytest.raises(SandboxKilled):
        await box.run(die)
    assert await box.run(child_id) == ready._process.pid
    assert await box._spare._ready[0] is not ready
    await box.close()


async def test_closing_at_once_leaves_no_child_that_was_about_to_stand_ready():
    box = ProcessSandbox(1, limits=QUICK)
    await box.run(child_id)
    coming = box._spare._ready[0]
    await box.close()
    assert coming.done()
    assert not box._all


async def test_a_child_that_stood_ready_and_died_is_passed_over(sandbox):
    await sandbox.run(child_id)
    ready = await sandbox._spare._ready[0]
    await ready.kill()
    with pytest.raises(SandboxKilled):
        await sandbox.run(die)
    assert await sandbox.run(double, 5) == 10


async def test_a_child_whose_answer_nobody_reads_can_be_ended():
    worker = await Worker.start((), QUICK.memory, QUICK.cpu)
    request = pickle.dumps((babble, ()))
    worker._process.stdin.writelines((HEADER.pack(b"J", len(request)), request))
    while not worker._process.stdout._paused:
        await asyncio.sleep(0.01)
    async with asyncio.timeout(30):
        await worker.kill()
    assert not worker.alive


async def test_a_worn_out_child_is_replaced():
    box = ProcessSandbox(1, limits=SandboxLimits(jobs_per_worker=2))
    ids = [await box.run(child_id) for _ in range(4)]
    assert ids[0] == ids[1] != ids[2] == ids[3]
    await box.close()


async def test_what_a_library_prints_does_not_disturb_the_answer(sandbox):
    assert await sandbox.run(print_much) == "said"


async def test_a_child_cannot_write_files(sandbox, tmp_path):
    target = tmp_path / "escaped"
    assert await sandbox.run(write_file, str(target)) is False
    assert not target.exists() or target.read_bytes() == b""


async def test_a_child_cannot_reach_the_network(sandbox):
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert dial(server.getsockname()[1]) == "connected"
        assert await sandbox.run(dial, server.getsockname()[1]) == "PermissionError"


async def test_a_child_cannot_start_another_process(sandbox):
    assert await sandbox.run(start_process) == "PermissionError"


async def test_a_child_sees_no_secrets(monkeypatch):
    monkeypatch.setenv("ALERTBOT_TELEGRAM_TOKEN", "123:secret")
    box = ProcessSandbox(1, limits=QUICK)
    seen = await box.run(environment)
    assert "123:secret" not in seen.values()
    assert not any(name.startswith("ALERTBOT") for name in seen)
    await box.close()


async def test_closing_leaves_no_child_behind_even_in_the_middle_of_a_job():
    box = ProcessSandbox(2, limits=QUICK)
    children = {await box.run(child_id)}
    task = asyncio.create_task(box.run(sleep_long))
    await asyncio.sleep(0.3)
    await box.close()
    with pytest.raises(SandboxKilled):
        await task
    assert not any(map(runs, children))
    with pytest.raises(SandboxKilled):
        await box.run(double, 1)


async def test_a_large_document_goes_through(sandbox):
    assert await sandbox.run(len, b"x" * 10_000_000) == 10_000_000


def test_sandbox_killed_is_an_error_of_the_house_that_may_pass_with_time():
    error = SandboxKilled(KillReason.CPU, "parse_feed")
    assert isinstance(error, AlertbotError)
    assert not error.permanent
    assert ConfigurationError.permanent
