"""Data tables become typed rows, and an error names the cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NotRequired, TypedDict

import pytest

from sayso import TableError, rows


class Colour(Enum):
    RED = "red"


@dataclass
class Line:
    quantity: int
    unit_price: Decimal
    gift: bool = False
    colour: Colour | None = None
    day: date | None = None


class Thing(TypedDict):
    name: str
    weight: NotRequired[float]


def test_cells_become_what_the_fields_say() -> None:
    table = [["Quantity", "unit price", "gift", "colour", "day"], ["2", "1.50", "Yes", "Red", ""]]
    assert rows(table, Line) == [Line(2, Decimal("1.50"), True, Colour.RED, None)]


def test_rows_may_be_typed_dictionaries() -> None:
    assert rows([["name", "weight"], ["mug", "0.3"]], Thing) == [{"name": "mug", "weight": 0.3}]


def test_types_of_the_suite_are_read_by_converters() -> None:
    table = [["quantity", "unit price"], ["2", "£1.50"]]
    read = rows(table, Line, {Decimal: lambda text: Decimal(text.removeprefix("£"))})
    assert read[0].unit_price == Decimal("1.50")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            [["quantity", "unit price"], ["1", "2"], ["two", "2"]],
            'row 2, column "quantity": "two" is no int',
        ),
        ([["quantity", "unit price"], ["1", "2,5"]], 'column "unit price": "2,5" is no Decimal'),
        ([["quantity", "unit price", "gift"], ["1", "2", "maybe"]], '"maybe" is no bool'),
        ([["quantity", "unit price", "colour"], ["1", "2", "blue"]], '"blue" is no'),
        (
            [["quantty", "unit price"], ["1", "2"]],
            'column "quantty" is no field. Did you mean "quantity"?',
        ),
        ([["quantity"], ["1"]], "no column for unit_price"),
        ([], "no column for quantity, unit_price"),
    ],
)
def test_an_error_names_the_cell(table: list[list[str]], said: str) -> None:
    with pytest.raises(TableError) as caught:
        rows(table, Line)
    assert said in str(caught.value)
