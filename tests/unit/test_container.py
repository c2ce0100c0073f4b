"""The container files say what `./run start` needs, and nothing that does not exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml

from alertbot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"
KNOWN = {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_compose_file_follows_the_compose_specification() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(COMPOSE),
    ]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_variable_the_container_files_name_is_a_setting() -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z_]+", COMPOSE.read_text() + DOCKERFILE.read_text()))
    assert named
    assert named <= KNOWN


def test_the_container_cannot_write_outside_its_volume_and_is_not_root() -> None:
    bot = yaml.safe_load(COMPOSE.read_text())["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert [volume for volume in bot["volumes"] if not volume.endswith(":ro")] == ["data:/data"]
    assert re.search(r"^USER alertbot$", DOCKERFILE.read_text(), re.MULTILINE)


def test_the_scale_profile_adds_a_database_and_two_workers_to_the_one_bot() -> None:
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    assert {name for name, service in services.items() if "profiles" not in service} == {"bot"}
    assert services["worker"]["command"] == ["run", "--role", "worker"]
    assert services["worker"]["deploy"]["replicas"] == 2
    assert services["worker"]["read_only"] is True
    assert services["postgres"]["profiles"] == services["worker"]["profiles"] == ["scale"]
    assert "ports" not in services["postgres"]


def test_the_image_installs_only_what_the_lock_files_pin() -> None:
    installs = re.findall(r"pip install[^\n&]*", DOCKERFILE.read_text())
    assert installs
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    assert "HEALTHCHECK" in DOCKERFILE.read_text()


def test_the_lock_files_carry_hashes_and_no_index_address() -> None:
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://", text), f"{lock.name} names an address"
