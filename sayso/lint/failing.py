"""Whether a function can fail: it can unless everything in it is known not to."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import NamedTuple

from sayso.lint.code import PLAIN, decorators, is_code
from sayso.lint.names import Home, Names
from sayso.lint.plain import goes_through_nothing, is_plain, parts_of, receiver_of
from sayso.lint.playwright import ACTIONS, ENDINGS, LOCATORS, is_expect
from sayso.lint.reach import branches, leaves, suppressed, swallows
from sayso.lint.truth import holds_nothing, truth
from sayso.steps.module import Function, Module

_SAYING = frozenset({"bool", "id", "isinstance", "len", "print", "repr", "str", "type"})
_EMPTY = ast.Pass | ast.Break | ast.Continue | ast.Global | ast.Nonlocal
_IDENTITY = ast.Eq | ast.NotEq | ast.Is | ast.IsNot


class Scope(NamedTuple):
    """Where a piece of code stands; `swallowed` where a failed assertion disappears."""

    module: Module
    swallowed: bool = False


class Failing:
    """Whether functions of the suite can fail, followed through the functions they call."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._harmless: set[tuple[int, bool]] = set()
        self._seen: set[tuple[int, bool]] = set()

    def can_fail(self, function: Function, module: Module) -> bool:
        """Whether a function holds, or calls, something that may raise."""
        self._seen = set(self._harmless)
        answer = self._any(function.body, Scope(module))
        if not answer:  # then nothing that was looked at can
            self._harmless = self._seen
        return answer

    def ends_badly(self, function: Function, module: Module) -> bool:
        """Whether what a fixture does after its `yield` can fail."""
        yields = [each for each in ast.walk(function) if isinstance(each, ast.Yield)]
        for place, node in enumerate(function.body):
            if isinstance(node, ast.Expr) and [node.value] == yields:
                self._seen = set(self._harmless)
                return self._any(function.body[place + 1 :], Scope(module))
        return bool(yields)

    def _body(self, function: Function, scope: Scope) -> bool:
        key = (id(function), scope.swallowed)
        if key in self._seen:  # a function that only calls itself checks nothing
            return False
        self._seen.add(key)
        changed = any(each not in PLAIN for each in decorators(function))
        return changed or self._any(function.body, scope)

    def _any(self, nodes: Iterable[ast.AST | None], scope: Scope) -> bool:
        """Whether one of some statements or values can fail, up to the one that leaves."""
        for node in nodes:
            if node is not None and self._fails(node, scope):
                return True
            if node is not None and leaves(node):
                return False
        return False

    def _fails(self, node: ast.AST, scope: Scope) -> bool:
        match node:
            case ast.stmt():
                return self._statement(node, scope)
            case ast.Attribute():
                return self._reads(node, scope)
            case ast.Call():
                return self._calls(node, scope)
            case ast.Compare(left=left, comparators=others):
                known = truth(node) is not None
                plain = known or all(isinstance(each, _IDENTITY) for each in node.ops)
                made = self._named(("__eq__", "__ne__"), scope)
                return made or not plain or self._any([left, *others], scope)
            case ast.IfExp():
                return any(self._any(each, scope) for each in branches(node))
            case ast.ListComp() | ast.GeneratorExp():
                return not holds_nothing(node)
        parts = parts_of(node)
        return parts is None or self._any(parts, scope)

    def _statement(self, node: ast.stmt, scope: Scope) -> bool:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return bool(node.decorator_list)  # it is only made here; a call is looked into
            case ast.Assert(test=test):
                known = truth(test, lambda name: is_code(name, scope.module, self._names))
                told = known is not True and not scope.swallowed
                return told or self._fails(test, scope)
            case ast.Expr(value=value) | ast.Return(value=value):
                return self._any([value], scope)
            case ast.Assign(targets=targets, value=value):
                return not all(map(self._takes, targets)) or self._fails(value, scope)
            case ast.AnnAssign(target=target, value=value):
                return not self._takes(target) or self._any([value], scope)
            case ast.If() | ast.While():
                return any(self._any(each, scope) for each in branches(node))
            case ast.For(target=ast.Name(), iter=ast.List() | ast.Tuple() as values):
                body = [] if holds_nothing(values) else node.body
                return any(self._any(each, scope) for each in ([values], body, node.orelse))
            case ast.With():
                return self._with(node, scope)
            case ast.Try():
                return self._tries(node, scope)
        return not isinstance(node, _EMPTY)

    def _takes(self, target: ast.expr) -> bool:
        """Whether something can always be given a value: a name can, a property perhaps not."""
        return is_plain(target) and getattr(target, "attr", "") not in self._names.functions

    def _with(self, node: ast.With, scope: Scope) -> bool:
        known = [suppressed(each) for each in node.items]
        source, _ = scope.module.imported.get("suppress", ("contextlib", ""))
        if None in known or source != "contextlib" or self._names.functions.get("suppress"):
            return True
        inner = scope._replace(swallowed=scope.swallowed or True in known)
        return self._any(node.body, inner)

    def _tries(self, node: ast.Try, scope: Scope) -> bool:
        if self._any(node.finalbody, scope):
            return True
        if any(leaves(each) for each in node.finalbody):  # leaving drops the error
            return False
        heard = scope._replace(swallowed=scope.swallowed or any(map(swallows, node.handlers)))
        handled = [each.body for each in node.handlers]
        return self._any(node.body, heard) or any(
            self._any(each, scope) for each in (*handled, node.orelse)
        )

    def _reads(self, node: ast.Attribute, scope: Scope) -> bool:
        """Whether asking for an attribute can fail: a property may do anything."""
        receiver = receiver_of(node)
        unknown = receiver and receiver not in self._names.bound(scope.module)
        if unknown or receiver in scope.module.imported or self._fails(node.value, scope):
            return True
        if isinstance(node.value, ast.Call) and is_expect(node.value.func, scope.module):
            return False  # `expect(...).to_be_visible`, without the call
        if node.attr in self._names.odd or self._named(("__getattr__", "__getattribute__"), scope):
            return True
        homes = self._names.functions.get(node.attr, ())
        known = homes or node.attr in self._names.attributes
        screen = known or self._names.is_screen(node.value, scope.module)
        return not screen or self._one_of(homes, scope)

    def _calls(self, call: ast.Call, scope: Scope) -> bool:
        given = [*call.args, *(each.value for each in call.keywords)]
        spread = any(each.arg is None for each in call.keywords)
        if spread or (self._any(given, scope) and not goes_through_nothing(call)):
            return True
        if isinstance(call.func, ast.Name):
            return self._calls_name(call.func.id, call, scope)
        if isinstance(call.func, ast.Attribute):
            return self._calls_method(call.func, scope)
        return True

    def _calls_name(self, name: str, call: ast.Call, scope: Scope) -> bool:
        homes = self._names.called(name, scope.module)
        if homes:
            return self._one_of(homes, scope)
        if name in self._names.bound(scope.module):
            return True
        if name in scope.module.imported:
            return not is_expect(call.func, scope.module)
        return not (name in _SAYING or goes_through_nothing(call))

    def _calls_method(self, method: ast.Attribute, scope: Scope) -> bool:
        name, receiver = method.attr, receiver_of(method)
        if receiver in scope.module.imported:
            homes = self._names.of_module(receiver, name, scope.module)
            return not homes or self._one_of(homes, scope)
        unknown = receiver and receiver not in self._names.bound(scope.module)
        if unknown or self._fails(method.value, scope) or name in self._names.attributes:
            return True
        if isinstance(method.value, ast.Call) and is_expect(method.value.func, scope.module):
            return not (scope.swallowed and name.startswith(ENDINGS))
        if name in self._names.odd or self._names.is_foreign(receiver, scope.module):
            return True
        homes = self._names.functions.get(name, ())
        if homes:
            return self._one_of(homes, scope)
        screen = name in LOCATORS or self._names.is_screen(method.value, scope.module)
        return not (screen and name in ACTIONS)

    def _named(self, methods: Iterable[str], scope: Scope) -> bool:
        """Whether a class of the suite does something that can fail where Python asks it to."""
        return any(self._one_of(self._names.functions.get(each, ()), scope) for each in methods)

    def _one_of(self, homes: Iterable[Home], scope: Scope) -> bool:
        return any(self._body(each, scope._replace(module=home)) for each, home in homes)
