"""Data tables become typed rows, and an error names the cell."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, make_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple, NewType, NotRequired, TypedDict

import pytest

from sayso import TableError, rows
from tests.sayso.conftest import PYPROJECT, QUIET

pytest_plugins = ["pytester"]


class Colour(Enum):
    RED = "red"


@dataclass
class Line:
    quantity: int
    unit_price: Decimal
    gift: bool = False
    colour: Colour | None = None
    day: date | None = None
    weight: float = 0


Sku = NewType("Sku", str)


class Tags(list[str]):
    """Takes a text apart, as any list does."""


class Pence(int):
    """Made from a text, as any number is."""


class Pair(NamedTuple):
    left: str
    right: str


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
    ("kind", "cell", "value"),
    [
        (Literal["a", "b"], "a", "a"),
        (Literal["a", "A"], "A", "A"),
        (Literal["Gold", 1], "gold", "Gold"),
        (Literal["Gold", 1], "1", 1),
        (Literal["a"] | None, "", None),
        (int | str, "3", 3),
        (int | str, "abc", "abc"),
        (str | int, "3", "3"),
        (int | date | None, "2026-01-31", date(2026, 1, 31)),
        (int | None, "", None),
        (time, "09:30", time(9, 30)),
        (Fraction, "1/2", Fraction(1, 2)),
        (Path, "a/b", Path("a/b")),
        (Sku, "A1", "A1"),
        (Pence, "3", 3),
    ],
)
def test_a_cell_becomes_what_a_type_says(kind: Any, cell: str, value: object) -> None:
    read: list[Any] = rows([["value"], [cell]], one_field(kind))
    assert [vars(each) for each in read] == [{"value": value}]
    assert type(vars(read[0])["value"]) is (kind if kind is Pence else type(value))


@pytest.mark.parametrize(
    ("kind", "cell", "said"),
    [
        (Literal["gold", "silver"], "gld", 'is not one of gold, silver. Did you mean "gold"?'),
        (Literal["a", 1], "c", '"c" is not one of a, 1'),
        (Colour, "rd", '"rd" is not one of red. Did you mean "red"?'),
        (int | date, "May", '"May" is not a whole number or a date like 2026-01-31'),
        (int | None, "x", '"x" is not a whole number'),
        (time, "noon", '"noon" is not a time of day like 09:30'),
    ],
)
def test_a_cell_that_is_no_such_value_is_told(kind: Any, cell: str, said: str) -> None:
    with pytest.raises(TableError) as caught:
        rows([["value"], [cell]], one_field(kind))
    assert str(caught.value).startswith('row 1, column "value": ')
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *[(list[str], "list[str]"), (list[str] | None, "list[str]"), (list, "list")],
        *[(tuple[str, int], "tuple[str, int]"), (set, "set"), (deque, "deque"), (dict, "dict")],
        *[(Tags, "Tags"), (bytes, "bytes"), (Pair, "Pair")],
    ],
)
def test_a_type_that_no_cell_can_become_is_the_fault_of_the_type(kind: Any, name: str) -> None:
    with pytest.raises(TableError) as caught:
        rows([["value"], ["abc"]], one_field(kind))
    remedy = f"give rows() a function that reads it: converters={{{name}: ...}}"
    assert str(caught.value) == (
        f"the type of Row.value, {name}, cannot be read from a cell; {remedy}"
    )


def test_a_type_that_would_take_a_text_apart_is_told_before_any_cell() -> None:
    row = make_dataclass("Row", [("number", int), ("tags", list[str])])
    with pytest.raises(TableError, match=r"the type of Row\.tags, list\[str\], cannot be read"):
        rows([["number", "tags"], ["x", "abc"]], row)


def test_a_converter_reads_what_no_cell_can_become_by_itself() -> None:
    read: list[Any] = rows(
        [["value"], ["a b"]], one_field(list[str] | None), {list[str]: str.split}
    )
    assert vars(read[0]) == {"value": ["a", "b"]}


def one_field(kind: Any) -> type:
    """A class of rows with one field of a type."""
    return make_dataclass("Row", [("value", kind)])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            [["quantity", "unit price"], ["1", "2"], ["two", "2"]],
            'row 2, column "quantity": "two" is not a whole number',
        ),
        ([["quantity", "unit price"], ["1", "2,5"]], 'column "unit price": "2,5" is not a number'),
        ([["quantity", "unit price", "gift"], ["1", "2", "maybe"]], '"maybe" is not yes or no'),
        ([["quantity", "unit price", "colour"], ["1", "2", "blue"]], '"blue" is not one of red'),
        ([["quantity", "unit price"], ["1_0", "2"]], '"1_0" is not a whole number'),
        ([["quantity", "unit price"], ["1", "1_0.5"]], '"1_0.5" is not a number'),
        ([["quantity", "unit price"], ["1", "NaN"]], '"NaN" is not a number'),
        ([["quantity", "unit price"], ["1", "sNaN"]], '"sNaN" is not a number'),
        ([["quantity", "unit price"], ["1", "Infinity"]], '"Infinity" is not a number'),
        ([["quantity", "unit price", "weight"], ["1", "2", "nan"]], '"nan" is not a number'),
        ([["quantity", "unit price", "weight"], ["1", "2", "-inf"]], '"-inf" is not a number'),
        ([["quantity", "unit price", "weight"], ["1", "2", "1e999"]], '"1e999" is not a number'),
        (
            [["quantity", "unit price", "day"], ["1", "2", "May"]],
            '"May" is not a date like 2026-01-31',
        ),
        (
            [["quantity", "unit price", "quantity"], ["1", "2", "3"]],
            'the columns "quantity" and "quantity" are the same field, quantity; leave one out',
        ),
        (
            [["quantity", "unit price", "Unit  price"], ["1", "2", "3"]],
            'the columns "unit price" and "Unit  price" are the same field, unit_price',
        ),
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


@dataclass
class Sum:
    of: ClassVar[str] = "money"
    price: int
    total: int = field(init=False, default=0)


@pytest.mark.parametrize("column", ["total", "of"])
def test_what_no_row_is_made_with_is_no_column(column: str) -> None:
    with pytest.raises(TableError, match=f'^the column "{column}" is no field'):
        rows([["price", column], ["1", "2"]], Sum)
    assert rows([["price"], ["1"]], Sum) == [Sum(1)]


@pytest.mark.parametrize(
    ("line", "said"), [(["1"], "has 1 cell"), (["1", "2", "3"], "has 3 cells"), ([], "has 0 cells")]
)
def test_a_row_has_a_cell_for_each_column(line: list[str], said: str) -> None:
    with pytest.raises(TableError, match=f"^row 2 {said}; the header has 2$"):
        rows([["quantity", "unit price"], ["1", "2"], line], Line)


def test_a_type_of_the_suite_says_why_itself() -> None:
    def pounds(text: str) -> Decimal:
        raise ValueError(f"{text} has no £")

    with pytest.raises(TableError, match=r"is not of the kind Decimal \(ValueError: 2 has no £\)"):
        rows([["quantity", "unit price"], ["1", "2"]], Line, {Decimal: pounds})


BASKET = """
from dataclasses import dataclass
from pytest_bdd import given
from sayso import rows

