"""The pattern of a step that is not defined yet: which parts of a step are values."""

from __future__ import annotations

import keyword as python
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from sayso.steps.definition import BELOW

_QUOTED = r'"[^"]*"'
_NUMBER = r"(?<![\w.])-?[0-9]+(?:\.[0-9]+)?(?!\w)"
_NO_VALUES: Mapping[str, Sequence[str]] = {}


class Written(NamedTuple):
    """A step as it is written, and what the rows of its outline put in for each placeholder."""

    text: str
    values: Mapping[str, Sequence[str]] = _NO_VALUES

    @property
    def without_values(self) -> str:
        """The words that every row says."""
        return _value(f"<{column}>" for column in self.values).sub(" ", self.text)


def pattern_of(written: Written) -> tuple[str, list[tuple[str, str]]]:
    """A parse pattern for a step with its parameters: placeholders, texts in quotes and numbers.

    A placeholder has a type that fits the values of all its rows. Nothing between quotes is no
    value, since no parameter takes it.
    """
    parameters: list[tuple[str, str]] = []
    columns = {_escaped(f"<{column}>"): column for column in written.values}

    def parameter(found: re.Match[str]) -> str:
        value = found[0]
        if value == '""':
            return value
        values = written.values[columns[value]] if value in columns else [value]
        stem, kind, form = _parameter(values)
        column = columns.get(value) or columns.get(value.strip('"'), "")
        name = _free(_name(column) or stem, [taken for taken, _ in parameters])
        parameters.append((name, kind))
        return form % name

    pattern = _value(columns).sub(parameter, _escaped(written.text))
    return (pattern, parameters) if parameters else (written.text, [])


def literal(text: str) -> str:
    """The text as Python, in double quotes where they do not stand in it."""
    python = repr(text)
    return f'"{python[1:-1]}"' if '"' not in text and python.startswith("'") else python


def _value(placeholders: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join([_QUOTED, *map(re.escape, placeholders), _NUMBER]))


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _parameter(values: Sequence[str]) -> tuple[str, str, str]:
    """A name, a type and a field that fit some values."""
    if all(len(value) > 2 and re.fullmatch(_QUOTED, value) for value in values):
        return "text", "str", '"{%s}"'
    if not all(re.fullmatch(_NUMBER, value) for value in values):
        return "text", "str", "{%s}"
    decimal = any("." in value for value in values)
    return ("number", "float", "{%s:g}") if decimal else ("number", "int", "{%s:d}")


def _name(column: str) -> str:
    """A column as the name of a parameter; nothing when it cannot be one."""
    name = re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_")
    good = name.isidentifier() and not python.iskeyword(name) and name not in BELOW.values()
    return name if good else ""


def _free(stem: str, taken: Sequence[str]) -> str:
    names = (stem if number == 1 else f"{stem}{number}" for number in count(1))
    return next(name for name in names if name not in taken)
