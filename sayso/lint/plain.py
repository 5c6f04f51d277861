"""Values and targets with which nothing can go wrong by themselves."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from sayso.lint.truth import holds_nothing
from sayso.steps.module import name_of

_SILENT = ast.Constant | ast.Name | ast.Lambda


def parts_of(node: ast.AST) -> Sequence[ast.AST] | None:
    """What a value is made of when making it cannot fail by itself; None when it can."""
    match node:
        case ast.NamedExpr(value=inner) | ast.FormattedValue(value=inner, format_spec=None):
            return [inner]
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return [inner]
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return parts
        case ast.BoolOp(values=parts) | ast.JoinedStr(values=parts):
            return parts
        case ast.Dict(keys=keys, values=parts):
            return parts if all(isinstance(each, ast.Constant) for each in keys) else None
    return [] if isinstance(node, _SILENT) else None


def receiver_of(node: ast.Attribute) -> str:
    """The name before the dot, if a name stands there."""
    return node.value.id if isinstance(node.value, ast.Name) else ""


def is_plain(target: ast.expr) -> bool:
    """A name, or an attribute of the object itself; not a part of something, nor several."""
    own = isinstance(target, ast.Attribute) and receiver_of(target) == "self"
    return own or isinstance(target, ast.Name)


def goes_through_nothing(call: ast.Call) -> bool:
    """`all(...)` and `any(...)` of what is empty."""
    return name_of(call.func) in ("all", "any") and all(map(holds_nothing, call.args))
