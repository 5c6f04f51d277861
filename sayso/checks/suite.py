"""The Python of a suite, read once: steps, fixtures, pages and what lies in a conftest.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    unreadable: Sequence[Problem]

    @classmethod
    def at(cls, settings: Settings, features: Iterable[Path], pages: Iterable[Path]) -> Suite:
        """The suite of a project; its features see the conftest.py files beside and above them."""
        steps = list(read_modules(settings.steps, settings.root))
        fixtures = list(read_modules(settings.fixtures, settings.root))
        files = _conftests(features, settings.root)
        conftests = list(read_files(files, settings.root))
        folders = (*settings.steps, *settings.fixtures)
        wanted = [*files, *(path for folder in folders for path in folder.rglob("*.py"))]
        read = [*steps, *fixtures, *conftests]
        return cls(
            settings.root,
            steps,
            fixtures,
            list(read_modules(pages, settings.root)),
            conftests,
            list(unreadable(wanted, read, settings.root)),
        )

    @property
    def modules(self) -> list[Module]:
        """All of them."""
        return [*self.steps, *self.fixtures, *self.pages, *self.conftests]

    @property
    def plugins(self) -> list[Module]:
        """Those that pytest asks for markers."""
        return [*self.steps, *self.fixtures, *self.conftests]

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
