"""Containers are started, followed and removed as a command that the supervisor runs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.settings import Settings, SettingsError
from sayso.target.compose import project_name
from sayso.target.process import NotReadyError
from sayso.target.targets import Start, running
from sayso.target.waiting import eventually
from tests.sayso.target.test_targets import started_in

# Stands in for Docker: notes what it is asked, and prints the logs of two containers.
DOCKER = """
import json, os, pathlib, sys, time
asked = sys.argv[1:]
with pathlib.Path("asked").open("a") as notes:
    notes.write(json.dumps(asked) + "\\n")
words = asked[asked.index("-p") + 2:]
if words[0] == "up" and pathlib.Path("broken").exists():
    sys.exit(pathlib.Path("broken").read_text())
if words[0] == "logs":
    print("web-1  | listening on " + os.environ["WEB_PORT"], flush=True)
    print("mail-1 | ready", flush=True)
while "-f" in words and not pathlib.Path("over").exists():
    time.sleep(0.05)
"""
TOML = """
[tool.sayso.targets.containers]
compose = ["compose.yaml", "tests.yaml"]
ready = { log = "^web-1 +[|] listening on [0-9]+$" }
ready_within = 10
environment = { WEB_PORT = "{port:web}" }
[tool.sayso.targets.containers.addresses]
web = "http://127.0.0.1:{port:web}"
"""
CALL = ["compose", "-f", "compose.yaml", "-f", "tests.yaml", "-p", "sayso-4f3a-shop"]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    (tmp_path / "docker.py").write_text(DOCKER)
    docker = tmp_path / "bin/docker"
    docker.parent.mkdir()
    docker.write_text(f'#!/bin/sh\nexec {sys.executable} {tmp_path}/docker.py "$@"\n')
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{docker.parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "pyproject.toml").write_text(TOML)
    return started_in(tmp_path, Settings.at(tmp_path))


def asked(folder: Path) -> Iterator[list[str]]:
    for line in (folder / "asked").read_text().splitlines():
        words = json.loads(line)
        assert words[: len(CALL)] == CALL
        yield words[len(CALL) :]


STARTED = [["up", "-d"], ["logs", "-f", "--no-color"]]


def test_containers_are_started_followed_and_removed(start: Start, tmp_path: Path) -> None:
    with running(start, "containers") as system:
        assert system.process is not None
        assert list(asked(tmp_path)) == STARTED
        port = system["web"].rpartition(":")[2]
        assert system.process.output() == f"web-1  | listening on {port}\nmail-1 | ready\n"
    assert list(asked(tmp_path)) == [*STARTED, ["down", "-v"]]


def test_containers_that_have_all_ended_are_a_system_that_ended(
    start: Start, tmp_path: Path
) -> None:
    with running(start, "containers") as system:
        (tmp_path / "over").touch()
        eventually(
            system.ending,
            satisfies=lambda ending: "ended with exit code 0; the end of its log" in ending,
            what="the end",
            where="the system",
        )
    assert list(asked(tmp_path))[-1] == ["down", "-v"]


def test_a_failed_start_shows_what_docker_said_and_the_logs(start: Start, tmp_path: Path) -> None:
    (tmp_path / "broken").write_text("Cannot connect to the Docker daemon")
    with pytest.raises(NotReadyError, match="ended with exit code 1") as failure:
        running(start, "containers").__enter__()
    assert "    Cannot connect to the Docker daemon\n    web-1  | listening" in str(failure.value)
    assert list(asked(tmp_path)) == [["up", "-d"], ["logs", "--no-color"], ["down", "-v"]]


def test_a_missing_docker_is_told_in_one_line(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match=r'compose: there is no program "docker"; install it'):
        running(start, "containers").__enter__()


@pytest.mark.parametrize(
    ("text", "name"), [("sayso-1f-gw0-Shop.x", "sayso-1f-gw0-shop-x"), ("_a", "a")]
)
def test_a_project_has_a_name_that_docker_takes(text: str, name: str) -> None:
    assert project_name(text) == name
