"""Data tables as typed rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from sayso.errors import PlainError
from sayso.gherkin.problems import nearest
from sayso.sentences.below import Table
from sayso.sentences.cells import Converter, converted, misfit

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
    field's type says: text, numbers, yes/no, ISO dates, enums by value, `X | None` with an empty
    cell for None, and any type that `converters` can read or that can be made from a text. Raises
    TableError.
    """
    header, *body = [[str(cell) for cell in line] for line in table] or [[]]
    hints = _hints(row)
    names = _fields(header, hints, _place(table, 0))
    missing = [name for name in _required(row) if name not in names]
    if missing:
        raise TableError(f"{_place(table, 0)}the table has no column for {', '.join(missing)}")
    read = _Reader(header, names, hints, converters or {})
    numbered = enumerate(body, 1)
    return [row(**dict(read.values(line, f"{_place(table, n)}row {n}"))) for n, line in numbered]


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


@dataclass(frozen=True)
class _Reader:
    """What each column of a table is called, becomes, and is read by."""

    columns: Sequence[str]
    names: Sequence[str]
    hints: Mapping[str, Any]
    converters: Mapping[Any, Converter]

    def values(self, line: Sequence[str], place: str) -> Iterator[tuple[str, Any]]:
        if len(line) != len(self.columns):
            said = f"has {len(line)} cell{'s' * (len(line) != 1)}"
            raise TableError(f"{place} {said}; the header has {len(self.columns)}")
        for column, name, cell in zip(self.columns, self.names, line, strict=True):
            hint = self.hints[name]
            try:
                value = converted(cell, hint, self.converters)
            except (ValueError, KeyError, TypeError, ArithmeticError) as error:
                said = misfit(cell, hint, self.converters, error)
                raise TableError(f'{place}, column "{column}": {said}') from None
            yield name, value


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
