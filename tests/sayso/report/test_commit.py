"""The commit and the branch of a run."""

from __future__ import annotations

import subprocess
from pathlib import Path

from sayso.report.run_metadata import commit_of


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org")
    command = ["git", *who, *arguments]
    return subprocess.check_output(command, cwd=root, text=True).strip()  # noqa: S603


def test_commit_and_branch_of_a_folder_in_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    assert commit_of(tmp_path) == {}
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "First")
    (tmp_path / "features").mkdir()
    commit = git(tmp_path, "rev-parse", "HEAD")
    assert commit_of(tmp_path / "features") == {"commit": commit, "branch": "main"}
    git(tmp_path, "checkout", "-q", "--detach")
    assert commit_of(tmp_path) == {"commit": commit, "branch": ""}


def test_no_commit_without_a_repository(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == {}
