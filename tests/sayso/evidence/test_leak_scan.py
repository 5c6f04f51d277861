"""After the run: an artefact that holds a secret of the run fails it, without telling which."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sayso.evidence.leak_scan import findings_in
from sayso.redaction.secrets import Secrets
from tests.projects.system_project import Project


@pytest.fixture
def secrets() -> Secrets:
    known = Secrets()
    known.add("correct horse battery", "the password of Ada")
    known.add("tok-12345678", "a token")
    return known


def test_a_clean_folder_has_no_findings(tmp_path: Path, secrets: Secrets) -> None:
    (tmp_path / "a.log").write_text("correct horse, but no battery; tok-1234567")
    assert list(findings_in([tmp_path], secrets, tmp_path)) == []


def test_every_file_is_searched_in_every_spelling(tmp_path: Path, secrets: Secrets) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep/er/a.log").write_text("x?password=correct+horse+battery&y")
    (tmp_path / "b.json").write_text('{"a": "xtok-12345678y", "b": "correct horse battery"}')
    (tmp_path / "picture.png").write_text("tok-12345678")
    assert list(findings_in([tmp_path, tmp_path / "none"], secrets, tmp_path)) == [
        "b.json holds a secret of this run: a token",
        "b.json holds a secret of this run: the password of Ada",
        "deep/er/a.log holds a secret of this run: the password of Ada",
    ]


def test_archives_are_opened(tmp_path: Path, secrets: Secrets) -> None:
    with zipfile.ZipFile(tmp_path / "trace.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trace.network", "tok-12345678" * 3)
    assert list(findings_in([tmp_path], secrets, Path("/elsewhere"))) == [
        f"{tmp_path}/trace.zip, in trace.network, holds a secret of this run: a token"
    ]


@pytest.mark.parametrize(("name", "found"), [("page.png", 0), ("shop.log", 1)])
def test_what_ends_like_an_archive_by_chance_is_none(
    tmp_path: Path, secrets: Secrets, name: str, found: int
) -> None:
    end_of_archive = b"PK\x05\x06" + bytes(8) + b"\x63\0\0\0" * 2 + bytes(2)
    (tmp_path / name).write_bytes(b"tok-12345678" + end_of_archive)
    assert len(list(findings_in([tmp_path], secrets, tmp_path))) == found


LEAKS = """
import pathlib

def test_it(evidence, pytestconfig):
    evidence.secret("tok-12345678", "the token of Ada")
    evidence.add("tok-12345678", kind="text/plain", title="clean")
    folder = pathlib.Path(pytestconfig.rootpath, "reports")
    folder.mkdir()
    (folder / "shop.log").write_text({text!r})
"""


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_a_leak_fails_a_run_whose_tests_passed(tmp_path: Path, workers: tuple[str, ...]) -> None:
    project = Project(tmp_path)
    project.write("test_it.py", LEAKS.format(text="it is tok-12345678"))
    result = project.run(*workers)
    assert result.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 passed" in result.stdout
    assert "reports/shop.log holds a secret of this run: the token of Ada" in result.stdout
    assert "tok-12345678" not in result.stdout + result.stderr


def test_the_log_of_a_system_loses_its_secrets_and_nothing_else(tmp_path: Path) -> None:
    project = Project(tmp_path)
    leaks = LEAKS.replace('"shop.log"', '"logs/shop.log"').replace(
        "mkdir()", "joinpath('logs').mkdir(parents=True)"
    )
    project.write("test_it.py", leaks.format(text="it is tok-12345678, in caf\xe9"))
    result = project.run()
    assert result.returncode == pytest.ExitCode.OK, result.stdout
    assert project.read("reports/logs/shop.log") == "it is [removed], in caf\xe9"


def test_a_clean_run_passes(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("test_it.py", LEAKS.format(text="nothing"))
    result = project.run()
    assert result.returncode == pytest.ExitCode.OK, result.stdout
    assert "secret" not in result.stdout


def test_a_run_with_features_begins_with_empty_folders(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("features/a.feature", "Feature: A\n  Scenario: B\n    Given c\n")
    project.write("steps/a.py", "from pytest_bdd import given\n@given('c')\ndef c(): pass\n")
    for path in ("reports/evidence/old.txt", "reports/logs/old.log", "reports/history.jsonl"):
        project.write(path, "")
    project.write("test_it.py", "def test_it(): pass")
    project.run("test_it.py")
    assert (tmp_path / "reports/evidence/old.txt").exists()
    project.run("features")
    assert not (tmp_path / "reports/evidence/old.txt").exists()
    assert not (tmp_path / "reports/logs/old.log").exists()
    assert (tmp_path / "reports/history.jsonl").exists()
