"""`sayso doctor`: what is there, what is missing, how to get it, and an exit code for scripts."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

import pytest

from sayso.browser import finder as browsers
from sayso.cli import doctor
from sayso.cli.doctor import Finding, examine


def findings(root: Path) -> dict[str, Finding]:
    return {finding.subject: finding for finding in examine(root)}


def test_this_environment_has_what_is_needed(tmp_path: Path) -> None:
    found = findings(tmp_path)
    assert found["Python"].sign == found["pytest"].sign == found["playwright"].sign == "ok"
    assert found["playwright"].text == importlib.metadata.version("playwright")


def test_a_machine_without_a_browser_is_told_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browsers, "MAC_PLACES", ())
    monkeypatch.setattr(browsers, "WINDOWS_PLACES", ())
    monkeypatch.delenv("SAYSO_BROWSER", raising=False)
    monkeypatch.chdir(tmp_path)
    assert doctor.main([]) == 1
    said = capsys.readouterr().out
    assert "MISSING  browser              none was found" in said
    assert "playwright install --with-deps --only-shell chromium" in said
    assert said.endswith("1 needed but missing.\n")


def test_a_package_that_is_missing_or_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == "requests":
            raise importlib.metadata.PackageNotFoundError(name)
        return "0.9" if name == "playwright" else "9.2"

    monkeypatch.setattr(importlib.metadata, "version", version)
    found = findings(tmp_path)
    assert found["requests"].text == "is not installed"
    assert re.search(r"-m pip install --upgrade 'requests[<>=\d.,]+'$", found["requests"].remedy)
    assert found["playwright"].text.startswith("0.9, but ")
    assert found["playwright"].sign == "MISSING"
    (tmp_path / "uv.lock").touch()
    assert findings(tmp_path)["requests"] == Finding("requests", "is not installed", "uv sync")
    monkeypatch.setattr(doctor, "is_installed", lambda: False)
    added = "is not there; only -n needs it: uv add --dev 'sayso[parallel]'"
    assert findings(tmp_path)["xdist"] == Finding("xdist", added)


def test_what_the_options_of_the_project_ask_for_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("PYTEST_ADDOPTS", "--video on")
    (tmp_path / "pyproject.toml").write_text('[tool.pytest]\naddopts = ["--browser", "firefox"]\n')
    found = findings(tmp_path)
    assert found["--browser firefox"].sign == found["--video"].sign == "MISSING"
    assert "browser" not in found
    monkeypatch.delenv("PYTEST_ADDOPTS")
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "-q"\n')
    assert findings(tmp_path)["ffmpeg"].text == "is not there; only --video needs it"


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.sayso\n")
    assert findings(tmp_path)["settings"].sign == "MISSING"
