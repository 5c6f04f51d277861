"""What git knows of a run: commit, branch, changes beside it, and what came since."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sayso.report.commits import commits_between, git_facts


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org")
    command = ["git", *who, *arguments]
    return subprocess.check_output(command, cwd=root, text=True).strip()  # noqa: S603


def test_commit_and_branch_of_a_folder_in_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    assert git_facts(tmp_path) == {}
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "First")
    (tmp_path / "features").mkdir()
    commit = git(tmp_path, "rev-parse", "HEAD")
    assert git_facts(tmp_path / "features") == {
        "commit": commit,
        "branch": "main",
        "dirty": False,
        "commits": [[commit, "Sam", "First"]],
    }
    git(tmp_path, "checkout", "-q", "--detach")
    assert git_facts(tmp_path)["branch"] == ""


def test_a_changed_file_is_known(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    file = tmp_path / "a.feature"
    file.write_text("Feature: A\n", encoding="utf-8")
    git(tmp_path, "add", "a.feature")
    git(tmp_path, "commit", "-q", "-m", "First")
    assert git_facts(tmp_path)["dirty"] is False
    file.write_text("Feature: B\n", encoding="utf-8")
    assert git_facts(tmp_path)["dirty"] is True


def test_no_facts_without_a_repository(tmp_path: Path) -> None:
    assert git_facts(tmp_path) == {}


def test_the_commits_between_a_good_and_a_bad_one() -> None:
    about = {"commits": [["c3", "Rev", "Third"], ["c2", "Ada", "Second"], ["c1", "Sam", "First"]]}
    assert commits_between(about, "c1", "c3") == about["commits"][:2]
    assert commits_between(about, "c1", "c2") == about["commits"][1:2]
    assert commits_between(about, "c3", "c3") == []
    assert commits_between(about, "c0", "c3") is None
