"""A cell of a data table as a value, as a person means it."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin

Converter = Callable[[str], Any]

_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def converted(cell: str, hint: Any, known: Mapping[Any, Converter]) -> Any:
    """The cell as what a type says; `known` reads types of the suite's own.

    Raises ValueError, KeyError, TypeError or ArithmeticError.
    """
    reader = known.get(hint) or _PLAIN.get(hint)
    if reader is not None:
        return reader(cell)
    kinds = _kinds(hint)
    if kinds != [hint]:
        empty = not cell and type(None) in get_args(hint)
        return None if empty else converted(cell, kinds[0], known)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {str(each.value).casefold(): each for each in hint}[cell.casefold()]
    return hint(cell)


def misfit(cell: str, hint: Any, known: Mapping[Any, Converter], error: Exception) -> str:
    """What a cell should have been, in words; a type of the suite's own says why by itself."""
    kind = _kinds(hint)[0]
    if kind in _WORDS and kind not in known:
        return f'"{cell}" is not {_WORDS[kind]}'
    if isinstance(kind, type) and issubclass(kind, Enum) and kind not in known:
        return f'"{cell}" is not one of {", ".join(str(each.value) for each in kind)}'
    name = getattr(kind, "__name__", str(kind))
    return f'"{cell}" is not of the kind {name} ({type(error).__name__}: {error})'


def _kinds(hint: Any) -> list[Any]:
    """The types that a union joins, without None; another type as it is."""
    if get_origin(hint) not in (Union, types.UnionType):
        return [hint]
    return [kind for kind in get_args(hint) if kind is not type(None)]


def _number(kind: Callable[[str], int | float | Decimal]) -> Converter:
    """Reads numbers that a person would write: Python also takes 1_0 for ten, nan and inf."""

    def read(text: str) -> int | float | Decimal:
        number = kind(text)
        if "_" in text or not math.isfinite(number):
            raise ValueError(text)
        return number

    return read


_PLAIN: Mapping[Any, Converter] = {
    str: str,
    bool: lambda text: _YES_NO[text.lower()],
    int: _number(int),
    float: _number(float),
    Decimal: _number(Decimal),
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}
_WORDS = {
    bool: "yes or no",
    int: "a whole number",
    float: "a number",
    Decimal: "a number",
    date: "a date like 2026-01-31",
    datetime: "a time like 2026-01-31 09:30",
}
