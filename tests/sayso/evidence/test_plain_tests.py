"""Evidence of tests that are no scenarios, and of each attempt at one."""

from __future__ import annotations

import fnmatch
from pathlib import Path

import pytest

from tests.projects.system_project import Project

NOTHING = """
from pytest_bdd import given
@given("nothing")
def nothing(): pass
"""
NOISY = """
def test_it(page, system):
    with page.expect_event("requestfailed"), page.expect_event("pageerror"):
        page.goto(system["gateway"] + "/noisy")
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A run with a feature draws a report, and so keeps the evidence of its other tests as well."""
    project = Project.listening(tmp_path)
    project.write("features/any.feature", "Feature: Any\n  Scenario: Any\n    Given nothing\n")
    project.write("steps/any.py", NOTHING)
    return project


def test_what_the_browser_complains_of_is_kept(project: Project) -> None:
    project.write("test_it.py", NOISY)
    assert "2 passed" in (result := project.run()).stdout, result.stdout
    told = [f"{entry['title']}: {entry['text']}" for entry in project.entries]
    for complaint in (  # in no certain order: the page loads while its script runs
        "The browser's console: something is odd\nhttp://127.0.0.1:*",
        "An error in a script of the page: *script broke*",
        "A failed request: GET http://127.0.0.1:9/gone.png\nnet::ERR_*",
    ):
        assert fnmatch.filter(told, complaint), f"{complaint!r} is not among {told}"


PLAIN = """
import os, signal
import pytest

def test_page(page, system):
    page.goto(system["gateway"])
    raise AssertionError("it sent password=a-secret-value")

def test_printing():
    print("Authorization: Bearer abcdefgh12345678")
    assert {"password": "a-secret-value"} == {}

def test_system(system):
    os.kill(system.process._supervisor.pid, signal.SIGTERM)
    system.process._supervisor.wait(10)
    raise AssertionError
"""


def test_a_test_that_is_no_scenario_leaves_evidence_too(project: Project) -> None:
    project.write("test_it.py", PLAIN)
    result = project.run("--junit-xml=junit.xml")
    assert "3 failed" in result.stdout
    entries = project.entries
    told = {(entry["test"], entry["title"].partition(":")[0]) for entry in entries}
    assert ("test_page[chromium]", "The page at the failure") in told
    assert ("test_system", "The end of the log (main-tiny.log)") in told
    assert 'the system "tiny" ended with exit code 143 (SIGTERM)' in result.stdout
    for text in (result.stdout, project.read("junit.xml")):
        assert "a-secret-value" not in text
        assert "abcdefgh12345678" not in text
        assert "password=[removed]" in text


AGAIN = """
import pytest
attempts = []
def test_it(evidence):
    attempts.append(1)
    evidence.add(f"attempt {len(attempts)}", kind="text/plain", title="Which")
    assert len(attempts) == 2
"""


def test_each_attempt_has_its_own_evidence(project: Project) -> None:
    project.write("test_it.py", AGAIN)
    assert "2 passed, 1 rerun" in project.run("--reruns", "1").stdout
    assert [entry["text"] for entry in project.entries] == ["attempt 1", "attempt 2"]


LEAKING = """
import pytest

def test_skipping():
    pytest.skip("Authorization: Bearer abcdefgh12345678 is refused")

def test_failing():
    raise ValueError("Authorization: Bearer abcdefgh12345678 is unknown")
"""


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_the_summary_tells_reasons_without_their_secrets(
    project: Project, workers: tuple[str, ...]
) -> None:
    project.write("test_it.py", LEAKING)
    result = project.run("-ra", *workers)
    told = [line for line in result.stdout.splitlines() if line.startswith(("SKIPPED", "FAILED"))]
    assert told == [
        "SKIPPED [1] test_it.py:5: Authorization: Bearer [removed] is refused",
        "FAILED test_it.py::test_failing - ValueError: Authorization: Bearer [removed] is unknown",
    ]
    assert "1 failed, 1 passed, 1 skipped" in result.stdout, result.stdout
    assert "abcdefgh12345678" not in result.stdout


@pytest.mark.parametrize("arguments", [("test_it.py",), ("--no-report",)], ids=" ".join)
def test_a_run_without_a_report_takes_no_pictures(
    project: Project, arguments: tuple[str, ...]
) -> None:
    project.write("test_it.py", "def test_it(page, evidence): raise AssertionError\n")
    assert "1 failed" in (result := project.run(*arguments)).stdout, result.stdout
    assert project.entries == []
    assert not (project.folder / "reports/evidence").exists()
