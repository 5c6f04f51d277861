"""Which feature files belong to a run: all under the given paths, run or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from gherkin.errors import CompositeParserException

from sayso.gherkin.document import Example, FeatureDocument
from sayso.gherkin.reading import read_feature
from sayso.settings import Settings

# An argument may end in a place inside the file: features/a.feature::Title, features/a.feature:12
PLACE = re.compile(r"(?<=\.feature)(::.*|(:\d+)+)$", re.DOTALL)


@dataclass(frozen=True)
class Unreadable:
    """A feature file the official parser refuses."""

    uri: str
    line: int | None
    message: str


@dataclass
class Documents:
    """The documents of a run, found by uri; unreadable ones are kept as what is wrong with them."""

    root: Path
    known: dict[str, FeatureDocument] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)

    @classmethod
    def given(cls, config: pytest.Config) -> Documents:
        """The feature files under the paths of the command line."""
        settings = Settings.of(config)
        documents = cls(config.rootpath)
        here = config.invocation_params.dir
        given = [here / PLACE.sub("", str(argument)) for argument in config.args]
        for path in dict.fromkeys(_feature_files(given, settings.features)):
            documents.read(path)
        return documents

    def read(self, path: Path) -> FeatureDocument | None:
        uri = uri_of(path, self.root)
        if uri in self.known:
            return self.known[uri]
        try:
            document = read_feature(path, self.root)
        except CompositeParserException as error:
            places = (getattr(each, "location", None) for each in error.errors)
            line = next((place["line"] for place in places if place), None)
            self.unreadable.append(Unreadable(uri, line, str(error)))
        except (OSError, UnicodeDecodeError) as error:
            self.unreadable.append(Unreadable(uri, None, str(error)))
        else:
            self.known[uri] = document
            return document
        return None

    def examples(self) -> Iterator[Example]:
        for document in self.known.values():
            yield from document.examples


def uri_of(path: Path, root: Path) -> str:
    """A path as reports name it: relative to the root, always with "/"."""
    inside = path.relative_to(root) if path.is_relative_to(root) else path
    return inside.as_posix()


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
