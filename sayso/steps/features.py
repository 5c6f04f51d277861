"""The feature files of a project, found as pytest finds them without being started."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from sayso.collection.discovery import below, is_feature_file, is_symlink_loop, norecurse_folders
from sayso.steps.pytest_settings import pytest_settings

# What `pytest --help` says of norecursedirs.
_PASSED_BY = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")
_ENVIRONMENT = ("pyvenv.cfg", "conda-meta/history")


def feature_files(paths: Iterable[Path], root: Path) -> list[Path]:
    """The feature files among and below some paths, through links as well; sorted.

    Folders are passed by as the settings of the project say, not as a conftest.py might.
    """
    ignored = _ignored(root)
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(below(path, ignored))
        elif path.is_file() and is_feature_file(path):
            found.add(path)
    return sorted(found)


def never_run(features: Iterable[Path], root: Path) -> Iterator[Path]:
    """Folders of features that pytest passes by for their names."""
    folders = (each for top in features for each in sorted(top.glob("**/*/")))
    yield from norecurse_folders(folders, root, _patterns(root), _ignored(root))


def _patterns(root: Path) -> Sequence[str]:
    said = pytest_settings(root).get("norecursedirs", _PASSED_BY)
    return shlex.split(said) if isinstance(said, str) else said


def _ignored(root: Path) -> Callable[[Path], bool]:
    patterns = _patterns(root)
    return lambda path: (
        path.is_dir()
        and (
            any(_fits(path, each) for each in patterns)
            or any((path / each).is_file() for each in _ENVIRONMENT)
            or is_symlink_loop(path)
        )
    )


def _fits(path: Path, pattern: str) -> bool:
    """Whether a pattern means a folder: its name, or its path when the pattern has parts."""
    if os.sep not in pattern:
        return fnmatch(path.name, pattern)
    anywhere = "" if Path(pattern).is_absolute() else f"*{os.sep}"
    return fnmatch(str(path), anywhere + pattern)
