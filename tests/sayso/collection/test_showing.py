"""Options that only show something, and those that spread a run, do what they do without sayso."""

from __future__ import annotations

import pytest

from tests.projects.forks import run_pytest_apart
from tests.sayso.conftest import GOOD, Trial, census

pytest_plugins = ["pytester"]

SHOWING = ["--fixtures", "--fixtures-per-test", "--setup-only", "--setup-plan", "--collect-only"]


@pytest.mark.parametrize("mode", [(), ("-n", "2")], ids=["alone", "workers"])
@pytest.mark.parametrize("option", SHOWING)
def test_what_only_shows_counts_nothing_and_loses_nothing(
    trial: Trial, option: str, mode: tuple[str, ...]
) -> None:
    trial.feature(GOOD)
    result = trial.run_apart("features", option, *mode)
    assert result.ret == pytest.ExitCode.OK, result.outlines
    assert "ERROR" not in str(result.stdout)
    assert not [line for line in result.outlines if line.startswith("1 scenario")]


@pytest.mark.parametrize("option", SHOWING)
def test_what_only_shows_leaves_the_last_report_alone(trial: Trial, option: str) -> None:
    trial.feature(GOOD)
    trial.write("reports/evidence/kept.txt", "of the last run")
    reports = trial.pytester.path / "reports"
    run_pytest_apart("-pno:randomly", "features", option)
    assert [path.name for path in reports.rglob("*") if path.is_file()] == ["kept.txt"]


def test_what_only_shows_still_tells_an_undefined_step(trial: Trial) -> None:
    trial.feature(GOOD.replace("an empty cart", "a full cart"))
    result = trial.run("features", "--setup-plan")
    result.stdout.fnmatch_lines(["*Undefined step*"])


@pytest.mark.parametrize("option", ["-d", "--dist=load", "--dist=loadfile"])
def test_a_way_to_spread_a_run_without_workers_runs_it_here(trial: Trial, option: str) -> None:
    trial.feature(GOOD)
    assert census(trial.run_apart("features", option)) == "1 scenario: 1 passed"


@pytest.mark.parametrize("workers", [("-n", "2"), ("--tx", "2*popen")], ids=["n", "tx"])
def test_running_all_in_each_worker_is_refused(trial: Trial, workers: tuple[str, str]) -> None:
    trial.feature(GOOD)
    result = trial.run_apart("features", "--dist=each", *workers)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: --dist=each would run every scenario once in each worker*--dist=load*"]
    )
    trial.write("test_plain.py", "def test_plain():\n    pass\n")
    trial.run_apart("test_plain.py", "--dist=each", *workers).assert_outcomes(passed=2)
    plain = trial.run_apart("features", "--tx", "2*popen", "--dist=load")
    assert census(plain) == "1 scenario: 1 passed"
