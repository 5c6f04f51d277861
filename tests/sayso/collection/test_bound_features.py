"""Whose a feature file is: the project's, a test module's that binds it, or nobody's."""

from __future__ import annotations

import pytest

from tests.sayso.conftest import GOOD, PYPROJECT, Trial, census

pytest_plugins = ["pytester"]

ELSEWHERE = PYPROJECT.replace("[tool.sayso]", '[tool.sayso]\nfeatures = ["bdd"]')
OLD = "Feature: Old\n\n  Scenario: An old one\n    Given an old step\n"
BINDING = """
from pytest_bdd import given, scenarios

@given("an old step")
def an_old_step():
    pass

scenarios("features")
"""


@pytest.fixture
def beside(trial: Trial) -> Trial:
    """The usual layout of pytest-bdd, in a project that keeps its own features elsewhere."""
    trial.write("pyproject.toml", ELSEWHERE)
    trial.feature(OLD, "tests/features/old.feature")
    trial.write("tests/test_old.py", BINDING)
    return trial


@pytest.mark.parametrize("arguments", [("-q",), ("tests",)], ids=["none", "tests"])
def test_a_bound_feature_runs_once_and_needs_no_folder_of_features(
    beside: Trial, arguments: tuple[str, ...]
) -> None:
    result = beside.run(*arguments)
    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.OK


def test_a_bound_feature_in_the_folder_of_features_runs_once(trial: Trial) -> None:
    trial.feature(OLD, "features/old.feature")
    trial.write("test_old.py", BINDING)
    result = trial.run("--verbose")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*collected 1 item"])


def test_a_missing_folder_is_told_where_features_are_that_nobody_runs(trial: Trial) -> None:
    trial.write("pyproject.toml", ELSEWHERE)
    trial.feature(GOOD)
    result = trial.run("-q")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: *features: there is no folder *bdd*"])


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_a_folder_of_features_runs_when_it_is_named(trial: Trial, workers: tuple[str, ...]) -> None:
    trial.feature(GOOD, "more/cart.feature")
    trial.write("test_plain.py", "def test_plain():\n    pass\n")
    assert census(trial.run_apart("more", *workers)) == "1 scenario: 1 passed"
    trial.run("-q").assert_outcomes(passed=1)


def test_features_beside_tests_are_not_taken_with_their_folder(trial: Trial) -> None:
    trial.feature("Feature: Of another tool\n\n  Scenario: s\n    Given what\n", "t/o.feature")
    trial.write("t/test_plain.py", "def test_plain():\n    pass\n")
    trial.run("t").assert_outcomes(passed=1)
