"""Regular expressions and their flags, read from the source."""

from __future__ import annotations

import ast
import re

from sayso.steps.module import name_of


def flags_of(node: ast.expr) -> int | None:
    """The flags that something like `re.I | re.MULTILINE` stands for; None for anything else."""
    match node:
        case ast.Constant(value=int(value)):
            return value
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            first, second = flags_of(left), flags_of(right)
            return None if first is None or second is None else first | second
    flag = re.RegexFlag.__members__.get(name_of(node))
    return None if flag is None else int(flag)
