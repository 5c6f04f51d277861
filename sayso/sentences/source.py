"""Step definitions read from the source, so that `sayso check` need not import the suite.

A type whose pattern is computed (`one_of(SUBJECTS)`) cannot be read; it is taken to fit anything,
and a definition with such a type is not `exact`. pytest itself asks the real definitions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import parse  # type: ignore[import-untyped]  # it ships no types
from cucumber_expressions.errors import (  # type: ignore[import-untyped]  # it ships no types
    UndefinedParameterTypeError,
)
from cucumber_expressions.expression import (  # type: ignore[import-untyped]  # it ships no types
    CucumberExpression,
)
from cucumber_expressions.parameter_type_registry import (  # type: ignore[import-untyped]  # same
    ParameterTypeRegistry,
)

from sayso.sentences.definition import BELOW, Argument, Keyword, StepDefinition, dissect

Function = ast.FunctionDef | ast.AsyncFunctionDef

_DECORATORS: Mapping[str, Keyword | None] = {
    "given": "given",
    "when": "when",
    "then": "then",
    "step": None,
}
_ANYTHING = r".+?"
_KEEPING = frozenset({*_DECORATORS, "soft"})  # decorators that leave the parameters as they are


@dataclass(frozen=True)
class Module:
    """A parsed Python file."""

    path: Path
    uri: str
    tree: ast.Module

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions at the top of the module."""
        return {each.name: each for each in self.tree.body if isinstance(each, Function)}

    @cached_property
    def imported(self) -> dict[str, tuple[str, str]]:
        """What imports call it here: the module it comes from, and its name there, if any."""
        found = {}
        for node in ast.walk(self.tree):
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


@dataclass(frozen=True)
class SourceContext:
    """Stands in for pytest-bdd's context of a definition."""

    parser: SourceParser
    target_fixture: str | None
    node: Function
    module: Module


@dataclass(frozen=True)
class StandIn:
    """A type of the suite's own, of which only the pattern is known."""

    pattern: str

    def __call__(self, text: str) -> str:
        """The text itself."""
        return text


class SourceParser:
    """Matches sentences like the parser of the definition, as far as the source tells."""

    def __init__(self, kind: str, pattern: str, types: Mapping[str, str | None]) -> None:
        self.name, self.kind = pattern, kind
        self._types = types

    @cached_property
    def exact(self) -> bool:
        """Whether every type of the sentence is known."""
        named = self._fields.values() if self._parsed else ()
        return not any(self._types.get(kind, kind) is None for kind in named)

    def is_matching(self, text: str) -> bool:
        """Whether the sentence says `text`."""
        return self._matcher(text) is not None

    def arguments(self, text: str) -> list[Argument]:
        """The values in a sentence with the names and types their author gave them."""
        found = self._matcher(text) if self._parsed else None
        match: re.Match[str] | None = getattr(found, "match", None)
        return [
            (*match.span(name), match[name], name, self._fields.get(name) or "str")
            for name in (match.re.groupindex if match else ())
            if match
        ]

    @property
    def _parsed(self) -> bool:
        return self.kind in ("parse", "cfparse")

    @cached_property
    def _fields(self) -> dict[str, str]:
        return dict(dissect(self.kind, self.name)[1])

    @cached_property
    def _matcher(self) -> Callable[[str], object]:
        if self.kind == "re":
            return re.compile(self.name).fullmatch
        if self.kind == "CucumberParser":
            return _cucumber(self.name)
        if self.kind == "string":
            return re.compile(re.escape(self.name)).fullmatch
        pattern = self.name
        if self.kind == "cfparse":  # its cardinality
            pattern = re.sub(r":(\w+)[?*+]\}", r":\1}", pattern)
        inner = parse.compile(pattern, _stand_ins(pattern, self._types))
        return lambda text: inner.parse(text, evaluate_result=False)


def read_modules(folders: Iterable[Path], root: Path) -> Iterator[Module]:
    """The Python files below some folders; one that does not parse is left to pytest."""
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            try:
                tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
            except (SyntaxError, UnicodeDecodeError):
                continue
            yield Module(path, path.relative_to(root).as_posix(), tree)


def definitions_in(
    modules: Iterable[Module], types: Mapping[str, str | None]
) -> list[StepDefinition]:
    """Every definition of some modules."""
    return [
        definition
        for module in modules
        for function in module.tree.body
        if isinstance(function, Function)
        for definition in _of_function(module, function, types)
    ]


