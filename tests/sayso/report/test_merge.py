"""Recordings of shards and of reruns become one that tells all of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from sayso.cli.main import main as cli
from sayso.cli.merge import Shard, main, merge
from sayso.report.folder_lock import claim
from sayso.report.merge import MergeError
from sayso.report.messages import split_ns
from sayso.report.outcome import State
from sayso.report.reader import read_run
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

TRIED = """\
Feature: Trying
  Scenario: It works the second time
    Given a start
    When it is tried
  Scenario: It always works
    Given a start
"""
FINE = """\
Feature: Fine
  Scenario: It always works
    Given a start
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A run in which one scenario failed, and a run of that scenario alone, which worked."""
    project = Project.at(tmp_path_factory.mktemp("runs"), {"trying": TRIED})
    kept = []
    for name, arguments in {"first": (), "again": ("-k", "second")}.items():
        project.run("features", *arguments)
        kept.append(project.root / name)
        shutil.move(project.reports, kept[-1])
    return kept


def test_the_later_attempt_counts_and_the_earlier_one_stays(
    runs: list[Path], tmp_path: Path
) -> None:
    assert main([*map(str, reversed(runs)), "-o", str(tmp_path)]) == 0
    run = read_run(tmp_path / "messages.ndjson")
    tried, always = run.outcomes
    assert tried.state is State.FLAKY
    assert [attempt.state for attempt in tried.attempts] == [State.FAILS, State.WORKS]
    assert always.state is State.WORKS
    assert run.success is True
    assert run.circumstances["merged"] == ["first", "again"]


def test_what_worked_in_every_recording_simply_works(tmp_path: Path) -> None:
    project = Project.at(tmp_path / "project", {"fine": FINE})
    greens = [str(tmp_path / each) for each in ("first", "second")]
    for folder in greens:
        project.run("features", "--report-dir", folder)
    main([*greens, "-o", str(tmp_path / "merged")])
    (outcome,) = read_run(tmp_path / "merged/messages.ndjson").outcomes
    assert [attempt.state for attempt in outcome.attempts] == [State.WORKS, State.WORKS]
    assert outcome.state is State.WORKS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no locks on files like these")
@pytest.mark.parametrize("command", ["merge", "report"])
def test_a_folder_that_a_run_writes_into_is_left_alone(
    runs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    folder = shutil.copytree(runs[0], tmp_path / "reports")
    before = (folder / "index.html").stat().st_mtime_ns
    arguments = [*map(str, runs), "-o", str(folder)] if command == "merge" else [str(folder)]
    with claim(folder, "no other"):
        assert cli([command, *arguments]) == 2
    assert f"is writing into {folder}; wait for its end, or" in capsys.readouterr().err
    assert (folder / "index.html").stat().st_mtime_ns == before


def test_a_merged_recording_keeps_to_the_official_schema(runs: list[Path], tmp_path: Path) -> None:
    main([*map(str, runs), "-o", str(tmp_path)])
    assert complaints(tmp_path / "messages.ndjson") == []
    assert (tmp_path / "index.html").is_file()


def test_a_scenario_is_deselected_only_where_every_recording_left_it_out(
    runs: list[Path], tmp_path: Path
) -> None:
    again = read_run(runs[1] / "messages.ndjson")
    assert [each.state for each in again.outcomes][1] is State.DESELECTED
    project = Project.at(tmp_path / "project", {"trying": TRIED})
    left_out = [str(tmp_path / each) for each in ("first", "second")]
    for folder, title in zip(left_out, ("second", "nothing"), strict=True):
        project.run("features", "-k", title, "--report-dir", folder)
    merged = tmp_path / "merged"
    main([*left_out, "-o", str(merged)])
    tried, always = read_run(merged / "messages.ndjson").outcomes
    assert (tried.state, always.state) == (State.FAILS, State.DESELECTED)
    main([left_out[0], str(runs[0]), "-o", str(merged)])
    assert all(outcome.attempts for outcome in read_run(merged / "messages.ndjson").outcomes)


def test_what_failed_last_fails_whenever_its_run_began(runs: list[Path]) -> None:
    first, again = (Shard.at(run) for run in runs)
    for started in (
        each["testCaseStarted"] for each in again.envelopes if "testCaseStarted" in each
    ):
        started["timestamp"] = split_ns(1)
    assert merge([first, again])[-1]["testRunFinished"]["success"] is False


def test_different_texts_of_one_feature_are_refused(runs: list[Path]) -> None:
    shards = [Shard.at(run) for run in runs]
    source = next(each["source"] for each in shards[1].envelopes if "source" in each)
    source["data"] += "\n# changed"
    with pytest.raises(
        MergeError, match=r"trying\.feature reads differently in first and in again"
    ):
        merge(shards)


def test_the_same_run_twice_is_refused(runs: list[Path]) -> None:
    with pytest.raises(MergeError, match="hold the same run"):
        merge([Shard.at(runs[0]), Shard.at(runs[0])])
