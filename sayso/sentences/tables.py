"""Data tables as typed rows."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NotRequired, Required, TypeVar, Union, get_args, get_origin, get_type_hints

from sayso.gherkin.problems import nearest

T = TypeVar("T")
Converter = Callable[[str], Any]

_YES_NO = {"yes": True, "no": False, "true": True, "false": False}
_PLAIN: Mapping[Any, Converter] = {
    str: str,
    bool: lambda text: _YES_NO[text.lower()],
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


class TableError(ValueError):
    """A data table does not fit the type of its rows; the message names the cell."""


def rows(
    table: Sequence[Sequence[object]],
    row: type[T],
    converters: Mapping[Any, Converter] | None = None,
) -> list[T]:
    """The rows of a data table as instances of `row`, a dataclass or a TypedDict.

    The first line names the fields ("unit price" is `unit_price`). Cells become what the field's
    type says: text, numbers, yes/no, ISO dates, enums by value, `X | None` with an empty cell for
    None, and any type that `converters` can read or that can be made from a text. Raises
    TableError.
    """
    header, *body = [[str(cell) for cell in line] for line in table] or [[]]
    hints = {name: _bare(hint) for name, hint in get_type_hints(row, include_extras=False).items()}
    names = [_field(column, hints) for column in header]
    missing = [name for name in _required(row) if name not in names]
    if missing:
        raise TableError(f"the table has no column for {', '.join(missing)}")
    read = _Reader(header, names, hints, {**_PLAIN, **(converters or {})})
    return [row(**dict(read.values(line, number))) for number, line in enumerate(body, 1)]


def _field(column: str, hints: Mapping[str, Any]) -> str:
    name = "_".join(column.casefold().split())
    if name not in hints:
        raise TableError(f'the column "{column}" is no field.{nearest(name, hints)}')
    return name


@dataclass(frozen=True)
class _Reader:
    """What each column of a table is called, becomes, and is read by."""

    columns: Sequence[str]
    names: Sequence[str]
    hints: Mapping[str, Any]
    converters: Mapping[Any, Converter]

    def values(self, line: Sequence[str], number: int) -> Iterator[tuple[str, Any]]:
        for column, name, cell in zip(self.columns, self.names, line, strict=True):
            hint = self.hints[name]
            try:
                yield name, _convert(cell, hint, self.converters)
            except (ValueError, KeyError, TypeError, ArithmeticError) as error:
                wanted = getattr(hint, "__name__", str(hint))
                place = f'row {number}, column "{column}"'
                raise TableError(f'{place}: "{cell}" is no {wanted}') from error


def _convert(cell: str, hint: Any, known: Mapping[Any, Converter]) -> Any:
    if hint in known:
        return known[hint](cell)
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        empty = not cell and len(kinds) < len(get_args(hint))
        return None if empty else _convert(cell, kinds[0], known)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {str(each.value).casefold(): each for each in hint}[cell.casefold()]
    return hint(cell)


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) in (Required, NotRequired) else hint


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
