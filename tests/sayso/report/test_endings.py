"""Every scenario of the given files ends in one state, whatever ended the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.html import wording as words
from sayso.report.outcome import State
from tests.projects.report_endings import FEATURE, STEPS
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

TWO = """\
Feature: Two
  @later
  Scenario: The first
    Given a start
    When {}
  Scenario: The second
    Given a start
"""
IN_BROWSERS = """\
Feature: Two
  Scenario: The first
    When it is run in two browsers
  Scenario: The second
    When it fails in both browsers
"""
TEAR_DOWN = """

@pytest.fixture
def stopped_while_tidying():
    yield
    raise KeyboardInterrupt

@when("its tear-down is interrupted")
def interrupted_later(stopped_while_tidying):
    pass

@when("it is said to be enough")
def enough():
    pytest.exit("that is enough", returncode=0)

@pytest.fixture(params=["works", "missing", "skipped"])
def browser_of_ours(request):
    return request.param

@when("one of three browsers is missing")
def look(browser_of_ours):
    from sayso import not_run
    if browser_of_ours == "skipped":
        pytest.skip("not here")
    if browser_of_ours == "missing":
        not_run("needs the browser")

@pytest.fixture(params=["a", "b"], scope="session")
def run_after_run(request):
    return request.param

@when("it is run in two browsers")
def two_browsers(run_after_run):
    pass

@when("it fails in both browsers")
def fails_in_both(run_after_run):
    assert not run_after_run

@when("a server is needed")
def server():
    from sayso import not_run
    not_run("needs a server")
"""
QUARANTINE = """
[[quarantined]]
scenario = "features/part/two.feature::The first"
owner = "Sam"
until = 2999-12-24
reason = "SHOP-88"
"""
CRASH = ("the worker dies", "-n1", "--max-worker-restart=0")


def counts_of(project: Project, *arguments: str) -> dict[State, int]:
    """How many scenarios of a run ended how."""
    project.run("features", *arguments)
    return project.recorded().counts


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("the weather is bad",), {State.SKIPPED: 1, State.WORKS: 1}),
        (("a server is needed",), {State.NOT_RUN: 1, State.WORKS: 1}),
        (("one of three browsers is missing",), {State.NOT_RUN: 1, State.WORKS: 1}),
        (("its tear-down is interrupted",), {State.INTERRUPTED: 1, State.NOT_RUN: 1}),
        (("somebody presses Ctrl-C",), {State.INTERRUPTED: 1, State.NOT_RUN: 1}),
        (("it is said to be enough",), {State.INTERRUPTED: 1, State.NOT_RUN: 1}),
        (("it is said to be enough", "-n1"), {State.INTERRUPTED: 1, State.NOT_RUN: 1}),
        (("3 are added", "--tags=@later"), {State.SKIPPED: 1, State.DESELECTED: 1}),
        (("3 are added", "-kfirst", "-n1"), {State.SKIPPED: 1, State.DESELECTED: 1}),
        (("3 are added", "-kthird"), {State.DESELECTED: 2}),
        (CRASH, {State.FAILS: 1, State.NOT_RUN: 1}),
        (("it is tried", "-x"), {State.FAILS: 1, State.NOT_RUN: 1}),
        (("nobody wrote this",), {State.NOT_AUTOMATED: 1, State.NOT_RUN: 1}),
    ],
)
def test_every_ending_has_its_state(
    tmp_path: Path, arguments: tuple[str, ...], expected: dict[State, int]
) -> None:
    happening, *options = arguments
    text = TWO.format(happening)
    if happening != "3 are added":
        text = text.replace("  @later\n", "")
    project = Project.at(tmp_path, {"two": text}, STEPS + TEAR_DOWN)
    assert counts_of(project, *options) == expected


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_browser_that_a_stopped_run_never_came_to_is_not_run(
    tmp_path: Path, workers: str
) -> None:
    project = Project.at(tmp_path, {"two": IN_BROWSERS}, STEPS + TEAR_DOWN)
    counts = counts_of(project, "-x", f"-n{workers}")
    assert counts == {State.NOT_RUN: 1, State.FAILS: 1}
    assert complaints(project.reports / "messages.ndjson") == []
    page = (project.reports / "f/features/part/two.html").read_text("utf-8")
    assert "It was not run with [b]." in page


def test_every_ending_of_one_run_is_counted(tmp_path: Path) -> None:
    quarantined = TWO.format("the weather is bad").replace("@later", "@quarantine")
    quarantined = quarantined.replace("the weather is bad", "it is tried")
    project = Project.at(tmp_path, {"endings": FEATURE, "two": quarantined})
    (tmp_path / "quarantine.toml").write_text(QUARANTINE, encoding="utf-8")
    counts = counts_of(project, "--reruns=1", "--deselect=features/part/two.feature::The second")
    assert counts == {
        State.WORKS: 3,
        State.FAILS: 5,
        State.FLAKY: 1,
        State.KNOWN_BUG: 1,
        State.QUARANTINED: 1,
        State.SKIPPED: 2,
        State.DESELECTED: 1,
    }


def test_the_pages_tell_what_was_deselected(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {"two": TWO.format("3 are added")})
    project.run("features", "-ksecond")
    start_page = (project.reports / "index.html").read_text("utf-8")
    assert "<h1>1 of 2 scenarios looked at, and it works.</h1>" in start_page
    assert "1 was not looked at." in start_page
    assert '<option value="deselected">not looked at (1)</option>' in (
        project.reports / "run.html"
    ).read_text("utf-8")
    assert words.remarks(project.recorded().counts) == ["1 was not looked at."]


def test_one_definition_that_no_scenario_needs_is_told_as_one(tmp_path: Path) -> None:
    steps = 'from pytest_bdd import given\n\n@given("a start")\n@given("a mug")\ndef start(): ...\n'
    text = "Feature: One\n  Scenario: The first\n    Given a start\n"
    project = Project.at(tmp_path, {"one": text}, steps)
    project.run("features")
    page = (project.reports / "run.html").read_text("utf-8")
    assert "<summary>1 step definition</summary>" in page
