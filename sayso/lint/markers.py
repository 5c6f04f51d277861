"""Which tags pytest would know, found without starting it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sayso.settings import Settings
from sayso.steps.module import Module, name_of, read_files
from sayso.steps.pytest_settings import pytest_settings
from sayso.steps.written import Written

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

OF_SAYSO = ("quarantine",)
OF_PYTEST = (
    "filterwarnings(warning)",
    "parametrize(argnames, argvalues)",
    "skip(reason=None)",
    "skipif(condition)",
    "tryfirst",
    "trylast",
    "usefixtures(names)",
    "xfail(condition)",
)
_ADDS = "addinivalue_line"
_ENDS_A_NAME = re.compile("[(:]")


class Added(NamedTuple):
    """A line that a module adds to the markers, and where; None for a name that is computed."""

    line: str | None
    place: str


def declared_markers(settings: Settings) -> Iterator[str]:
    """The lines that declare markers in files of settings, and those that folders stand for."""
    yield from (*OF_PYTEST, *OF_SAYSO)
    lines = pytest_settings(settings.root).get("markers", ())
    yield from lines.splitlines() if isinstance(lines, str) else lines
    for folder in settings.features:
        yield from (each.name for each in folder.glob("**/*/"))


def markers_of_plugins() -> Iterator[str]:
    """The lines by which the installed plugins of pytest declare markers, read in their source."""
    from importlib.metadata import entry_points  # most checks need no plugin, and this takes time

    files = (_source(point) for point in entry_points(group="pytest11"))
    for path in files:
        if path is not None and _ADDS in path.read_text(encoding="utf-8", errors="replace"):
            added = added_by(read_files([path], path.parent))
            yield from (each.line for each in added if each.line)


def added_by(modules: Iterable[Module]) -> Iterator[Added]:
    """What modules add with `config.addinivalue_line("markers", "name: what it means")`."""
    modules = list(modules)
    written = Written(modules)
    for module in modules:
        for node in module.nodes:
            match node:
                case ast.Call(args=[ast.Constant(value="markers"), line]):
                    lines = _values(line, module, written) if name_of(node.func) == _ADDS else []
                    for each in lines:
                        yield Added(_known(each, module, written), f"{module.uri}:{node.lineno}")


def _known(line: ast.expr, module: Module, written: Written) -> str | None:
    """A line as far as it is written down; None when not all of its name is."""
    first, *more = written.parts(line, module)
    return first if first and (not more or _ENDS_A_NAME.search(first)) else None


def _values(node: ast.expr, module: Module, written: Written) -> list[ast.expr]:
    """What a name is given anywhere in its module, also one after the other by a loop."""
    if not isinstance(node, ast.Name) or node.id in module.constants:
        return [node]
    found = []
    for each in module.nodes:
        match each:
            case ast.Assign(targets=[ast.Name(id=node.id)], value=value):
                found.append(value)
            case ast.For(target=ast.Name(id=node.id), iter=values):
                several, _ = written.value(values, module)
                found += several.elts if isinstance(several, ast.Tuple | ast.List) else [node]
    return found or [node]


def _source(point: EntryPoint) -> Path | None:
    """The file behind an entry point; nothing of it is imported to find it."""
    package, *inner = point.module.split(".")
    spec = find_spec(package)
    if spec is None:
        return None
    if not inner:
        return Path(spec.origin) if spec.origin else None
    places = [Path(folder).joinpath(*inner) for folder in spec.submodule_search_locations or ()]
    files = [file for each in places for file in (each.with_suffix(".py"), each / "__init__.py")]
    return next((each for each in files if each.is_file()), None)
