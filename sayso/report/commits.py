"""What git knows at the time of a run: the commit, changes beside it, the last commits."""

from __future__ import annotations

import subprocess  # nosec B404  # git, with fixed arguments
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
        return subprocess.check_output(  # noqa: S603  # nosec B603
            ["git", *arguments],  # noqa: S607  # nosec B607
            cwd=root,
            encoding="utf-8",
            errors="replace",
            stderr=subprocess.DEVNULL,
            timeout=WITHIN,
        )
    except (OSError, subprocess.SubprocessError):
        return ""


def commits_since(circumstances: dict[str, Any], good: str) -> list[list[str]] | None:
    """The commits after a good one, the latest first; None when it is not among the last ones."""
    commits: list[list[str]] = circumstances.get("commits") or []
    for place, commit in enumerate(commits):
        if commit[0] == good:
            return commits[:place]
    return None
