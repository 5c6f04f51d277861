"""A run of some features keeps what is known of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.cli import report
from sayso.report.outcome import State
from tests.projects.report_project import Project

FEATURE = "Feature: {}\n  Scenario: {} works\n    Given {}\n"
STEPS = """
from pytest_bdd import given

@given("all is well")
def well(): pass

@given("nothing works")
def broken(): raise AssertionError("out of tea")
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    features = {
        "good": FEATURE.format("Good", "A", "all is well"),
        "bad": FEATURE.format("Bad", "B", "nothing works"),
    }
    return Project.at(tmp_path, features, STEPS)


def test_what_was_not_named_keeps_its_last_state(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.run()
    (project.root / "features/part/broken.feature").write_text("Featur\n", encoding="utf-8")
    again = project.run("features/part/good.feature")
    assert "1 scenario: 1 passed\n" in again.stdout, again.stdout
    assert again.returncode == 0
    outcomes = project.outcomes()
    assert outcomes["A works"].state is State.WORKS
    assert outcomes["B works"].state is State.DESELECTED
    assert project.recorded().not_read == ["features/part/broken.feature"]
    assert report.main([str(project.reports), "--verdict"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("1 of 2 scenarios looked at, and it works. 1 was not looked at. 1 of")
    start_page = (project.reports / "index.html").read_text("utf-8")
    assert "Not looked at, failed before" in start_page
    assert "out of tea" in start_page
    assert "Nothing changed" in (project.reports / "changes.html").read_text("utf-8")
