"""A project's conftest.py adds rules to `sayso check`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.projects.forks import run_forked

RULE = """
def no_mugs(document):
    for example in document.examples:
        if "mug" in example.name:
            yield document.problem(example.line, "A mug again.", "Sell plates.", "no-mugs")

def pytest_sayso_lint_rules(config):
    return [no_mugs]
"""
FEATURE = "Feature: Shop\n\n  A shop.\n\n  Scenario: One mug\n    Given a try\n"
STEPS = "from pytest_bdd import given\n@given('a try')\ndef _(): pass\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {"conftest.py": RULE, "features/shop.feature": FEATURE, "steps/shop.py": STEPS}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def check(project: Path, ignored: str) -> subprocess.CompletedProcess[str]:
    table = f"[tool.sayso.check]\nignore = [{ignored}]\n"
    (project / "pyproject.toml").write_text(table, "utf-8")
    return run_forked(["sayso", "check"], project, os.environ, within=60)


def test_rule_of_a_conftest_is_reported_by_sayso_check(project: Path) -> None:
    checked = check(project, "")
    assert checked.returncode == 1
    assert "features/shop.feature:5" in checked.stdout
    assert "A mug again." in checked.stdout


def test_rule_of_a_conftest_can_be_ignored(project: Path) -> None:
    checked = check(project, '"no-mugs"')
    assert (checked.returncode, "A mug again." in checked.stdout) == (0, False), checked.stdout
