"""A quarantined scenario may fail until a day; after that, and without an entry, the run fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.outcome import State
from sayso.report.quarantine import QuarantineError, read_entries
from tests.projects.report_project import Project

FEATURE = """\
Feature: Trying
  @quarantine
  Scenario: It fails for now
    Given a start
    Then the total is 7
"""
ENTRY = """
[[quarantined]]
scenario = "features/part/trying.feature::It fails for now"
owner = "Sam"
until = {until}
reason = "SHOP-88"
"""


def project_with(tmp_path: Path, entry: str) -> Project:
    project = Project.at(tmp_path, {"trying": FEATURE})
    (project.root / "quarantine.toml").write_text(entry, encoding="utf-8")
    return project


def test_a_quarantined_failure_does_not_fail_the_run(tmp_path: Path) -> None:
    project = project_with(tmp_path, ENTRY.format(until="2999-12-24"))
    finished = project.run()
    assert finished.returncode == 0, finished.stdout
    outcome = project.outcomes()["It fails for now"]
    assert outcome.state is State.QUARANTINED
    culprit = outcome.telling.culprit if outcome.telling else None
    assert culprit is not None
    assert culprit.message == "in quarantine until 2999-12-24 (Sam): SHOP-88"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (ENTRY.format(until="2020-12-24"), "the quarantine ended on 2020-12-24; ask Sam"),
        ("", "is tagged @quarantine, but has no entry with owner and end date"),
    ],
)
def test_without_a_running_entry_the_run_fails(tmp_path: Path, entry: str, said: str) -> None:
    project = project_with(tmp_path, entry)
    finished = project.run()
    assert finished.returncode == 1
    assert said in finished.stdout
    assert said in project.recorded().message


def test_an_overdue_quarantine_fails_a_run_that_works(tmp_path: Path) -> None:
    project = project_with(tmp_path, ENTRY.format(until="2020-12-24"))
    working = project.root / "features/part/trying.feature"
    working.write_text(FEATURE.replace("is 7", "is 0"), encoding="utf-8")
    assert project.run().returncode == 1
    assert project.recorded().success is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[quarantined]]\nscenario = 1", "q.toml, entry 1: `scenario` must be a text"),
        (ENTRY.format(until='"soon"'), "q.toml, entry 1: `until` must be a date like 2026-12-24"),
        (ENTRY.format(until="2026-12-24T12:00:00"), "`until` must be a date like 2026-12-24"),
        (
            ENTRY.replace("[[", "[").replace("]]", "]").format(until="2026-12-24"),
            "q.toml: write each entry below a [[quarantined]] of its own",
        ),
        ("quarantined = [1]", "q.toml: write each entry below a [[quarantined]] of its own"),
        ("[[", "q.toml: "),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "q.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuarantineError) as raised:
        read_entries(path)
    assert said in str(raised.value)
