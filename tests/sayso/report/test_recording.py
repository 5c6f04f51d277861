"""A recording tells what happened, in the official format, however the run was run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sayso.report.model import Outcome
from sayso.report.outcome import State
from sayso.report.reader import read_messages
from sayso.report.reason import reason_of_part
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

ENDINGS = {
    "It passes": State.WORKS,
    "A step fails": State.FAILS,
    "A step skips": State.SKIPPED,
    "It is skipped": State.SKIPPED,
    "Its set-up fails": State.FAILS,
    "Its tear-down fails": State.FAILS,
    "It is a known bug": State.KNOWN_BUG,
    "It was a known bug": State.FAILS,
    "It works the second time": State.FAILS,
    "Adding 1": State.WORKS,
    "Adding 2": State.FAILS,
    "Arguments and evidence": State.WORKS,
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.at(tmp_path_factory.mktemp("alone"))
    project.run()
    return project


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.at(tmp_path_factory.mktemp("shared"))
    project.run("features", "-n2")
    return project


@pytest.fixture(scope="module")
def retried(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.at(tmp_path_factory.mktemp("retried"))
    project.run("features", "--reruns=1")
    return project


def statuses(outcome: Outcome) -> list[str]:
    assert outcome.telling is not None
    return [step.status for step in outcome.telling.steps]


def told(project: Project) -> dict[str, object]:
    """A recording without what differs from run to run: ids, times, workers."""
    return {
        name: [
            [(part.status, part.message, len(part.evidence)) for part in attempt.parts]
            for attempt in outcome.attempts
        ]
        for name, outcome in project.outcomes().items()
    }


def lines(project: Project) -> Iterator[tuple[str, dict[str, object]]]:
    for envelope in read_messages(project.reports / "messages.ndjson"):
        yield from envelope.items()


def test_every_ending_has_its_state(alone: Project) -> None:
    assert {name: each.state for name, each in alone.outcomes().items()} == ENDINGS


def test_the_steps_tell_how_far_it_went(alone: Project) -> None:
    outcomes = alone.outcomes()
    assert statuses(outcomes["A step fails"]) == ["PASSED", "PASSED", "FAILED", "SKIPPED"]
    assert statuses(outcomes["A step skips"]) == ["PASSED", "SKIPPED", "SKIPPED"]
    assert statuses(outcomes["Its set-up fails"]) == ["SKIPPED", "SKIPPED"]
    assert statuses(outcomes["It is a known bug"]) == ["PASSED", "PENDING"]
    assert statuses(outcomes["Adding 2"]) == ["PASSED", "PASSED", "PASSED", "FAILED"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("A step fails", "expected 4, but it was 3"),
        ("A step skips", "the weather is bad"),
        ("It is skipped", "waits for SHOP-12"),
        ("Its set-up fails", "the set-up is broken"),
        ("Its tear-down fails", "the tear-down is broken"),
        ("It is a known bug", "SHOP-88"),
        ("It was a known bug", "expected to fail, but works now: SHOP-89"),
    ],
)
def test_the_culprit_says_why(alone: Project, name: str, reason: str) -> None:
    attempt = alone.outcomes()[name].telling
    culprit = attempt.culprit if attempt else None
    assert culprit is not None, f"{name}: no part of the attempt says why"
    assert reason_of_part(culprit) == reason


def test_an_error_shows_the_projects_own_frames_only(alone: Project) -> None:
    attempt = alone.outcomes()["A step fails"].telling
    assert attempt is not None
    failure = attempt.steps[2].failure
    assert failure is not None
    assert 'File "steps/sample.py"' in failure.trace
    assert "pytest_bdd" not in failure.trace
    assert str(alone.root) not in failure.trace


def test_evidence_hangs_on_its_step(alone: Project) -> None:
    attempt = alone.outcomes()["Arguments and evidence"].telling
    assert attempt is not None
    text, picture = attempt.steps[2].evidence
    assert (text.title, text.text) == ("Sum", "added up")
    assert (alone.reports / picture.path).read_bytes().startswith(b"\x89PNG")


def test_values_in_a_step_are_known_by_their_place(alone: Project) -> None:
    outcome = alone.outcomes()["It passes"]
    texts = [step["text"] for step in outcome.example.pickle["steps"]]
    values = [
        [text[a:b] for a, b in spans] for text, spans in zip(texts, outcome.spans, strict=True)
    ]
    assert values == [[], ["3"], ["3"]]


@pytest.mark.parametrize("project", ["alone", "shared", "retried"])
def test_a_recording_keeps_to_the_official_schema(
    project: str, request: pytest.FixtureRequest
) -> None:
    recording: Project = request.getfixturevalue(project)
    assert complaints(recording.reports / "messages.ndjson") == []


def test_two_workers_record_the_same_as_one_process(alone: Project, shared: Project) -> None:
    assert told(shared) == told(alone)
    workers = {attempt.worker for each in shared.recorded().outcomes for attempt in each.attempts}
    assert workers == {"gw0", "gw1"}


def test_what_worked_only_on_a_retry_is_flaky(retried: Project) -> None:
    outcomes = retried.outcomes()
    flaky = outcomes["It works the second time"]
    assert flaky.state is State.FLAKY
    assert [attempt.state for attempt in flaky.attempts] == [State.FAILS, State.WORKS]
    numbers = [body["attempt"] for kind, body in lines(retried) if kind == "testCaseStarted"]
    assert numbers.count(1) == list(ENDINGS.values()).count(State.FAILS)
    retries = [body["willBeRetried"] for kind, body in lines(retried) if kind == "testCaseFinished"]
    assert retries.count(True) == len([s for s in ENDINGS.values() if s is State.FAILS])


def test_definitions_nobody_used_are_listed_too(alone: Project, shared: Project) -> None:
    for project in (alone, shared):
        patterns = {each.pattern: each.uses for each in project.recorded().definitions.values()}
        assert patterns["nobody ever uses this"] == 0
        assert patterns["a start"] == len(ENDINGS)


def test_what_was_not_selected_is_in_the_recording_as_deselected(tmp_path: Path) -> None:
    project = Project.at(tmp_path)
    project.run("features", "-k", "passes")
    states = {name: each.state for name, each in project.outcomes().items()}
    assert states.pop("It passes") is State.WORKS
    assert set(states.values()) == {State.DESELECTED}


EARLY = """
import pytest
@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if "passes" in item.name:
        pytest.skip("not here")
    raise OSError("closed: password=abcdefgh")
