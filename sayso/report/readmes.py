"""The readme.md beside feature files: a folder's own introduction, in its author's words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

NAME = "readme.md"


def introductions(features: Iterable[Path]) -> dict[Path, str]:
    """The text of every readme.md in the folders of these feature files, by its path."""
    found = {}
    for folder in sorted({path.parent for path in features}):
        for path in sorted(folder.glob("*.md")):
            if path.name.lower() == NAME:
                found[path] = path.read_text(encoding="utf-8", errors="replace")
    return found
