"""Step definitions read from the source, so that `sayso check` need not import the suite.

A type whose pattern is computed (`one_of(SUBJECTS)`) cannot be read, nor can what an f-string
puts into a sentence; both are taken to fit anything, and a definition with one is not `exact`.
pytest itself asks the real definitions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.steps.definition import BELOW, Keyword, StepDefinition
from sayso.steps.module import Function, Module, name_of, of_scope
from sayso.steps.source_parser import RefusedError, SourceParser
from sayso.steps.written import Written, sentence_of

_DECORATORS: Mapping[str, Keyword | None] = {
    "given": "given",
    "when": "when",
    "then": "then",
    "step": None,
}


@dataclass(frozen=True)
class SourceContext:
    """Stands in for pytest-bdd's context of a definition."""

    parser: SourceParser
    target_fixture: str | None
    node: Function
    module: Module


@dataclass(frozen=True)
class Unread:
    """A definition whose sentence only a run can tell, or, if there is a `fault`, nobody."""

    keyword: Keyword | None
    uri: str
    line: int
    text: str
    fault: str = ""


@dataclass(frozen=True)
class Source:
    """What some modules define, and what looks like a definition and cannot be read.

    What is `hidden` stands in a class, whose name comes with it: pytest-bdd does not look there.
    """

    definitions: list[StepDefinition]
    unread: list[Unread]
    hidden: list[tuple[str, StepDefinition]]


def read_source(
    modules: Iterable[Module], types: Mapping[str, str | None], others: Iterable[Module] = ()
) -> Source:
    """Every definition of some modules; they may use constants of each other and of `others`."""
    modules = list(modules)
    written = Written([*others, *modules])
    source = Source([], [], [])
    for module in modules:
        for call, function, owner in _calls(module):
            sentence = sentence_of(call, module, written) if function else None
            keyword, fault = _DECORATORS[_decorator(call, module)], ""
            if function and sentence:
                try:
                    parser = SourceParser(sentence, types)
                except RefusedError as error:
                    fault = str(error) if sentence.direct else ""
                else:
                    target = _target(call, module, written)
                    context = SourceContext(parser, target, function, module)
                    definition = _definition(keyword, call, context)
                    if owner:
                        source.hidden.append((owner, definition))
                    else:
                        source.definitions.append(definition)
                    continue
            shown = ast.unparse(call)
            source.unread.append(Unread(keyword, module.uri, call.lineno, shown, fault))
    return source


def definitions_in(
    modules: Iterable[Module], types: Mapping[str, str | None]
) -> list[StepDefinition]:
    """Every definition of some modules that can be read."""
    return read_source(modules, types).definitions


def types_in(modules: Iterable[Module]) -> dict[str, str | None]:
    """The patterns of the suite's own types: of `{"Name": name}` and of `@with_pattern(...)`."""
    found: dict[str, str | None] = {}
    for module in modules:
        patterns = {name: _with_pattern(each) for name, each in module.functions.items()}
        for node in module.nodes:
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        found.setdefault(key.value, _pattern_of(value, patterns))
    return found


def decorated(function: Function, name: str) -> bool:
    """Whether a decorator of this name, without arguments, stands above a function."""
    return any(name_of(each) == name for each in function.decorator_list)


def is_async(definition: StepDefinition) -> bool:
    """Whether its function is written with `async def`, and no other decorator awaits it."""
    return isinstance(definition.context.node, ast.AsyncFunctionDef) and _as_written(definition)


def parameters(definition: StepDefinition) -> frozenset[str] | None:
    """What the function of a definition takes; None when a decorator may have changed that."""
    taken = definition.context.node.args
    named = (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)
    return frozenset(each.arg for each in named) if _as_written(definition) else None


def _as_written(definition: StepDefinition) -> bool:
    """Whether only decorators that leave a function as it is stand above that of a definition."""
    return all(
        name_of(each) == "soft"
        or (isinstance(each, ast.Call) and _decorator(each, definition.context.module))
        for each in definition.context.node.decorator_list
    )


def _calls(module: Module) -> Iterator[tuple[ast.Call, Function | None, str]]:
    """The calls that define a step, with the function below those that decorate one, and its class.

    Such a call may stand anywhere (in a function that makes steps, say); what it defines then is
    for a run to tell. Only a decorator may be called `given` without coming from pytest-bdd.
    """
    seen = set()
    for function, owner in _placed(module.statements):
        for call in function.decorator_list if isinstance(function, Function) else ():
            if isinstance(call, ast.Call) and _decorator(call, module):
                seen.add(call)
                yield call, function if isinstance(function, Function) else None, owner
    for node in module.nodes:
        if isinstance(node, ast.Call) and node not in seen and _decorator(node, module):
            yield from [(node, None, "")] if _of_pytest_bdd(node.func, module) else []


def _placed(statements: Iterable[ast.AST], owner: str = "") -> Iterator[tuple[ast.AST, str]]:
    """The statements of a module and of its classes, each with the class it stands in, if any."""
    for each in statements:
        yield each, owner
        if isinstance(each, ast.ClassDef):
            yield from _placed(of_scope(each), f"{owner}.{each.name}".lstrip("."))


def _decorator(call: ast.Call, module: Module) -> str:
    """`given`, `when`, `then` or `step` when the call is one of them, under whatever name."""
    name = name_of(call.func)
    imported = _of_pytest_bdd(call.func, module)
    if isinstance(call.func, ast.Name) and imported:
        name = module.imported[name][1]
    elif isinstance(call.func, ast.Attribute) and not imported:
        return ""  # the step of another tool
    return name if name in _DECORATORS else ""


def _of_pytest_bdd(called: ast.expr, module: Module) -> bool:
    """Whether the first word of a name was imported from there."""
    first = called.value if isinstance(called, ast.Attribute) else called
    return module.imported.get(name_of(first), ("", ""))[0].startswith("pytest_bdd")


def _definition(keyword: Keyword | None, call: ast.Call, context: SourceContext) -> StepDefinition:
    return StepDefinition(
        keyword=keyword,
        pattern=context.parser.name,
        kind=context.parser.kind,
        function=_not_loaded,
        location=f"{context.module.uri}:{call.lineno}",
        docstring=ast.get_docstring(context.node) or "",
        context=context,
        needs=_needs(context.node),
    )


def _needs(function: Function) -> tuple[str, ...]:
    """What must stand below the step; the source does not tell which other names are values."""
    plain = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    required = plain[: len(plain) - len(function.args.defaults)]
    return tuple(name for name in BELOW.values() if name in required)


def _not_loaded() -> None:
    """Stands in for a step function that was read and not imported."""


def _target(call: ast.Call, module: Module, written: Written) -> str | None:
    for each in call.keywords:
        if each.arg == "target_fixture":
            return "".join(part or "" for part in written.parts(each.value, module))
    return None


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
