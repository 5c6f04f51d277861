"""A Python file that is read and not imported: its functions, its imports, its constants."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sayso.gherkin.reader import uri_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """A parsed Python file."""

    path: Path
    uri: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """What an import calls it."""
        return self.uri.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def nodes(self) -> Sequence[ast.AST]:
        """Everything in the module; walking it takes longer than all that is asked of it."""
        return list(ast.walk(self.tree))

    @cached_property
    def statements(self) -> Sequence[ast.AST]:
        """What stands at the level of the module, also under an `if`, in a loop or in a `try`."""
        return list(of_scope(self.tree))

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions at the level of the module; of two with one name, the last."""
        return {each.name: each for each in self.statements if isinstance(each, Function)}

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """The names at the level of the module that are given a value, and given it once."""
        found: dict[str, list[ast.expr]] = {}
        for each in self.statements:
            if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
                targets = each.targets if isinstance(each, ast.Assign) else [each.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        found.setdefault(target.id, []).append(each.value)
        return {name: values[0] for name, values in found.items() if len(values) == 1}

    @cached_property
    def imported(self) -> dict[str, tuple[str, str]]:
        """What imports call it here: the module it comes from, and its name there, if any."""
        found = {}
        for node in self.nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for each in node.names:
                    name = each.asname or each.name.partition(".")[0]
                    home = isinstance(node, ast.ImportFrom) and self._home(node)
                    found[name] = (home, each.name) if home else (each.name, "")
        return found

    def _home(self, node: ast.ImportFrom) -> str:
        """The module of a `from ... import`, also of one that counts from where it stands."""
        above = self.uri.split("/")[: -node.level] if node.level else []
        return ".".join([*above, *([node.module] if node.module else [])])


def python_files(folders: Iterable[Path]) -> list[Path]:
    """The Python files below some folders, each once."""
    return sorted({path for folder in folders for path in folder.rglob("*.py")})


def read_modules(folders: Iterable[Path], root: Path) -> Iterator[Module]:
    """The modules below some folders; one that cannot be read is left to pytest."""
    yield from read_files(python_files(folders), root)


def read_files(paths: Iterable[Path], root: Path) -> Iterator[Module]:
    """The modules in some files; one that cannot be read is left to pytest."""
    for path in paths:
        try:
            tree = ast.parse(path.read_bytes(), str(path))
        except (OSError, SyntaxError, ValueError):
            continue
        yield Module(path, uri_of(path, root), tree)


def name_of(node: ast.expr) -> str:
    """The last word of a name like `expect` or `pytest.fail`; nothing for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def of_scope(node: ast.AST) -> Iterator[ast.AST]:
    """The statements of a scope; those inside a function or a class belong to another one."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        if not isinstance(child, _Scope | ast.expr):
            yield from of_scope(child)
