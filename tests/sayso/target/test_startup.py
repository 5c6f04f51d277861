"""What a run costs before its first step: no library too early, no feature read twice."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.projects.forks import PYTEST
from tests.projects.system_project import Project

LIBRARIES = (
    *("aiosmtpd", "cucumber_expressions", "jinja2", "markdown_it"),
    *("psutil", "requests", "sqlalchemy"),
)
TELLING = f"""
import sys

def pytest_sessionfinish():
    loaded = {{name.partition(".")[0] for name in sys.modules}}
    print("loaded:", sorted(loaded.intersection({LIBRARIES})))
"""
FEATURE = "Feature: A\n  Scenario: B\n    Given nothing\n"
STEPS = "from pytest_bdd import given\n\n@given('nothing')\ndef nothing(): pass\n"


def test_a_scenario_that_needs_no_library_loads_none(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("conftest.py", TELLING)
    project.write("features/a.feature", FEATURE)
    project.write("steps/a.py", STEPS)
    said = subprocess.run(  # noqa: S603  # a fork would have loaded them before
        [*PYTEST, "-s", "--no-report", "-pno:faker"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    ).stdout
    assert "1 passed" in said, said
    assert "loaded: []" in said, said


COUNTING = """
from gherkin.parser import Parser

parse, parsed = Parser.parse, []

def counted(self, *arguments):
    parsed.append(arguments)
    return parse(self, *arguments)

Parser.parse = counted

def pytest_unconfigure():
    print("parsed:", len(parsed))
"""


def test_a_feature_is_parsed_once_for_running_counting_and_reporting(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("conftest.py", COUNTING)
    project.write("features/a.feature", FEATURE)
    project.write("features/b.feature", FEATURE)
    project.write("steps/a.py", STEPS)
    result = project.run("-s", "features")
    assert "2 passed" in result.stdout, result.stdout
    assert "parsed: 2" in result.stdout, result.stdout
