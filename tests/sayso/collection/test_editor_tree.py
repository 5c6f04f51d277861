"""What VS Code's Python extension makes of the collected tests: its Testing panel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from sayso.gherkin.reader import read_feature
from tests.sayso.conftest import Trial

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[3]
# As the extension walks: tests with parameters are gathered below a function of a .py file, all
# others stand in the file of their parent, by their id; a line is counted from 1.
WALK = """
import json
import pathlib

def pytest_sessionfinish(session):
    tree = {}
    for item in session.items:
        place = str(item.path), item.name, item.location[1] + 1
        identity = "::".join([str(item.path), *item.nodeid.split("::")[1:]])
        if hasattr(item, "callspec"):
            function, _ = item.name.split("[", 1)
            inside = item.nodeid.rsplit("::", 1)[0].rsplit(".py", 1)[1]
            identity = f"{item.path}{inside}::{function}", identity
        else:
            assert str(item.parent.path) == str(item.path)
        tree[str(identity)] = place
    pathlib.Path(OUTPUT).write_text(json.dumps([*tree.values()]))
"""


def tree_of(root: Path, folder: Path) -> list[tuple[str, str, int]]:
    """File, name and line of each test in the panel."""
    output = folder / "tree.json"
    walk = f"OUTPUT = {str(output)!r}\n{WALK}"
    (folder / "editor_walk.py").write_text(walk, encoding="utf-8")
    options = ("--rootdir", str(root), "-pno:randomly", "-p", "editor_walk", "--collect-only")
    result = subprocess.run(  # noqa: S603 - this Python, and a plugin of these tests
        [sys.executable, "-m", "pytest", *options, "features"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return [tuple(place) for place in json.loads(output.read_text(encoding="utf-8"))]


def test_each_scenario_of_this_project_stands_once_at_its_line(tmp_path: Path) -> None:
    expected = [
        (str(path), example.node_name, example.line)
        for path in (ROOT / "features").rglob("*.feature")
        for example in read_feature(path, ROOT).examples
    ]
    assert sorted(tree_of(ROOT, tmp_path)) == sorted(expected)


def test_each_value_of_a_fixture_stands_for_itself(trial: Trial, tmp_path: Path) -> None:
    asking = (
        '@pytest.fixture(params=["day", "night"])\ndef hour(request):\n    return request.param\n'
    )
    step = '@given("an hour")\ndef an_hour(hour):\n    pass\n'
    trial.write("acts/hours.py", f"import pytest\nfrom pytest_bdd import given\n\n{asking}\n{step}")
    trial.feature("Feature: Hours\n\n  Rule: Always\n\n    Scenario: One\n      Given an hour\n")
    (tmp_path / "plugin").mkdir()
    found = tree_of(trial.pytester.path, tmp_path / "plugin")
    assert [(name, line) for _, name, line in found] == [("One[day]", 5), ("One[night]", 5)]
