"""The commit of a run is read from git's own files, whatever shape they have."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.commit import commit_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ON_MAIN = {"commit": COMMIT, "branch": "main"}


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({".git/HEAD": "ref: refs/heads/main", ".git/refs/heads/main": COMMIT}, ON_MAIN),
        (
            {
                ".git/HEAD": "ref: refs/heads/main",
                ".git/packed-refs": f"# pack-refs with: peeled\n{COMMIT} refs/heads/main",
            },
            ON_MAIN,
        ),
        ({".git/HEAD": COMMIT}, {"commit": COMMIT, "branch": ""}),
        ({".git/HEAD": "ref: refs/heads/main"}, {}),
        ({"readme.txt": "no repository"}, {}),
    ],
)
def test_the_commit_of_a_repository(
    tmp_path: Path, files: dict[str, str], expected: dict[str, str]
) -> None:
    assert commit_of(written(tmp_path, files)) == expected


def test_the_commit_of_a_worktree_and_of_a_folder_in_it(tmp_path: Path) -> None:
    main = written(
        tmp_path / "main",
        {
            ".git/refs/heads/side": COMMIT,
            ".git/worktrees/side/HEAD": "ref: refs/heads/side",
            ".git/worktrees/side/commondir": "../..",
        },
    )
    side = written(tmp_path / "side", {".git": f"gitdir: {main / '.git/worktrees/side'}"})
    (side / "features").mkdir()
    assert commit_of(side / "features") == {"commit": COMMIT, "branch": "side"}
