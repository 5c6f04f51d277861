"""Which feature files belong to a run: all under the given paths, run or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reading import read_feature
from sayso.settings import Settings

# An argument may end in a place inside the file: features/a.feature::Title, features/a.feature:12
PLACE = re.compile(r"(?<=\.feature)(::.*|(:\d+)+)$", re.DOTALL)


def given_files(config: pytest.Config) -> list[Path]:
    """The feature files under the paths of the command line."""
    here = config.invocation_params.dir
    given = [here / PLACE.sub("", str(argument)) for argument in config.args]
    return list(dict.fromkeys(_feature_files(given, Settings.of(config).features)))


def readable(files: Iterable[Path], root: Path) -> list[FeatureDocument]:
    """The documents in these files; collection tells what is wrong with the others."""
    return list(_readable(files, root))


def _readable(files: Iterable[Path], root: Path) -> Iterator[FeatureDocument]:
    for path in files:
        try:
            yield read_feature(path, root)
        except FeatureError:
            continue


def _feature_files(given: Iterable[Path], folders: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_file() and path.suffix == ".feature":
            yield path.resolve()
        elif path.is_dir():
            for folder in _searched(path.resolve(), folders):
                yield from sorted(folder.rglob("*.feature"))


def _searched(given: Path, folders: Iterable[Path]) -> Iterator[Path]:
    """A folder of features as far as it was given: the whole of it, or a part."""
    for folder in folders:
        if given.is_relative_to(folder):
            yield given
        elif folder.is_relative_to(given):
            yield folder
