"""How the modules of a suite write their sentences, so that a new one is written like them."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sayso.steps.definition import StepDefinition

PYTEST_BDD = "pytest_bdd"
_PARSED = ("parse", "cfparse")


class Import(NamedTuple):
    """One name of an import; `name` is empty for `import module`."""

    module: str
    name: str
    bound: str


class Phrase(NamedTuple):
    """What a sentence with values is wrapped in, and the import that brings it, if one does."""

    called: str
    source: Import | None


PARSE = Phrase("parsers.parse", Import(PYTEST_BDD, "parsers", "parsers"))


class Manner:
    """What a module has, and how it writes sentences with values."""

    def __init__(self, tree: ast.Module, patterns: frozenset[str] = frozenset()) -> None:
        self.imports = {each.bound: each for each in _imports(tree)}
        self.names = frozenset([*self.imports, *_defined(tree)])
        self.phrases = Counter(_phrases(tree, self.imports, patterns))

    def name_of(self, wanted: Import) -> str:
        """What the module calls something it imports; empty when it does not have it."""
        for each in self.imports.values():
            if each[:2] == wanted[:2]:
                return each.bound
            if each[:2] == (wanted.module, ""):
                return f"{each.bound}.{wanted.name}"
        return ""

    def call(self, phrase: Phrase) -> str:
        """How the module calls a phrase with what it has, or will have, imported."""
        if phrase.source is None:
            return phrase.called
        here = self.name_of(phrase.source) or phrase.source.bound
        return here + phrase.called.removeprefix(phrase.source.bound)


def manners(definitions: Sequence[StepDefinition]) -> dict[str, Manner]:
    """The manner of each module that holds some of the definitions, by its place."""
    by_place: dict[str, list[StepDefinition]] = {}
    for each in definitions:
        by_place.setdefault(each.place[0], []).append(each)
    found = {}
    for place, group in by_place.items():
        tree = _tree(group[0])
        if tree is not None:
            patterns = frozenset(each.pattern for each in group if each.kind in _PARSED)
            found[place] = _manner(tree, patterns)
    return found


def phrase_in(place: str, known: dict[str, Manner]) -> Phrase:
    """What a sentence with values is wrapped in at a place: as there, as elsewhere, or plainly."""
    own = known.get(place)
    if own is not None and own.phrases:
        return own.phrases.most_common(1)[0][0]
    everywhere: Counter[Phrase] = Counter()
    for other, manner in known.items():
        near = PurePosixPath(other).parent == PurePosixPath(place).parent
        for phrase, count in manner.phrases.items():
            if phrase.source and (near or not phrase.source.module.startswith(".")):
                everywhere[phrase] += count
    return everywhere.most_common(1)[0][0] if everywhere else PARSE


def import_lines(wanted: Iterable[Import]) -> Iterator[str]:
    """The lines that bring some names, those of one module in one."""
    by_module: dict[str, list[str]] = {}
    for module, name, bound in sorted(wanted):
        what = name or module
        renamed = what if bound in (what, module.partition(".")[0]) else f"{what} as {bound}"
        by_module.setdefault(module if name else "", []).append(renamed)
    for module, names in by_module.items():
        yield f"from {module} import {', '.join(names)}" if module else f"import {', '.join(names)}"


def _tree(definition: StepDefinition) -> ast.Module | None:
    """The source a definition stands in; None when it cannot be read."""
    read = getattr(definition.context, "module", None)
    if read is not None:
        tree: ast.Module = read.tree
        return tree
    code = getattr(inspect.unwrap(definition.function), "__code__", None)
    try:
        return _parsed(Path(code.co_filename).read_bytes()) if code else None
    except (OSError, SyntaxError, ValueError):
        return None


@lru_cache(maxsize=64)  # like the next, asked for each undefined step
def _manner(tree: ast.Module, patterns: frozenset[str]) -> Manner:
    return Manner(tree, patterns)


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> ast.Module:
    return ast.parse(content)


def _imports(tree: ast.Module) -> Iterator[Import]:
    for node in tree.body:
        if isinstance(node, ast.Import):
            for each in node.names:
                yield Import(each.name, "", each.asname or each.name.partition(".")[0])
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for each in node.names:
                yield Import(module, each.name, each.asname or each.name)


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (each.id for each in targets if isinstance(each, ast.Name))


def _phrases(
    tree: ast.Module, imports: dict[str, Import], patterns: frozenset[str]
) -> Iterator[Phrase]:
    """What is called with one of the patterns, and, unless it is pytest-bdd's, nothing else."""
    for node in tree.body:
        for decorator in getattr(node, "decorator_list", ()):
            said = decorator.args[0] if isinstance(decorator, ast.Call) and decorator.args else None
            if not isinstance(said, ast.Call) or len(said.args) != 1:
                continue
            called = ast.unparse(said.func)
            source = imports.get(called.partition(".")[0])
            plain = source is not None and source.module.partition(".")[0] == PYTEST_BDD
            if getattr(said.args[0], "value", None) in patterns and (plain or not said.keywords):
                yield Phrase(called, source)
