"""Shards of a run, and the one report that is made of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli.merge import main
from sayso.report.model import Run
from sayso.report.reader import read_run
from tests.projects.report_project import Project


def states(run: Run) -> dict[str, str]:
    return {outcome.example.identity: outcome.state.key for outcome in run.outcomes}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that was run whole, and then in two shards."""
    project = Project.at(tmp_path_factory.mktemp("project"))
    for name, shard in {"whole": (), "one": ("--shard=1/2",), "two": ("--shard=2/2",)}.items():
        (project.root / "tries.txt").unlink(missing_ok=True)
        project.run("features", "--report-dir", name, *shard)
    return project


def recorded(project: Project, name: str) -> Run:
    return read_run(project.root / name / "messages.ndjson")


def test_shards_that_are_merged_say_what_one_run_says(project: Project, tmp_path: Path) -> None:
    whole, one, two = (recorded(project, name) for name in ("whole", "one", "two"))
    assert 0 < sum(1 for each in one.outcomes if each.attempts) < len([*whole.outcomes])
    assert main([str(project.root / each) for each in ("one", "two")] + ["-o", str(tmp_path)]) == 0
    merged = read_run(tmp_path / "messages.ndjson")
    assert states(merged) == states(whole)
    assert merged.counts == whole.counts
    assert merged.success == whole.success
    assert not {*states(one).items()} >= {*states(whole).items()}
    assert len([*two.outcomes]) == len([*whole.outcomes])


def test_the_report_names_the_shard_and_that_of_all_names_none(
    project: Project, tmp_path: Path
) -> None:
    main([str(project.root / each) for each in ("one", "two")] + ["-o", str(tmp_path)])
    assert '<th scope="row">Shard</th><td>1/2</td>' in (project.root / "one/about.html").read_text()
    assert recorded(project, "one").circumstances["shard"] == "1/2"
    assert read_run(tmp_path / "messages.ndjson").circumstances.get("shard", "") == ""


def test_only_a_run_of_all_shards_leaves_durations(project: Project, tmp_path: Path) -> None:
    # else the second shard of a machine would be cut otherwise than the first
    kept = json.loads((project.root / "whole/durations.json").read_text())
    tried = {each.example.identity for each in recorded(project, "whole").outcomes if each.attempts}
    assert kept.keys() == tried
    assert all(isinstance(seconds, float) for seconds in kept.values())
    assert not (project.root / "one/durations.json").exists()
    main([str(project.root / each) for each in ("one", "two")] + ["-o", str(tmp_path)])
    assert json.loads((tmp_path / "durations.json").read_text()).keys() == tried


def test_durations_of_what_was_not_run_again_stay(tmp_path: Path) -> None:
    feature = "Feature: A\n  Scenario: B\n    Given a start\n  Scenario: C\n    Given a start\n"
    project = Project.at(tmp_path, {"a": feature})
    (tmp_path / "reports").mkdir()
    name = "features/part/a.feature::{}"
    known = {name.format("B"): 99.0, name.format("C"): 99.0, "tests/test_a.py::test_b": 5.0}
    (tmp_path / "reports/durations.json").write_text(json.dumps(known))
    project.run("features", "-k", "C")
    kept = json.loads((tmp_path / "reports/durations.json").read_text())
    assert {key: value for key, value in kept.items() if value > 4} == {
        name.format("B"): 99.0,
        "tests/test_a.py::test_b": 5.0,
    }
