"""Data tables as typed rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_type_hints

from sayso.errors import PlainError
from sayso.steps.cells import Converter, UnreadableError, reader_of
from sayso.steps.step_argument import Table
from sayso.suggest import nearest

T = TypeVar("T")


class TableError(PlainError, ValueError):
    """A data table does not fit the type of its rows; the message names the cell and its line."""


def rows(
    table: Sequence[Sequence[object]],
    row: type[T],
    converters: Mapping[Any, Converter] | None = None,
) -> list[T]:
    """The rows of a data table as instances of `row`, a dataclass or a TypedDict.

    The first line names the fields ("unit price" is `unit_price`), each once. Cells become what the
    field's type says: text, numbers, yes/no, ISO dates and times, enums and Literal by value,
    `X | None` with an empty cell for None, other unions as the first type that takes the cell, and
    any type that `converters` can read or that is made from one text. A type that would take the
    text apart needs a converter: `converters={list[str]: str.split}`. Raises TableError.
    """
    header, *body = [[str(cell) for cell in line] for line in table] or [[]]
    hints = _hints(row)
    names = _fields(header, hints, _place(table, 0))
    missing = [name for name in _required(row) if name not in names]
    if missing:
        raise TableError(f"{_place(table, 0)}the table has no column for {', '.join(missing)}")
    owner = f"{_place(table, 0)}the type of {row.__name__}"
    readers = dict(_readers(names, hints, converters or {}, owner))
    return [
        row(**dict(_values(line, header, readers, f"{_place(table, number)}row {number}")))
        for number, line in enumerate(body, 1)
    ]


def _place(table: Sequence[Sequence[object]], row: int) -> str:
    """Where a row stands in its feature, for a message; a table made in Python stands nowhere."""
    return f"{table.place(row)}: " if isinstance(table, Table) and table else ""


def _fields(header: Sequence[str], hints: Mapping[str, Any], place: str) -> list[str]:
    """The field behind each column."""
    columns: dict[str, str] = {}
    for column in header:
        name = "_".join(column.casefold().split())
        if name not in hints:
            raise TableError(f'{place}the column "{column}" is no field.{nearest(name, hints)}')
        if name in columns:
            both = f'"{columns[name]}" and "{column}"'
            raise TableError(f"{place}the columns {both} are the same field, {name}; leave one out")
        columns[name] = column
    return list(columns)


def _readers(
    names: Iterable[str], hints: Mapping[str, Any], converters: Mapping[Any, Converter], owner: str
) -> Iterator[tuple[str, Converter]]:
    """What reads each field; a type that no cell can become is told before any cell is blamed."""
    for name in names:
        try:
            yield name, reader_of(hints[name], converters)
        except UnreadableError as error:
            remedy = f"give rows() a function that reads it: converters={{{error}: ...}}"
            said = f"{owner}.{name}, {error}, cannot be read from a cell; {remedy}"
            raise TableError(said) from None


def _values(
    line: Sequence[str], columns: Sequence[str], readers: Mapping[str, Converter], place: str
) -> Iterator[tuple[str, Any]]:
    if len(line) != len(columns):
        said = f"has {len(line)} cell{'s' * (len(line) != 1)}"
        raise TableError(f"{place} {said}; the header has {len(columns)}")
    for column, cell, (name, read) in zip(columns, line, readers.items(), strict=True):
        try:
            yield name, read(cell)
        except ValueError as error:
            raise TableError(f'{place}, column "{column}": "{cell}" is not {error}') from None


def _hints(row: type) -> Mapping[str, Any]:
    """The type of each field that a row is made with."""
    hints = get_type_hints(row)
    if not dataclasses.is_dataclass(row):
        return hints
    return {field.name: hints[field.name] for field in dataclasses.fields(row) if field.init}


def _required(row: type) -> list[str]:
    if dataclasses.is_dataclass(row):
        return [
            field.name
            for field in dataclasses.fields(row)
            if field.init
            and field.default is dataclasses.MISSING
            and field.default_factory is dataclasses.MISSING
        ]
    return sorted(getattr(row, "__required_keys__", ()))