def types_in(modules: Iterable[Module]) -> dict[str, str | None]:
    """The patterns of the suite's own types: of `{"Name": name}` and of `@with_pattern(...)`."""
    found: dict[str, str | None] = {}
    for module in modules:
        patterns = {name: _with_pattern(each) for name, each in module.functions.items()}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        found.setdefault(key.value, _pattern_of(value, patterns))
    return found


def _of_function(
    module: Module, function: Function, types: Mapping[str, str | None]
) -> Iterator[StepDefinition]:
    for decorator in function.decorator_list:
        name = name_of(decorator.func) if isinstance(decorator, ast.Call) else ""
        if name not in _DECORATORS or not isinstance(decorator, ast.Call) or not decorator.args:
            continue
        kind, pattern = _sentence(decorator.args[0])
        target = next(
            (_text(each.value) for each in decorator.keywords if each.arg == "target_fixture"), None
        )
        context = SourceContext(SourceParser(kind, pattern, types), target, function, module)
        yield StepDefinition(
            keyword=_DECORATORS[name],
            pattern=pattern,
            kind=kind,
            function=_not_loaded,
            location=f"{module.uri}:{decorator.lineno}",
            docstring=ast.get_docstring(function) or "",
            context=context,
            needs=_needs(function),
        )


def _needs(function: Function) -> tuple[str, ...]:
    """What must stand below the step; the source does not tell which other names are values."""
    plain = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    required = plain[: len(plain) - len(function.args.defaults)]
    return tuple(name for name in BELOW.values() if name in required)


def parameters(definition: StepDefinition) -> frozenset[str] | None:
    """What the function of a definition takes; None when a decorator may have changed that."""
    function: Function = definition.context.node
    for each in function.decorator_list:
        if name_of(each.func if isinstance(each, ast.Call) else each) not in _KEEPING:
            return None
    taken = function.args
    return frozenset(each.arg for each in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs))


def decorated(function: Function, name: str) -> bool:
    """Whether a decorator of this name, without arguments, stands above a function."""
    return any(name_of(each) == name for each in function.decorator_list)


def is_async(function: Function) -> bool:
    """Whether a function is written with `async def`, and no other decorator awaits it."""
    names = {_called(each) for each in function.decorator_list}
    return isinstance(function, ast.AsyncFunctionDef) and names <= {*_DECORATORS, "soft"}


def _not_loaded() -> None:
    """Stands in for a step function that was read and not imported."""


def _sentence(argument: ast.expr) -> tuple[str, str]:
    """The kind and the pattern of a decorator's first argument."""
    if not isinstance(argument, ast.Call):
        return "string", _text(argument)
    called = name_of(argument.func)
    pattern = _text(argument.args[0]) if argument.args else ""
    if "cucumber" in called:
        return "CucumberParser", pattern
    if called == "re":
        return "re", pattern
    return ("cfparse" if called == "cfparse" else "parse"), pattern


def _text(node: ast.expr) -> str:
    """A literal text; what is computed inside an f-string counts as a value."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return "{}"
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _called(node: ast.expr) -> str:
    """The name of a decorator, with or without arguments."""
    return name_of(node.func if isinstance(node, ast.Call) else node)


def name_of(node: ast.expr) -> str:
    """The last word of a name like `expect` or `pytest.fail`; nothing for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _with_pattern(function: Function) -> str | None:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and name_of(decorator.func) == "with_pattern":
            return _literal(decorator.args[:1])
    return None


def _pattern_of(value: ast.expr, patterns: Mapping[str, str | None]) -> str | None:
    if isinstance(value, ast.Call):
        return _literal(value.args[:1])
    return patterns.get(name_of(value))


def _literal(arguments: list[ast.expr]) -> str | None:
    first = arguments[0] if arguments else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _stand_ins(pattern: str, types: Mapping[str, str | None]) -> dict[str, Any]:
    stand_ins = {}
    for _, kind in dissect("parse", pattern)[1]:
        if kind in types or (kind.isidentifier() and len(kind) > 2):
            stand_ins[kind] = StandIn(types.get(kind) or _ANYTHING)
    return stand_ins


def _cucumber(expression: str) -> Callable[[str], object]:
    """A matcher for a Cucumber expression; types of the suite's own fit anything."""
    try:
        found = CucumberExpression(expression, ParameterTypeRegistry())
    except UndefinedParameterTypeError:
        found = CucumberExpression(re.sub(r"\{\w+\}", "{}", expression), ParameterTypeRegistry())
    match: Callable[[str], object] = found.match
    return match
