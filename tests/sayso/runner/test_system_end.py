"""A system that ends in the middle of a run: told in one line, started again, or not run."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from tests.projects.system_project import Project

STEPS = """
import pytest
from pytest_bdd import given, parsers, then

class Till:
    def __init__(self, system):
        self.address = system["gateway"]

@pytest.fixture(scope="session")
def till(system):
    yield Till(system)
    if system.process.exit_code is not None:
        raise ConnectionError("the till cannot be closed")

@pytest.fixture
def order(http, request):
    address = request.getfixturevalue("till").address
    yield
    http.get(address + "/order")

@given(parsers.parse("a call for {path}"))
def call(till, base_url, http, path):
    assert http.get(base_url + path).ok

@given("an order")
def place(order): pass

@given("a quiet end")
def quiet_end(till, http, system):
    with pytest.raises(Exception):
        http.get(till.address + "/end")
    assert system.process._supervisor.wait(10)
"""
FEATURE = """
Feature: Calling
  Scenario: 1 works
    Given a call for /
  Scenario: 2 ends it
    Given an order
    Given a call for /end
  Scenario: 3 works again
    Given a call for /
  Scenario: 4 ends it unnoticed
    Given a quiet end
  Scenario: 5 works again
    Given a call for /
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write("steps/calls.py", STEPS)
    project.write("features/calls.feature", FEATURE)
    return project


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_a_started_system_is_told_to_have_ended_and_started_again(
    project: Project, workers: tuple[str, ...]
) -> None:
    result = project.run("features", *workers)
    assert result.returncode == pytest.ExitCode.TESTS_FAILED
    assert "5 scenarios: 4 passed, 1 failed" in result.stdout, result.stdout
    failure, summary = result.stdout.split("= system under test =")
    ended = r'the system "tiny" ended with exit code 137 \(SIGKILL\); the end of its log, .*\.log:'
    assert len(re.findall(rf"^{ended}$", failure, re.MULTILINE)) == 1, failure
    assert "ended with exit code 137 (SIGKILL), and UnreachableError followed" in failure
    assert "    out of memory\n  what failed by that: ConnectionError: " in failure
    assert "> Given a call for /end   <- features/calls.feature:7" in failure
    assert "Traceback" not in result.stdout + project.read("reports/messages.ndjson")
    assert not re.search(r"\.py:\d", result.stdout), result.stdout
    for scenario in ("2 ends it", "4 ends it unnoticed"):
        assert f"(SIGKILL) during features/calls.feature::{scenario}" in summary
    assert "the till cannot be closed" in summary


AWAY = """
[tool.sayso.targets.away]
database_changes = false
[tool.sayso.targets.away.addresses]
gateway = "http://127.0.0.1:PORT"
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_while_a_system_that_runs_elsewhere_is_away_the_rest_is_not_run(
    project: Project, workers: tuple[str, ...]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    project.write(
        "pyproject.toml", project.read("pyproject.toml") + AWAY.replace("PORT", str(port))
    )
    project.write("steps/calls.py", STEPS.replace("system.process.exit_code", "None"))
    result = project.run("features", "--target", "away", "-k", "works", *workers)
    told = (
        f'the system "away" is away: 127.0.0.1:{port}: connection refused; start it, or correct '
        "[tool.sayso.targets.away]"
    )
    failed = result.stdout.count(" - the system")  # each worker has to see it for itself
    assert failed in ((1, 2) if workers else (1,)), result.stdout
    assert f"5 scenarios: {failed} failed, {3 - failed} not run, 2 deselected" in result.stdout
    assert f"  {3 - failed} not run: {told}" in result.stdout
    assert result.returncode == pytest.ExitCode.TESTS_FAILED


def test_a_system_that_does_not_start_is_told_once(project: Project) -> None:
    project.write("tiny_shop.py", "raise SystemExit('the books cannot be opened')")
    result = project.run("features")
    assert "5 scenarios: 1 failed, 4 not run" in result.stdout, result.stdout
    assert result.stdout.count("the books cannot be opened") == 1
    assert '  4 not run: the system "tiny" did not start, as told above' in result.stdout
