"""Health: trouble counts when it lasts, is told once, and its end is told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from alertbot.errors import StoreBusy
from alertbot.ops.health import STALE, Standing, describe, from_json, stand, to_json
from alertbot.ops.watchdog import EVERY, Probe, Watchdog

NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Patient:
    """One part, well or ill as the test says, under a watchdog with a clock of its own."""

    def __init__(self, file: Path, patience: timedelta = 2 * MINUTE) -> None:
        self.now, self.trouble, self.told, self.reached = NOW, None, [], True
        self.file, self.patience = file, patience
        self.dog = self.new_dog()

    def new_dog(self) -> Watchdog:
        return Watchdog([Probe("database", self.look, self.patience)], self.tell, self.file, lambda: self.now)

    async def look(self, now: datetime) -> str | None:
        if self.trouble == "busy":
            raise StoreBusy("the database is locked")
        return self.trouble

    async def tell(self, part: str, standing: Standing, now: datetime) -> bool:
        if self.reached:
            self.told.append((part, "over" if standing.over else standing.detail))
        return self.reached

    async def live(self, span: timedelta) -> None:
        for _ in range(int(span / EVERY)):
            self.now += EVERY
            await self.dog()

    def well(self) -> bool:
        return describe(self.file.read_text(encoding="utf-8"), self.now)[0]


async def test_lasting_trouble_turns_red_and_is_told_once(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "health.json")
    await patient.live(MINUTE)
    assert patient.well()
    patient.trouble = "disk full"
    await patient.live(MINUTE)
    assert patient.well()
    await patient.live(10 * MINUTE)
    assert not patient.well()
    assert patient.told == [("database", "disk full")]


async def test_short_trouble_is_told_to_nobody(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "health.json")
    for trouble in ("disk full", None) * 5:
        patient.trouble = trouble
        await patient.live(MINUTE)
    assert patient.told == []


async def test_recovery_is_told_once_it_has_lasted(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "health.json")
    patient.trouble = "disk full"
    await patient.live(5 * MINUTE)
    patient.trouble = None
    await patient.live(timedelta(seconds=40))
    assert not patient.well()
    await patient.live(5 * MINUTE)
    assert patient.well()
    assert patient.told == [("database", "disk full"), ("database", "over")]


async def test_a_second_trouble_is_told_again(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "health.json")
    for trouble in ("disk full", None, "locked", None):
        patient.trouble = trouble
        await patient.live(5 * MINUTE)
    assert [what for _, what in patient.told] == ["disk full", "over", "locked", "over"]


async def test_a_restart_tells_nothing_twice(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "health.json")
    patient.trouble = "disk full"
    await patient.live(5 * MINUTE)
    patient.dog = patient.new_dog()
    await patient.live(5 * MINUTE)
    assert len(patient.told) == 1
    patient.trouble = None
    patient.dog = patient.new_dog()
    await patient.live(5 * MINUTE)
    assert patient.told[1:] == [("database", "over")]


async def test_operators_out_of_reach_are_told_later(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "health.json")
    patient.trouble, patient.reached = "Telegram is away", False
    await patient.live(5 * MINUTE)
    assert not patient.well()
    patient.trouble = None
    await patient.live(5 * MINUTE)
    patient.reached = True
    await patient.live(MINUTE)
    assert patient.told == [("database", "over")]


async def test_a_part_that_cannot_be_looked_at_is_in_trouble(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "health.json")
    patient.trouble = "busy"
    await patient.live(5 * MINUTE)
    assert patient.told == [("database", "the database is locked")]


async def test_a_folder_that_cannot_be_written_stops_no_watching(tmp_path: Path) -> None:
    patient = Patient(tmp_path / "gone" / "health.json")
    patient.trouble = "disk full"
    await patient.live(5 * MINUTE)
    assert len(patient.told) == 1


def test_a_health_file_says_what_is_wrong_since_when() -> None:
    red = stand(stand(Standing(), "disk full", MINUTE, NOW), "disk full", MINUTE, NOW + MINUTE)
    text = to_json({"database": red, "feeds": Standing()}, NOW + MINUTE)
    well, lines = describe(text, NOW + MINUTE)
    assert not well
    assert "database: RED for 1 min: disk full" in lines
    assert "feeds: well" in lines
    assert from_json(text) == (NOW + MINUTE, {"database": red, "feeds": Standing()})


def test_an_old_health_file_means_that_the_process_hangs() -> None:
    well, lines = describe(to_json({"feeds": Standing()}, NOW), NOW + STALE + MINUTE)
    assert not well
    assert lines[0] == "not well: no sign of life for 180 s"


def test_half_a_health_file_is_not_well_and_harms_nothing() -> None:
    assert describe('{"at": "2026-07-06T12:', NOW) == (False, ["not well: the health file cannot be read"])
    assert from_json("[]") == (None, {})
