"""Which project a folder belongs to."""

from __future__ import annotations

from pathlib import Path


def project_root(start: Path) -> Path:
    """The project that `start` belongs to, or `start` itself."""
    return project_of(start) or start


def project_of(start: Path) -> Path | None:
    """The nearest folder at or above `start` whose pyproject.toml speaks of sayso."""
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file() and "[tool.sayso" in path.read_text(encoding="utf-8", errors="replace"):
            return folder
    return None