@dataclass
class Line:
    name: str
    unit_price: float

@given("a basket", target_fixture="basket")
def basket(datatable):
    return rows(datatable, Line)
"""
TABLE = """
Feature: Pricing
  Scenario Outline: A basket
    Given a basket
      | name | unit price |
      # dearer
      | mug  | 1.5        |
      | cup  | <price>    |
    Examples:
      | price |
      | free  |
"""


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TABLE, 'features/cart.feature:8: row 2, column "unit price": "free" is not a number'),
        (TABLE.replace("unit price", "price", 1), 'features/cart.feature:5: the column "price" is'),
        (
            TABLE.replace("name | unit price", "name | name", 1),
            'features/cart.feature:5: the columns "name" and "name" are the same field',
        ),
    ],
)
def test_a_bad_cell_is_told_with_its_line_and_nothing_else(
    pytester: pytest.Pytester, table: str, said: str
) -> None:
    pytester.makefile(".toml", pyproject=PYPROJECT)
    pytester.mkdir("acts").joinpath("basket.py").write_text(BASKET)
    pytester.mkdir("features").joinpath("cart.feature").write_text(table)
    plain = [each for each in QUIET if each != "-pno:sayso.target.plugin"]
    result = pytester.runpytest_inprocess(*plain, "features")
    result.assert_outcomes(failed=1)
    _, _, failure = result.stdout.str().partition("= FAILURES =")
    title, told, scenario, *_ = failure.splitlines()[1:]
    assert "A basket" in title
    assert told.startswith(said)
    assert "- scenario -" in scenario
