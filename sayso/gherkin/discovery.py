"""Which feature files were given, found without collecting, so that a loss can be noticed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the `sayso` command reads the suffix without paying for pytest
    import pytest

SUFFIX = ".feature"


def is_feature_file(path: Path) -> bool:
    """Whether a path has the name of a feature file."""
    return path.suffix.lower() == SUFFIX


def feature_files(config: pytest.Config) -> list[Path]:
    """The feature files under the given arguments, as collection finds them; sorted."""
    found: set[Path] = set()
    for argument in config.args:
        given = config.invocation_params.dir / argument.split("::")[0]
        path = Path(os.path.abspath(given))  # noqa: PTH100 - keeps links as given, like pytest
        found.update(_below(path, config) if path.is_dir() else filter(is_feature_file, [path]))
    return sorted(path for path in found if path.is_file())


def _below(folder: Path, config: pytest.Config) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        path = Path(entry.path)
        if entry.is_dir():
            if not _ignored(path, config):
                yield from _below(path, config)
        elif is_feature_file(path) and not _ignored(path, config):
            yield path


def _ignored(path: Path, config: pytest.Config) -> bool:
    return bool(config.hook.pytest_ignore_collect(collection_path=path, config=config))
