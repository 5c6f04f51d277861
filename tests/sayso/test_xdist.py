"""pytest-xdist: what -n does without it, and how it distributes unless told otherwise."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sayso import xdist
from tests.projects.forks import run_pytest_apart
from tests.sayso.conftest import GOOD, Trial

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("option", [("-n", "2"), ("-n2",), ("-nauto",), ("--numprocesses=2",)])
def test_workers_without_xdist_are_refused_with_what_to_install(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    trial.feature(GOOD)
    monkeypatch.setattr(xdist, "is_installed", lambda: False)
    result = trial.run("features", "-pno:xdist", *option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = 'ERROR: -n needs pytest-xdist: pip install "sayso[parallel]"'
    assert (result.outlines + result.errlines)[0] == said


def test_a_project_that_is_none_of_ours_hears_pytests_own_words(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile("def test_plain(): pass")
    monkeypatch.setattr(xdist, "is_installed", lambda: False)
    result = pytester.runpytest_inprocess("-pno:xdist", "-n2")
    assert "unrecognized arguments: -n2" in "".join(result.errlines)


def test_the_extra_brings_xdist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (requirement,) = project["optional-dependencies"]["parallel"]
    assert requirement.startswith("pytest-xdist>=")


@pytest.mark.parametrize(
    ("options", "scheduling"),
    [
        (("-n2",), "WorkStealingScheduling"),
        (("-n2", "--dist=load"), "LoadScheduling"),
        (("-n2", "--dist=loadfile"), "LoadFileScheduling"),
    ],
)
def test_workers_take_work_from_each_other_unless_told_otherwise(
    trial: Trial, options: tuple[str, ...], scheduling: str
) -> None:
    trial.feature(GOOD)
    result = trial.run_apart("features", "-v", *options)
    result.stdout.fnmatch_lines([f"scheduling tests via {scheduling}"])
    result.assert_outcomes(passed=1)


def test_other_projects_are_distributed_as_xdist_does(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_plain(): pass")
    result = run_pytest_apart("-n1", "-v")
    result.stdout.fnmatch_lines(["scheduling tests via LoadScheduling"])
