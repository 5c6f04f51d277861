"""Names that mean a function or a class: always true, so that `assert check` checks nothing."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable

from sayso.lint.names import Names
from sayso.steps.module import Function, Module, name_of

# Decorators that leave a function as it is.
PLAIN = frozenset(
    {"cached_property", "classmethod", "fixture", "given", "override", "property", "soft"}
    | {"staticmethod", "step", "then", "when"}
)
_Code = Function | ast.ClassDef


def is_code(name: str, module: Module, names: Names) -> bool:
    """Whether a plain name certainly means a function or a class, of the suite or of Python."""
    if name in names.bound(module) or "*" in module.imported:
        return False
    made = _made(name, module)
    if name in module.imported:
        return not made and _is_code_of_suite(*module.imported[name], names)
    if not made:
        return callable(getattr(builtins, name, None))
    return any(each in module.statements for each in made) and all(map(_is_plain, made))


def decorators(function: Function) -> Iterable[str]:
    """The names of what stands above a function."""
    for each in function.decorator_list:
        yield name_of(each.func if isinstance(each, ast.Call) else each)


def _is_code_of_suite(source: str, name: str, names: Names) -> bool:
    home = names.modules.get(source)
    return home is not None and bool(_made(name, home)) and is_code(name, home, names)


def _made(name: str, module: Module) -> list[_Code]:
    return [each for each in module.nodes if isinstance(each, _Code) and each.name == name]


def _is_plain(made: _Code) -> bool:
    """A class that is made by another, or below another, may say itself whether it is true."""
    if isinstance(made, ast.ClassDef):
        return not (made.decorator_list or made.bases or made.keywords)
    return all(each in PLAIN for each in decorators(made))
