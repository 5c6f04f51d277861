"""Which statements of a function are reached, and which errors in them are told."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from sayso.lint.truth import truth
from sayso.steps.module import name_of

_CATCHES_ALL = frozenset({"AssertionError", "Exception", "BaseException"})
_LEAVES = ast.Return | ast.Raise | ast.Break | ast.Continue


def branches(node: ast.If | ast.While | ast.IfExp) -> Iterable[Iterable[ast.AST]]:
    """The condition, and the branches that it does not rule out."""
    known = truth(node.test)
    yield [node.test]
    for branch, never in ((node.body, False), (node.orelse, True)):
        if known is not never:
            yield branch if isinstance(branch, list) else [branch]


def leaves(node: ast.AST) -> bool:
    """Whether nothing after a statement is reached."""
    if isinstance(node, ast.If):
        _, *taken = branches(node)
        return all(any(leaves(each) for each in branch) for branch in taken)
    if isinstance(node, ast.With):  # whatever comes before the return may be suppressed, with it
        first = node.body[0]
        return isinstance(first, ast.Return) and isinstance(first.value, ast.Constant | None)
    return isinstance(node, _LEAVES)


def suppressed(item: ast.withitem) -> bool | None:
    """Whether `with suppress(...)` drops a failed assertion; None for anything else than that."""
    made = item.context_expr
    if isinstance(made, ast.Call) and name_of(made.func) == "suppress":
        return _catches(made.args)
    return None


def swallows(handler: ast.ExceptHandler) -> bool:
    """Whether an except clause makes a failed assertion disappear."""
    if any(isinstance(node, ast.Raise) for node in ast.walk(handler)):
        return False
    if handler.type is None:
        return True
    return _catches(handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type])


def _catches(kinds: Iterable[ast.expr]) -> bool:
    return any(name_of(kind) in _CATCHES_ALL for kind in kinds)
