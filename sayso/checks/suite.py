"""The Python of a suite, read once: steps, fixtures, pages and what lies in a conftest.py."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.checks.modules import unreadable
from sayso.checks.sentences import Sentences
from sayso.gherkin.problems import Problem
from sayso.sentences.module import Module, read_files, read_modules
from sayso.sentences.source import read_source, types_in
from sayso.settings import Settings

CONFTEST = "conftest.py"


@dataclass(frozen=True)
class Suite:
    """The modules of a suite, by what they are for."""

    root: Path
    steps: Sequence[Module]
    fixtures: Sequence[Module]
    pages: Sequence[Module]
    conftests: Sequence[Module]
    files: Sequence[Path]  # of the modules that pytest loads as plugins

    @classmethod
    def at(cls, settings: Settings, features: Iterable[Path], pages: Iterable[Path]) -> Suite:
        """The suite of a project; its features see the conftest.py files beside and above them."""
        root = settings.root
        folders = (*settings.steps, *settings.fixtures)
        own = [path for folder in folders for path in folder.rglob("*.py")]
        beside = _conftests(features, root)
        conftests = list(read_files(beside, root))
        listed = sorted(set(_listed(conftests, root)) - set(own))
        return cls(
            root,
            [*read_modules(settings.steps, root), *read_files(listed, root)],
            list(read_modules(settings.fixtures, root)),
            list(read_modules(pages, root)),
            conftests,
            [*own, *beside, *listed],
        )

    @property
    def modules(self) -> list[Module]:
        """All of them."""
        return [*self.steps, *self.fixtures, *self.pages, *self.conftests]

    @property
    def plugins(self) -> list[Module]:
        """Those that pytest loads as plugins, as far as they can be read."""
        return [*self.steps, *self.fixtures, *self.conftests]

    @property
    def unreadable(self) -> list[Problem]:
        """What is missing, and why."""
        return list(unreadable(self.files, self.plugins, self.root))

    def sentences(self) -> Sentences:
        """The definitions, and which of them only the features of a folder can use."""
        others = [*self.fixtures, *self.conftests]
        types = types_in([*self.steps, *others])
        everywhere = read_source(self.steps, types, others)
        nearer = {
            each.path.parent: read_source([each], types, [*self.steps, *others])
            for each in self.conftests
        }
        return Sentences(
            everywhere.definitions,
            {folder: source.definitions for folder, source in nearer.items()},
            [each for source in (everywhere, *nearer.values()) for each in source.unread],
        )


def _conftests(features: Iterable[Path], root: Path) -> list[Path]:
    """The conftest.py files beside and above some features."""
    beside = {path.parent for path in features}
    above = {each for folder in beside for each in (folder, *folder.parents)}
    files = (each / CONFTEST for each in above if each.is_relative_to(root))
    return sorted(each for each in files if each.is_file())


def _listed(conftests: Iterable[Module], root: Path) -> Iterator[Path]:
    """The files of the project that a conftest.py loads with `pytest_plugins`."""
    for module in conftests:
        value = module.constants.get("pytest_plugins")
        for each in value.elts if isinstance(value, ast.List | ast.Tuple) else [value]:
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                path = root.joinpath(*each.value.split("."))
                files = (path.with_suffix(".py"), path / "__init__.py")
                yield from (file for file in files if file.is_file())
