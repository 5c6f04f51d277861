"""Then steps that can never fail, found in their source."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sayso.checks.truth import holds_nothing, truth
from sayso.gherkin.problems import Problem
from sayso.sentences.definition import StepDefinition
from sayso.sentences.module import Function, Module, name_of

Home = tuple[Function, Module]

# Playwright's expect(...) ends in one of these; `.to_dict()` is something else.
_ENDINGS = ("to_be", "to_contain", "to_have", "to_match", "not_to_")
# Whoever the function belongs to, its name promises an error.
_TELLING = ("assert", "expect_", "raise_for_status")
_OF_PYTEST = frozenset({"fail", "raises"})
# The name of an imported function is believed when it begins so; others are looked into.
_FOREIGN = ("check", "verify")
_CATCHES_ALL = frozenset({"AssertionError", "Exception", "BaseException"})
_LEAVES = ast.Return | ast.Raise | ast.Break | ast.Continue


class Promises:
    """Whether functions of the suite can fail, followed through the functions they call."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._modules = {module.name: module for module in modules}
        self._known: dict[int, bool] = {}
        self._named: dict[str, list[Home]] = defaultdict(list)
        for module in self._modules.values():
            for node in module.nodes:
                if isinstance(node, Function):
                    self._named[node.name].append((node, module))

    def findings(
        self, definitions: Iterable[StepDefinition], said: Collection[StepDefinition] = ()
    ) -> Iterator[Problem]:
        """A finding for each Then, and each step `said` as one, whose function cannot fail."""
        for definition in definitions:
            context = definition.context
            is_then = definition.keyword == "then" or definition in said
            if is_then and not self.can_fail(context.node, context.module):
                yield Problem(
                    *definition.place,
                    f"Then {definition.pattern}",
                    "This Then cannot fail: it asserts nothing, and calls nothing known to.",
                    "Use assert, expect(...).to_..., or eventually(...), on what can be otherwise.",
                    "empty-promise",
                )

    def can_fail(self, function: Function, module: Module) -> bool:
        """Whether a function holds, or calls, something that raises when a fact is not so."""
        if id(function) not in self._known:
            self._known[id(function)] = False  # a function that only calls itself checks nothing
            self._known[id(function)] = self._any(function.body, module)
        return self._known[id(function)]

    def _any(self, nodes: Iterable[ast.AST], module: Module) -> bool:
        """Whether one of some statements or values can fail, up to the one that leaves."""
        for node in nodes:
            if self._fails(node, module):
                return True
            if _leaves(node):
                return False
        return False

    def _fails(self, node: ast.AST, module: Module) -> bool:
        if isinstance(node, Function | ast.Lambda | ast.ClassDef):
            return False  # it is only made here; a call of it is looked into
        if isinstance(node, ast.Raise):
            return True
        if isinstance(node, ast.Assert) and truth(node.test) is not True:
            return True
        if isinstance(node, ast.Call) and self._checks(node, module):
            return True
        return any(self._any(block, module) for block in _reached(node))

    def _checks(self, call: ast.Call, module: Module) -> bool:
        name = name_of(call.func)
        receiver = getattr(getattr(call.func, "value", None), "id", None)
        if name == "eventually" or name.lstrip("_").startswith((*_ENDINGS, *_TELLING)):
            return True
        if name in _OF_PYTEST and (receiver == "pytest" or isinstance(call.func, ast.Name)):
            return True
        homes = self._homes(call.func, module)
        if homes:
            return any(self.can_fail(*each) for each in homes)
        return name.startswith(_FOREIGN) and bool({name, receiver} & set(module.imported))

    def _homes(self, called: ast.expr, module: Module) -> Sequence[Home]:
        """The functions that a call may mean.

        A plain name means the one of this module, or the imported one; a fixture and a method
        can only be looked for by their name, through the whole suite.
        """
        name = name_of(called)
        if not isinstance(called, ast.Name):
            return self._named.get(name, ())
        here = [each for each in self._named.get(name, ()) if each[1] is module]
        if here or name not in module.imported:
            return here or self._made_by(name)
        source, original = module.imported[name]
        home = self._modules.get(source)
        found = home.functions.get(original) if home else None
        return [(found, home)] if home and found else []

    def _made_by(self, fixture: str) -> Sequence[Home]:
        """The functions inside a fixture: it may give one of them to the step."""
        return [
            (inner, module)
            for function, module in self._named.get(fixture, ())
            for inner in ast.walk(function)
            if isinstance(inner, Function)
        ]


def _reached(node: ast.AST) -> Iterator[Iterable[ast.AST]]:
    """What is run inside a node, in blocks; what is never reached, or never told, is left out."""
    match node:
        case ast.If() | ast.While():
            known = truth(node.test)
            yield [node.test]
            yield node.body if known is not False else []
            yield node.orelse if known is not True else []
        case ast.For(iter=values) | ast.AsyncFor(iter=values):
            yield [values]
            yield node.body if not holds_nothing(values) else []
            yield node.orelse
        case ast.With() | ast.AsyncWith():
            yield node.items
            yield node.body if not any(_suppresses(each) for each in node.items) else []
        case ast.Try() | ast.TryStar():
            told = not any(_leaves(each) for each in node.finalbody)  # leaving drops the error
            heard = told and not any(_swallows(each) for each in node.handlers)
            yield node.body if heard else []
            yield from (each.body if told else [] for each in node.handlers)
            yield from (node.orelse if told else [], node.finalbody)
        case ast.match_case():
            yield node.body
        case _:
            yield from ([each] for each in ast.iter_child_nodes(node))


def _leaves(node: ast.AST) -> bool:
    """Whether nothing after a statement is reached."""
    if isinstance(node, ast.If):
        known = truth(node.test)
        taken = [node.body] * (known is not False) + [node.orelse] * (known is not True)
        return all(any(_leaves(each) for each in branch) for branch in taken)
    if isinstance(node, ast.With):
        return any(isinstance(each, ast.Return) for each in node.body)
    return isinstance(node, _LEAVES)


def _suppresses(item: ast.withitem) -> bool:
    """Whether a failed assertion disappears in `with suppress(AssertionError):`."""
    made = item.context_expr
    return isinstance(made, ast.Call) and name_of(made.func) == "suppress" and _catches(made.args)


def _swallows(handler: ast.ExceptHandler) -> bool:
    """Whether an except clause makes a failed assertion disappear."""
    if any(isinstance(node, ast.Raise) for node in ast.walk(handler)):
        return False
    if handler.type is None:
        return True
    return _catches(handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type])


def _catches(kinds: Iterable[ast.expr]) -> bool:
    return any(name_of(kind) in _CATCHES_ALL for kind in kinds)
