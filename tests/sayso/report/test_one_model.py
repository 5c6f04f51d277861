"""Nothing that went wrong is lost, and the exit code says what the report says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

ONE = "Feature: One\n  Scenario: It is tried\n    Given a try\n"
STEPS = """
from pytest_bdd import given

@given("a try")
def tried(evidence{more}):
    evidence.add(b"picture", kind="image/png", title="Kept")
    {body}
"""


def project_of(root: Path, body: str, more: str = "") -> Project:
    return Project.at(root, {"one": ONE}, STEPS.format(body=body, more=more))


def test_an_error_in_a_hook_after_the_scenario_stands_beside_that_of_the_step(
    tmp_path: Path,
) -> None:
    project = project_of(tmp_path, "assert 0, 'the step broke'")
    hook = "def pytest_bdd_after_scenario():\n    raise RuntimeError('the hook broke')\n"
    (tmp_path / "conftest.py").write_text(hook, "utf-8")
    project.run("features")
    (attempt,) = project.outcomes()["It is tried"].attempts
    assert attempt.steps[0].failure is not None
    assert attempt.steps[0].failure.message.startswith("the step broke")
    assert attempt.tear_down.failure is not None
    assert attempt.tear_down.failure.message == "the hook broke"
    assert attempt.tear_down.failure.trace.splitlines()[-2:][0].strip().startswith("raise")
    assert complaints(project.reports / "messages.ndjson") == []
    (page,) = (project.reports / "failures").glob("*.html")
    text = page.read_text("utf-8")
    assert "The step broke" in text
    assert "the hook broke" in text


def test_an_interrupted_scenario_fails_a_run_in_workers(tmp_path: Path) -> None:
    body = "record_property('total', __import__('decimal').Decimal(1))"
    project = project_of(tmp_path, body, ", record_property")
    finished = project.run("features", "-n1")
    assert "1 scenario: 1 interrupted" in finished.stdout
    assert finished.returncode != pytest.ExitCode.OK
    assert project.recorded().success is False


def test_what_only_shows_the_cache_leaves_the_report_alone(tmp_path: Path) -> None:
    project = project_of(tmp_path, "pass")
    project.run("features")
    before = (project.reports / "messages.ndjson").read_bytes()
    project.run("features", "--cache-show")
    assert (project.reports / "messages.ndjson").read_bytes() == before


def test_without_a_report_nothing_is_kept_and_the_summary_is_the_same(tmp_path: Path) -> None:
    project = project_of(tmp_path, "pass")
    finished = project.run("features", "--no-report")
    assert "1 scenario: 1 passed" in finished.stdout
    left = [path.name for path in project.reports.rglob("*") if path.is_file()]
    assert left == [".claim"]


def test_the_seed_of_a_random_order_stands_in_the_summary(tmp_path: Path) -> None:
    project = project_of(tmp_path, "pass")
    finished = project.run("features", "-q", "--no-report", "-prandomly", "--randomly-seed=7")
    assert "repeat it with --randomly-seed=7" in finished.stdout


def test_every_ending_counts_alike_without_a_report(tmp_path: Path) -> None:
    project = Project.at(tmp_path)
    lines = [
        [line for line in project.run("features", *more).stdout.splitlines() if "12 scen" in line]
        for more in (["--reruns=1"], ["--reruns=1", "--no-report"])
    ]
    said = "12 scenarios: 3 passed, 5 failed, 1 flaky, 1 known bug, 2 skipped"
    assert lines == [[said], [said]]
