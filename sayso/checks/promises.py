"""Then steps that can never fail, found in their source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from sayso.gherkin.problems import Problem
from sayso.sentences.definition import StepDefinition
from sayso.sentences.source import Function, Module

# A call with one of these words at the beginning of its name is taken for a check.
CHECKERS = ("assert", "check", "verify", "ensure", "expect", "must", "eventually", "fail", "raises")
_CATCHES_ALL = frozenset({"AssertionError", "Exception", "BaseException"})


class Promises:
    """Whether functions of the suite can fail, followed through the functions they call."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._modules = {
            module.uri.removesuffix(".py").replace("/", "."): module for module in modules
        }
        self._known: dict[int, bool] = {}

    def findings(self, definitions: Iterable[StepDefinition]) -> Iterator[Problem]:
        """A finding for each Then whose function cannot fail."""
        for definition in definitions:
            context = definition.context
            if definition.keyword == "then" and not self.can_fail(context.node, context.module):
                uri, _, line = definition.location.rpartition(":")
                yield Problem(
                    uri,
                    int(line),
                    f"Then {definition.pattern}",
                    "This Then can never fail: it asserts nothing and calls nothing that does.",
                    "Use assert, expect(...).to_..., or eventually(...).",
                    "empty-promise",
                )

    def can_fail(self, function: Function, module: Module) -> bool:
        """Whether a function holds, or calls, something that raises when a fact is not so."""
        if id(function) not in self._known:
            self._known[id(function)] = False  # a function that only calls itself checks nothing
            self._known[id(function)] = any(self._fails(each, module) for each in function.body)
        return self._known[id(function)]

    def _fails(self, node: ast.AST, module: Module) -> bool:
        if isinstance(node, ast.Raise):
            return True
        if isinstance(node, ast.Assert):
            return not _always_true(node.test)
        if isinstance(node, ast.Try) and any(_swallows(handler) for handler in node.handlers):
            rest = [*node.handlers, *node.orelse, *node.finalbody]
            return any(self._fails(each, module) for each in rest)
        if isinstance(node, ast.Call) and self._checks(node, module):
            return True
        if isinstance(node, Function | ast.Lambda | ast.ClassDef):
            return False
        return any(self._fails(child, module) for child in ast.iter_child_nodes(node))

    def _checks(self, call: ast.Call, module: Module) -> bool:
        name = (
            call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        )
        if name == "expect":
            return False  # it only begins an expectation; `.to_...` or `.not_to_...` ends it
        if name.startswith(("to_", "not_to_")):
            return True
        if name.lstrip("_").startswith(CHECKERS):
            return True
        target = self._resolve(call.func, module)
        return target is not None and self.can_fail(*target)

    def _resolve(self, called: ast.expr, module: Module) -> tuple[Function, Module] | None:
        """The function of the suite behind a plain name, here or where it is imported from."""
        if not isinstance(called, ast.Name):
            return None
        if called.id in module.functions:
            return module.functions[called.id], module
        for node in module.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module in self._modules:
                home = self._modules[node.module]
                names: Mapping[str, str] = {
                    each.asname or each.name: each.name for each in node.names
                }
                if names.get(called.id) in home.functions:
                    return home.functions[names[called.id]], home
        return None


def _always_true(test: ast.expr) -> bool:
    """`assert True`, `assert "text"` and `assert (fact, "message")`."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    return isinstance(test, ast.Tuple) and bool(test.elts)


def _swallows(handler: ast.ExceptHandler) -> bool:
    """Whether an except clause makes a failed assertion disappear."""
    if any(isinstance(node, ast.Raise) for node in ast.walk(handler)):
        return False
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(getattr(kind, "id", "") in _CATCHES_ALL for kind in kinds)
