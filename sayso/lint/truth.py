"""What can be told of a condition without running it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda part, whole: part in whole,
    ast.NotIn: lambda part, whole: part not in whole,
}
_HOLDS_FOR_ITSELF = (ast.Eq, ast.Is, ast.LtE, ast.GtE)
_FAILS_FOR_ITSELF = (ast.NotEq, ast.IsNot, ast.Lt, ast.Gt)
_MIRRORED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
}
_NEW_EACH_TIME = (ast.Call, ast.Await, ast.NamedExpr)
_MAKERS = frozenset({"dict", "frozenset", "list", "range", "set", "str", "tuple"})


def _is_unknown(_name: str) -> bool:
    return False


def truth(node: ast.expr, is_code: Callable[[str], bool] = _is_unknown) -> bool | None:
    """Whether a condition always or never holds; None when it depends on something.

    `is_code` tells of a name whether it means a function or a class, which are always true.
    """
    match node:
        case ast.Constant(value=value):
            return bool(value)
        case ast.Name(id=name):
            return True if is_code(name) else None
        case ast.Tuple() | ast.List() | ast.Set() | ast.Dict() | ast.JoinedStr():
            return _filled(node)
        case (
            ast.Lambda()
            | ast.GeneratorExp()
            | ast.Call(func=ast.Name(id="isinstance"), args=[_, ast.Name(id="object")])
        ):
            return True
        case ast.NamedExpr(value=inner) | ast.Call(func=ast.Name(id="bool"), args=[inner]):
            return truth(inner, is_code)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            known = truth(inner, is_code)
            return None if known is None else not known
        case ast.BoolOp():
            known_parts = [truth(each, is_code) for each in node.values]
            return _joined(known_parts, isinstance(node.op, ast.Or))
        case ast.Compare():
            sides = [node.left, *node.comparators]
            triples = zip(sides, node.ops, sides[1:], strict=False)
            return _joined([_compared(*each) for each in triples], False)
        case ast.Call(func=ast.Name(id="all" | "any" as name), args=[inner]):
            return name == "all" if holds_nothing(inner) else None
    return None


def holds_nothing(node: ast.expr) -> bool:
    """Whether going through a value never reaches anything: `[]`, `range(0)`, `x for x in ()`."""
    match node:
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return holds_nothing(node.generators[0].iter)
        case ast.Call(func=ast.Name(id=name), args=[]) if not node.keywords:
            return name in _MAKERS
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=0)]):
            return True
        case ast.Constant() | ast.Tuple() | ast.List() | ast.Set() | ast.Dict():
            return truth(node) is False
    return False


def _filled(node: ast.expr) -> bool | None:
    """Whether something written in parts is never, or always, empty; what is spread may be."""
    parts = next(
        value for name, value in ast.iter_fields(node) if name in ("elts", "keys", "values")
    )
    kinds = ast.Constant if isinstance(node, ast.JoinedStr) else ast.expr
    sure = [isinstance(each, kinds) and not isinstance(each, ast.Starred) for each in parts]
    return any(sure) or (None if parts else False)


def _joined(known: list[bool | None], decisive: bool) -> bool | None:
    """`or` is decided by one True, `and` (and a chain of comparisons) by one False."""
    if decisive in known:
        return decisive
    return None if None in known else not decisive


def _compared(left: ast.expr, comparison: ast.cmpop, right: ast.expr) -> bool | None:
    kind = type(comparison)
    if _is_length(right):
        left, right, kind = right, left, _MIRRORED.get(kind, kind)
    try:
        if _is_length(left):
            return _length_compared(kind, ast.literal_eval(right))
        return bool(_COMPARED[kind](ast.literal_eval(left), ast.literal_eval(right)))
    except (ValueError, TypeError):  # no literal, or two that cannot be compared
        return _with_itself(kind) if _same(left, right) else None


def _length_compared(kind: type[ast.cmpop], number: object) -> bool | None:
    """No length is below nought: `len(x) >= 0` holds and `len(x) < 0` does not, whatever x is."""
    if not isinstance(number, int) or number > 0:
        return None
    if kind is ast.GtE or (number < 0 and kind in (ast.Gt, ast.NotEq)):
        return True
    return False if kind is ast.Lt or (number < 0 and kind in (ast.LtE, ast.Eq)) else None


def _is_length(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len"


def _same(left: ast.expr, right: ast.expr) -> bool:
    if any(isinstance(each, _NEW_EACH_TIME) for each in ast.walk(left)):
        return False
    return ast.dump(left) == ast.dump(right)


def _with_itself(kind: type[ast.cmpop]) -> bool | None:
    return True if kind in _HOLDS_FOR_ITSELF else False if kind in _FAILS_FOR_ITSELF else None
