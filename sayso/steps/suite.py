"""The Python of a suite that pytest loads for its features, and the sentences in it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.settings import Settings
from sayso.steps.definition import StepDefinition
from sayso.steps.module import Module, python_files, read_files
from sayso.steps.registry import StepRegistry
from sayso.steps.source import Unread, read_source, types_in

CONFTEST = "conftest.py"


@dataclass(frozen=True)
class Definitions:
    """All definitions of a suite, with the folder of the conftest.py that holds some of them."""

    everywhere: Sequence[StepDefinition]
    below: Mapping[Path, Sequence[StepDefinition]]
    unread: Sequence[Unread]
    hidden: Sequence[tuple[str, StepDefinition]]  # with the class that each stands in
    _indexes: dict[tuple[Path, ...], StepRegistry] = field(default_factory=dict)

    @property
    def all(self) -> list[StepDefinition]:
        """Every definition, wherever it can be used."""
        return [*self.everywhere, *(each for some in self.below.values() for each in some)]

    def index(self, path: Path) -> StepRegistry:
        """The index for a feature file; folders that can use the same share one."""
        nearer = tuple(each for each in reversed(path.parents) if each in self.below)
        if nearer not in self._indexes:
            self._indexes[nearer] = StepRegistry(list(self._visible(nearer)))
        return self._indexes[nearer]

    def _visible(self, nearer: Iterable[Path]) -> Iterator[StepDefinition]:
        """What can be used below some folders; a nearer definition replaces an equal one."""
        found: dict[object, list[StepDefinition]] = {}
        for some in (self.everywhere, *(self.below[each] for each in nearer)):
            here: dict[object, list[StepDefinition]] = defaultdict(list)
            for each in some:
                here[each.keyword, each.pattern, each.kind].append(each)
            found |= here
        yield from (each for some in found.values() for each in some)


@dataclass(frozen=True)
class Suite:
    """The modules that pytest loads for some features, as far as they can be read."""

    modules: Sequence[Module]
    files: Sequence[Path]  # of all of them, also of those that cannot be read
    nearby: frozenset[Path]  # of those that only the features beside and below them can use

    @classmethod
    def at(cls, settings: Settings, features: Iterable[Path]) -> Suite:
        """The suite of a project; its features see the conftest.py files beside and above them."""
        own = python_files((*settings.fixtures, *settings.steps))
        nearby = frozenset(_conftests(features, settings.root)) - set(own)
        files = [*own, *sorted(nearby)]
        modules = list(read_files(files, settings.root))
        for module in modules:  # which grow meanwhile: a plugin may name further ones
            named = [each for each in _plugins(module, settings.root) if each not in files]
            files += named
            modules += read_files(named, settings.root)
        return cls(modules, files, nearby)

    def definitions(self) -> Definitions:
        """The definitions, and which of them only the features of a folder can use."""
        types = types_in(self.modules)
        conftests = [each for each in self.modules if each.path in self.nearby]
        plugins = [each for each in self.modules if each.path not in self.nearby]
        everywhere = read_source(plugins, types, conftests)
        below = {each.path.parent: read_source([each], types, self.modules) for each in conftests}
        sources = (everywhere, *below.values())
        return Definitions(
            everywhere.definitions,
            {folder: source.definitions for folder, source in below.items()},
            [each for source in sources for each in source.unread],
            [each for source in sources for each in source.hidden],
        )


def _conftests(features: Iterable[Path], root: Path) -> Iterator[Path]:
    """The conftest.py files beside and above some features."""
    beside = {path.parent for path in features}
    above = {each for folder in beside for each in (folder, *folder.parents)}
    files = (each / CONFTEST for each in above if each.is_relative_to(root))
    yield from (each for each in files if each.is_file())


def _plugins(module: Module, root: Path) -> Iterator[Path]:
    """The files of the project that a module loads with `pytest_plugins`."""
    value = module.constants.get("pytest_plugins")
    for each in value.elts if isinstance(value, ast.List | ast.Tuple) else [value]:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            path = root.joinpath(*each.value.split("."))
            files = (path.with_suffix(".py"), path / "__init__.py")
            yield from (file for file in files if file.is_file())
