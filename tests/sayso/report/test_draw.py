"""`sayso report` draws the recording of the project it stands in, or says why it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli.main import main as cli
from tests.projects.report_project import Project

FINE = "Feature: Fine\n  Scenario: It always works\n    Given a start\n"


def test_the_reports_of_the_project_are_drawn_from_any_folder_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.at(tmp_path, {"fine": FINE})
    settings = tmp_path / "pyproject.toml"
    named = settings.read_text("utf-8").replace(
        "[tool.sayso]", '[tool.sayso]\nreports = "out/kept"'
    )
    settings.write_text(named, "utf-8")
    project.run("features")
    start_page = tmp_path / "out/kept/index.html"
    start_page.unlink()
    monkeypatch.chdir(tmp_path / "features/part")
    assert cli(["report"]) == 0
    assert capsys.readouterr().out == f"{start_page}\n"
    assert start_page.is_file()


@pytest.mark.parametrize(
    "damage",
    [
        "no json at all",
        json.dumps({"testRunStarted": {}}),
        json.dumps({"testRunStarted": "now"}),
        json.dumps({"attachment": ["one"]}),
        json.dumps(
            {
                "source": {
                    "uri": "a.feature",
                    "data": "Feature: A\n Scenario: B\n Given c\n nonsense",
                }
            }
        ),
    ],
)
@pytest.mark.parametrize("command", ["report", "merge"])
def test_a_damaged_recording_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, damage: str
) -> None:
    recording = tmp_path / "messages.ndjson"
    recording.write_text(f"{damage}\n", "utf-8")
    output = ["-o", str(tmp_path / "out")] if command == "merge" else []
    assert cli([command, str(tmp_path), *output]) == 2
    said = capsys.readouterr().err
    assert f"sayso {command}: {recording} is no recording of a run: " in said
    assert not list(tmp_path.rglob("index.html"))


@pytest.mark.parametrize("command", ["report", "merge"])
def test_a_folder_without_a_recording_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    output = ["-o", str(tmp_path / "out")] if command == "merge" else []
    assert cli([command, str(tmp_path / "lost"), *output]) == 2
    assert "messages.ndjson does not exist: name a folder with a recording" in (
        capsys.readouterr().err
    )
    assert not (tmp_path / "lost").exists()


def test_wrong_settings_are_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.sayso]\nreports = 3\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli(["report"]) == 2
    assert "sayso report: [tool.sayso] reports must be a string, not 3" in capsys.readouterr().err
