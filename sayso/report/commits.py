"""What git knows at the time of a run: the commit, changes beside it, the last commits."""

from __future__ import annotations

import subprocess  # nosec B404  # git, with fixed arguments
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso.redaction.rules import redact_text

WITHIN = 5  # seconds; a report without commits is better than a run that waits
LAST = 50
FORMAT = "%H%x00%an%x00%s"


def git_facts(root: Path) -> dict[str, Any]:
    """Commit, branch (empty on a detached head), `dirty` and `commits`; nothing without git."""
    head = _git(root, "rev-parse", "HEAD", "--symbolic-full-name", "HEAD").split()
    if not head:
        return {}
    branch = head[1].removeprefix("refs/heads/") if head[1] != "HEAD" else ""
    changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    log = _git(root, "log", f"-{LAST}", f"--format={FORMAT}").splitlines()
    return {
        "commit": head[0],
        "branch": branch,
        "dirty": bool(changed.strip()),
        "commits": [redact_text(line).split("\0") for line in log],
    }


def _git(root: Path, *arguments: str) -> str:
    """What git answers; nothing when it is not there, refuses or takes too long."""
    try:
        return subprocess.check_output(  # noqa: S603  # nosec B603 B607
            ["git", *arguments],  # noqa: S607
            cwd=root,
            encoding="utf-8",
            errors="replace",
            stderr=subprocess.DEVNULL,
            timeout=WITHIN,
        )
    except (OSError, subprocess.SubprocessError):
        return ""


def commits_between(about: Mapping[str, Any], good: str, bad: str) -> list[list[str]] | None:
    """What came after the good commit, up to the bad one, the latest first.

    None when they are not both among the last commits.
    """
    commits: list[list[str]] = about.get("commits") or []
    places = {commit[0]: place for place, commit in enumerate(commits)}
    return commits[places[bad] : places[good]] if {good, bad} <= places.keys() else None
