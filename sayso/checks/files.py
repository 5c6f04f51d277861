"""The feature files below some folders, found as pytest finds them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.gherkin.discovery import is_feature_file


def feature_files(paths: Iterable[Path]) -> list[Path]:
    """Feature files among and below the paths, through links as well; sorted."""
    found: set[Path] = set()
    for path in paths:
        found.update([path] if path.is_file() else _below(path, frozenset()))
    return sorted(found)


def _below(folder: Path, above: frozenset[str]) -> Iterator[Path]:
    """Also links that lead nowhere, so that they can be told; a link in a circle ends there."""
    here = os.path.realpath(folder)
    if here in above or not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir():
            yield from _below(path, above | {here})
        elif is_feature_file(path):
            yield path
