"""A project's conftest.py adds a source of evidence of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects.system_project import LISTENER, Project

ADDED = """
class StepCounter:
    def __init__(self, evidence):
        self._evidence, self._steps = evidence, 0
    def before_step(self, step):
        self._steps += 1
    def after_step(self, *, failed, last):
        self._evidence.add(f"step {self._steps}", kind="text/plain", title="Counted")
    def finish(self, *, failed):
        self._evidence.add(f"failed: {failed}", kind="text/plain", title="Counted")

def pytest_sayso_evidence_recorders(item, evidence):
    return [StepCounter(evidence)]
"""
FEATURE = "Feature: Any\n  Scenario: Any\n    Given nothing\n    And nothing\n"
STEPS = """
from pytest_bdd import given
@given("nothing")
def nothing(): pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write("conftest.py", LISTENER + ADDED)
    project.write("features/any.feature", FEATURE)
    project.write("steps/any.py", STEPS)
    return project


def test_added_recorder_is_called_at_every_step(project: Project) -> None:
    result = project.run()
    assert "1 passed" in result.stdout, result.stdout
    told = [(entry["step"], entry["text"]) for entry in project.entries]
    assert told == [(0, "step 1"), (1, "step 2"), (None, "failed: False")]


def test_no_recorder_is_made_without_a_report(project: Project) -> None:
    assert "1 passed" in project.run("--no-report").stdout
    assert project.entries == []
