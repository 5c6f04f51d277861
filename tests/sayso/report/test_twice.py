"""The same test twice in one run, and reports that come in an unusual order."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.outcome import State
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

TRIED = """\
Feature: Trying
  Scenario: It is tried
    Given a start
    When it is tried
  Scenario: It always works
    Given a start
"""
TWICE = """
def pytest_collection_modifyitems(items):
    items[:] = [items[0], *items, items[0]]
"""
PARTS = """
import pytest

@pytest.fixture(autouse=True)
def parts(subtests, evidence):
    with subtests.test("before"):
        evidence.add("looked around", kind="text/plain", title="Before")
        {before}
    yield
    with subtests.test("after"):
        evidence.add("looked back", kind="text/plain", title="After")
        {after}
"""


@pytest.mark.parametrize("more", [(), ("-n2",)], ids=" ".join)
def test_a_failure_that_nobody_wanted_retried_stays_one(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    project = Project.at(tmp_path, {"trying": TRIED})
    (tmp_path / "conftest.py").write_text(TWICE, "utf-8")
    finished = project.run("features", *more)
    assert "2 scenarios: 1 passed, 1 failed" in finished.stdout, finished.stdout
    tried, always = project.recorded().outcomes
    assert (tried.state, always.state) == (State.FAILS, State.WORKS)
    assert len({attempt.case for attempt in tried.attempts}) == len(tried.attempts) == 3
    assert complaints(project.reports / "messages.ndjson") == []


@pytest.mark.parametrize("more", [(), ("-n2",)], ids=" ".join)
@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ("pass", "pass", State.WORKS),
        ("assert False, 'it rains'", "pass", State.FAILS),
        ("pass", "assert False, 'it rains'", State.FAILS),
    ],
)
def test_subtests_around_the_steps_lose_nothing(
    tmp_path: Path, more: tuple[str, ...], before: str, after: str, state: State
) -> None:
    text = "Feature: F\n  Scenario: S\n    Given a start\n    When 3 are added\n"
    project = Project.at(tmp_path, {"parts": text})
    (tmp_path / "conftest.py").write_text(PARTS.format(before=before, after=after), "utf-8")
    # pytest-rerunfailures 16.7 breaks on a subtest in a fixture
    finished = project.run("features", "-pno:rerunfailures", *more)
    assert "INTERNALERROR" not in finished.stdout
    (outcome,) = project.recorded().outcomes
    (attempt,) = outcome.attempts
    assert outcome.state is state, finished.stdout
    assert [step.status for step in attempt.steps] == ["PASSED", "PASSED"]
    assert [each.title for part in attempt.parts for each in part.evidence] == ["Before", "After"]
    if state is State.FAILS:
        assert attempt.tear_down.failure is not None
        assert attempt.tear_down.failure.message == "it rains\nassert False"
    assert complaints(project.reports / "messages.ndjson") == []
