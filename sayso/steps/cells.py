"""A cell of a data table as a value, as a person means it."""

from __future__ import annotations

import math
import types
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from sayso.suggest import nearest

Converter = Callable[[str], Any]

_YES_NO = {"yes": True, "no": False, "true": True, "false": False}
_COLLECTIONS = (list, tuple, set, frozenset, dict, bytes, deque)
_MISFITS = (ValueError, KeyError, TypeError, ArithmeticError)


class UnreadableError(Exception):
    """No cell becomes a value of a type; the message is the type."""


def reader_of(hint: Any, known: Mapping[Any, Converter]) -> Converter:
    """What makes a value of a type out of a cell; `known` reads types of the suite's own.

    The reader raises ValueError with the words for what the cell had to be; this raises
    UnreadableError when the type cannot be made from a text.
    """
    if hint in known:
        return _reading(known[hint], hint)
    if hint in _PLAIN:
        convert, words = _PLAIN[hint]
        return _reading(convert, hint, words)
    if get_origin(hint) in (Union, types.UnionType):
        return _first_of(get_args(hint), known)
    if get_origin(hint) is Literal:
        return _one_of({str(value): value for value in get_args(hint)})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _one_of({str(member.value): member for member in hint})
    if hasattr(hint, "__supertype__"):  # a NewType
        return reader_of(hint.__supertype__, known)
    if not isinstance(hint, type) or get_origin(hint) or issubclass(hint, _COLLECTIONS):
        raise UnreadableError(_shown(hint))  # list("abc") would take the text apart
    return _reading(hint, hint)


def _reading(convert: Converter, hint: Any, words: str = "") -> Converter:
    """Says what a cell had to be; a type without words for it says why by itself."""

    def read(text: str) -> Any:
        try:
            return convert(text)
        except _MISFITS as error:
            why = f"of the kind {_shown(hint)} ({type(error).__name__}: {error})"
            raise ValueError(words or why) from None

    return read


def _first_of(kinds: Iterable[Any], known: Mapping[Any, Converter]) -> Converter:
    """Reads a union as the first of its types that takes the cell; an empty one is None."""
    optional = type(None) in kinds
    readers = [reader_of(kind, known) for kind in kinds if kind is not type(None)]

    def read(text: str) -> Any:
        if optional and not text:
            return None
        wanted = []
        for reader in readers:
            try:
                return reader(text)
            except ValueError as error:
                wanted.append(str(error))
        raise ValueError(" or ".join(wanted))

    return read


def _one_of(choices: Mapping[str, Any]) -> Converter:
    """Reads the name of a choice, with capital letters or without."""
    folded = {name.casefold(): value for name, value in choices.items()}

    def read(text: str) -> Any:
        if text in choices:
            return choices[text]
        if text.casefold() in folded:
            return folded[text.casefold()]
        meant = nearest(text, choices)
        raise ValueError(f"one of {', '.join(choices)}{meant and '.'}{meant}")

    return read


def _number(kind: Callable[[str], int | float | Decimal]) -> Converter:
    """Reads numbers that a person would write: Python also takes 1_0 for ten, nan and inf."""

    def read(text: str) -> int | float | Decimal:
        number = kind(text)
        if "_" in text or not math.isfinite(number):
            raise ValueError(text)
        return number

    return read


def _shown(hint: Any) -> str:
    """A type as it is written."""
    plain = isinstance(hint, type) and not get_origin(hint)
    return hint.__name__ if plain else str(hint).replace("typing.", "")


# What reads each type, and the words for what a cell has to be.
_PLAIN: Mapping[Any, tuple[Converter, str]] = {
    str: (str, ""),
    bool: (lambda text: _YES_NO[text.lower()], "yes or no"),
    int: (_number(int), "a whole number"),
    float: (_number(float), "a number"),
    Decimal: (_number(Decimal), "a number"),
    date: (date.fromisoformat, "a date like 2026-01-31"),
    datetime: (datetime.fromisoformat, "a time like 2026-01-31 09:30"),
    time: (time.fromisoformat, "a time of day like 09:30"),
}
