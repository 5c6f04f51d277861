"""The commit a run was made of, read from git's own files."""

from __future__ import annotations

from pathlib import Path


def commit_of(root: Path) -> dict[str, str]:
    """Commit and branch or nothing where there is no repository.

    https://git-scm.com/docs/gitrepository-layout (HEAD, refs, packed-refs, worktrees)
    """
    folder = _git_folder(root)
    if folder is None:
        return {}
    head = _text(folder / "HEAD")
    if not head.startswith("ref: "):
        return {"commit": head, "branch": ""} if head else {}
    name = head.removeprefix("ref: ")
    commit = _commit_of(name, folder)
    return {"commit": commit, "branch": name.removeprefix("refs/heads/")} if commit else {}


def _git_folder(root: Path) -> Path | None:
    for folder in (root, *root.parents):
        found = folder / ".git"
        if found.is_dir():
            return found
        if found.is_file():  # a worktree: the file names the place
            return folder / _text(found).removeprefix("gitdir: ")
    return None


def _commit_of(name: str, folder: Path) -> str:
    shared = folder / (_text(folder / "commondir") or ".")
    for place in (folder, shared):
        if commit := _text(place / name):
            return commit
    packed = (line.split(" ", 1) for line in _text(shared / "packed-refs").splitlines())
    return next((line[0] for line in packed if line[1:] == [name]), "")


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace").strip() if path.is_file() else ""