"""


def test_a_setup_that_ends_before_all_others_is_recorded(tmp_path: Path) -> None:
    project = Project.at(tmp_path)
    (project.root / "fixtures").mkdir()
    (project.root / "fixtures/guard.py").write_text(EARLY, encoding="utf-8")
    finished = project.run("features", "-k", "passes or fails")
    assert finished.returncode == 1, finished.stdout + finished.stderr
    assert "closed: password=[removed]" in finished.stdout
    assert "abcdefgh" not in finished.stdout
    outcomes = project.outcomes()
    assert outcomes["It passes"].state is State.SKIPPED
    assert outcomes["A step fails"].state is State.FAILS


def test_a_run_without_the_junit_plugin_is_recorded(tmp_path: Path) -> None:
    project = Project.at(tmp_path)
    finished = project.run("features", "-k", "passes", "-p", "no:junitxml")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert project.outcomes()["It passes"].state is State.WORKS
    assert not (project.reports / "junit.xml").exists()


def test_features_without_pytest_bdd_are_refused_and_plain_tests_are_not(tmp_path: Path) -> None:
    project = Project.at(tmp_path)
    (project.root / "test_plain.py").write_text("def test_plain():\n    assert True\n")
    refused = project.run("features", "-p", "no:pytest-bdd")
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR
    assert "leave out -p no:pytest-bdd" in refused.stderr
    assert "Traceback" not in refused.stderr
    plain = project.run("test_plain.py", "-p", "no:pytest-bdd")
    assert plain.returncode == 0, plain.stdout + plain.stderr


def test_what_collection_refuses_is_told_with_its_line(tmp_path: Path) -> None:
    text = "Feature: Lost\n  Scenario: It is lost\n    Given nobody defined this\n"
    project = Project.at(tmp_path, {"lost": text})
    project.run("features")
    run = project.recorded()
    ((uri, line, message),) = run.unreadable
    assert (uri, line) == ("features/part/lost.feature", 3)
    assert "nobody defined this" in message
    assert run.success is False
    assert [each.state for each in run.outcomes] == [State.NOT_AUTOMATED]
    (code,) = run.snippets.values()
    assert "def " in code
    assert complaints(project.reports / "messages.ndjson") == []


def test_a_step_of_a_background_without_code_has_code_to_begin_with(tmp_path: Path) -> None:
    text = (
        "Feature: Lost\n  Background:\n    Given nobody defined this\n"
        "  Scenario: It is lost\n    Given a start\n"
    )
    project = Project.at(tmp_path, {"lost": text})
    project.run("features")
    assert [code.count("nobody defined this") for code in project.recorded().snippets.values()] == [
        1
    ]
    assert "nobody_defined_this" in (project.reports / "run.html").read_text("utf-8")


def test_a_run_without_features_leaves_the_last_recording_alone(alone: Project) -> None:
    (alone.root / "test_plain.py").write_text("def test_plain(): pass\n", encoding="utf-8")
    before = (alone.reports / "messages.ndjson").stat().st_mtime_ns
    assert alone.run("test_plain.py").returncode == 0
    assert (alone.reports / "messages.ndjson").stat().st_mtime_ns == before


def test_junit_names_name_the_file(alone: Project) -> None:
    cases = ET.parse(alone.reports / "junit.xml").iter("testcase")  # noqa: S314  # our own file
    names = {(case.get("classname"), case.get("name")) for case in cases}
    assert ("features.part.endings.feature", "A step fails") in names
    rows = "features.part.endings.feature.Rows are scenarios"
    assert (rows, "Adding <n>[1, 1]") in names


def test_history_can_be_kept_elsewhere_and_the_report_left_out(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {"stop": "Feature: F\n  Scenario: S\n    Given a start\n"})
    project.run("features", "--no-report")
    assert not project.reports.joinpath("messages.ndjson").exists()
    finished = project.run("features", "--report-history", "kept/history.jsonl")
    assert (project.root / "kept/history.jsonl").is_file()
    assert f"Report: {project.reports / 'index.html'}" in finished.stdout
