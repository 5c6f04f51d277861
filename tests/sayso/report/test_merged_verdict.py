"""What recordings say together: nothing that failed, or never ran, turns into a success."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.cli.merge import main
from sayso.report.model import Run
from sayso.report.outcome import State
from sayso.report.reader import read_run
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

TRYING = """\
Feature: Trying
  Scenario: First
    Given a try
  Scenario: Second
    Given a try
  Scenario: Third
    Given a try
"""
IN_BROWSERS = """\
Feature: Trying
  Scenario: First
    Given a try in a browser
"""
STEPS = """
from pathlib import Path
import pytest
from pytest_bdd import given

@given("a try")
def tried():
    assert not Path("broken").exists()

@pytest.fixture(params=["a", "b"])
def browser_of_ours(request):
    return request.param

@given("a try in a browser")
def tried_in(browser_of_ours):
    assert not Path(f"broken-{browser_of_ours}").exists()
"""
Recorder = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.at(tmp_path, {"trying": TRYING}, STEPS)


@pytest.fixture
def record(project: Project) -> Recorder:
    """Records a run, in which what is named `broken` does not work; returns its folder."""

    def run(name: str, *arguments: str, broken: str = "") -> str:
        if broken:
            (project.root / broken).touch()
        project.run("features", *arguments, "--report-dir", name)
        if broken:
            (project.root / broken).unlink()
        return str(project.root / name)

    return run


def merged(*runs: str) -> tuple[str, Run]:
    """The folder of these recordings as one, and what it tells."""
    folder = Path(runs[0]).with_name("-".join(Path(run).name for run in runs))
    assert main([*runs, "-o", str(folder)]) == 0
    assert complaints(folder / "messages.ndjson") == []
    return str(folder), read_run(folder / "messages.ndjson")


def states(run: Run) -> list[State]:
    return [outcome.state for outcome in run.outcomes]


def test_a_browser_that_was_not_tried_again_still_fails(project: Project, record: Recorder) -> None:
    (project.root / "features/part/trying.feature").write_text(IN_BROWSERS, "utf-8")
    first = record("first", broken="broken-a")
    again, run = merged(first, record("again", "-k", "b]"))
    assert (states(run), run.success) == ([State.FAILS], False)
    _, run = merged(again, record("third", "-k", "a]"))
    assert (states(run), run.success) == ([State.FLAKY], True)
    assert [len(outcome.attempts) for outcome in run.outcomes] == [4]


def test_what_a_stopped_run_never_reached_is_no_success(record: Recorder) -> None:
    first = record("first", "-x", broken="broken")
    again, run = merged(first, record("again", "-k", "First or Second"))
    assert states(run) == [State.FLAKY, State.WORKS, State.NOT_RUN]
    assert run.success is False
    _, run = merged(again, record("third", "-k", "Third"))
    assert run.success is True


def test_a_browser_that_a_stopped_run_never_came_to_is_no_success(
    project: Project, record: Recorder
) -> None:
    second = IN_BROWSERS.partition("\n")[2].replace("First", "Second")
    (project.root / "features/part/trying.feature").write_text(IN_BROWSERS + second, "utf-8")
    steps = project.root / "steps/sample.py"
    steps.write_text(STEPS.replace('params=["a", "b"]', 'params=["a", "b"], scope="session"'))
    first = record("first", "-x", broken="broken-a")
    again, run = merged(first, record("again", "-k", "a]"))
    assert states(run) == [State.FLAKY, State.NOT_RUN]
    assert run.success is False
    assert all(outcome.definitions[0] in run.definitions for outcome in run.outcomes)
    _, run = merged(again, record("third", "-k", "b]"))
    assert (states(run), run.success) == ([State.FLAKY, State.WORKS], True)


def test_what_was_deselected_in_all_runs_is_no_failure(record: Recorder) -> None:
    _, run = merged(record("first", "-k", "First"), record("second", "-k", "Second"))
    assert states(run) == [State.WORKS, State.WORKS, State.DESELECTED]
    assert run.success is True


def test_a_step_without_code_is_remembered_until_its_scenario_is_tried(
    project: Project, record: Recorder
) -> None:
    gap = "Feature: Gap\n  Scenario: {}\n    Given nobody wrote the {}\n"
    for name in ("one", "other"):
        text = gap.format(name, name)
        (project.root / f"features/part/{name}.feature").write_text(text, "utf-8")
    one, other = (
        record(name, f"--ignore=features/part/{left_out}.feature")
        for name, left_out in (("first", "other"), ("second", "one"))
    )
    both, run = merged(one, other)
    assert states(run)[:2] == [State.NOT_AUTOMATED, State.NOT_AUTOMATED]
    assert run.success is False
    with (project.root / "steps/sample.py").open("a") as steps:
        steps.write('\n@given("nobody wrote the one")\ndef one(): pass\n')
    third = record("third", "--ignore=features/part/other.feature")
    late, run = merged(both, third)
    assert states(run) == [State.WORKS, State.NOT_AUTOMATED, *[State.WORKS] * 3]
    assert [uri for uri, _line, _text in run.unreadable] == ["features/part/other.feature"]
    assert run.success is False
    with (project.root / "steps/sample.py").open("a") as steps:
        steps.write('\n@given("nobody wrote the other")\ndef other(): pass\n')
    _, run = merged(late, record("fourth", "features/part/other.feature"))
    assert (set(states(run)), run.unreadable, run.success) == ({State.WORKS}, [], True)
    assert [each["pattern"] for each in run.step_list].count("nobody wrote the one") == 1


def test_a_failed_plain_test_is_not_forgiven_with_a_failed_scenario(
    project: Project, record: Recorder
) -> None:
    (project.root / "test_plain.py").write_text("def test_plain():\n    assert False\n", "utf-8")
    first = record("first", "test_plain.py", broken="broken")
    again, run = merged(first, record("again"))
    assert set(states(run)) == {State.FLAKY}
    assert run.message == "1 failure in tests that are no scenarios."
    assert run.success is False
    _, run = merged(again, record("third"))
    assert run.success is False


def test_the_latest_attempt_counts_in_whatever_steps_the_runs_are_merged(record: Recorder) -> None:
    first = record("first", broken="broken")
    second = record("second")
    third = record("third", "-k", "First", broken="broken")
    outer, _ = merged(first, third)
    _, run = merged(outer, second)
    assert states(run) == [State.FAILS, State.FLAKY, State.FLAKY]
    assert run.success is False
    tries = next(run.outcomes).attempts
    assert [attempt.state for attempt in tries] == [State.FAILS, State.WORKS, State.FAILS]
