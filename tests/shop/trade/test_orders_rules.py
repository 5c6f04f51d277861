"""The rules of carts and orders that need no database."""

import pytest

from app_under_test.orders.finding import is_for
from app_under_test.orders.merging import merged
from app_under_test.orders.models import Order, OrderLine
from app_under_test.orders.numbers import OrderKeys, order_number
from app_under_test.orders.paying import left_over
from app_under_test.orders.pricing import PricedLine, Totals, totals_of
from app_under_test.orders.states import EDGES, may_become


def line(price: int = 1250, quantity: int = 2, product_id: str = "p1") -> PricedLine:
    return PricedLine(product_id, "MUG", "blue-mug", "Blue mug", price, quantity)


def test_a_total_is_lines_and_delivery() -> None:
    lines = [line(1254, 2), line(333, 1, "p2")]
    assert totals_of(lines, 395) == Totals(2841, 395, 0, 0, 3236, "GBP")
    assert totals_of(lines, 395, 284) == Totals(2841, 395, 284, 0, 2952, "GBP")


def test_nothing_costs_nothing() -> None:
    assert totals_of([], 0).total_minor == 0


ALLOWED = {
    ("", "pending_payment"),
    ("pending_payment", "paid"),
    ("pending_payment", "cancelled"),
    ("pending_payment", "expired"),
    ("paid", "cancelled"),
    ("paid", "dispatched"),
    ("paid", "refunded"),
    ("dispatched", "refunded"),
}


@pytest.mark.parametrize("status", EDGES)
@pytest.mark.parametrize("later", [status for status in EDGES if status])
def test_an_order_goes_from_one_status_to_few_others(status: str, later: str) -> None:
    assert may_become(status, later) == ((status, later) in ALLOWED)


def test_the_same_cart_comes_to_the_same_number() -> None:
    number = order_number("cart", 0, [line(), line(product_id="p2")])
    assert number == order_number("cart", 0, [line(product_id="p2"), line()])
    assert number.startswith("SO-")
    assert len(number) == 11
    assert not set(number[3:]) & set("ILOU")


def test_another_cart_another_attempt_or_other_lines_have_another_number() -> None:
    numbers = {
        order_number("cart", 0, [line()]),
        order_number("other", 0, [line()]),
        order_number("cart", 1, [line()]),
        order_number("cart", 0, [line(quantity=3)]),
        order_number("cart", 0, [line(price=1251)]),
    }
    assert len(numbers) == 5


def test_an_order_is_opened_by_its_own_key_only() -> None:
    keys = OrderKeys("a secret of the shop")
    key = keys.of("SO-1")
    assert keys.opens("SO-1", key)
    assert len(key) == 22
    for number, wrong in [("SO-2", key), ("SO-1", key[:-1]), ("SO-1", ""), ("SO-1", None)]:
        assert not keys.opens(number, wrong)
    assert not OrderKeys("another secret").opens("SO-1", key)


@pytest.mark.parametrize(
    ("own", "guest", "room", "expected"),
    [(1, 2, 10, 3), (1, 2, 2, 2), (0, 5, 0, 0), (4, 2, 3, 4), (600, 600, 5000, 999)],
)
def test_merged_carts_stay_within_stock_and_take_nothing_away(
    own: int, guest: int, room: int, expected: int
) -> None:
    assert merged(own, guest, room) == expected


def test_what_came_after_the_order_is_left_over() -> None:
    assert left_over({"a": 3, "b": 1, "c": 2}, {"a": 1, "b": 1, "d": 4}) == {"a": 2, "c": 2}


@pytest.mark.parametrize(
    ("lines", "same"),
    [
        ([line()], True),
        ([line(quantity=1)], False),
        ([line(price=1)], False),
        ([line(), line(product_id="p2")], False),
        ([], False),
    ],
)
def test_an_order_is_for_the_very_lines_it_was_placed_for(
    lines: list[PricedLine], *, same: bool
) -> None:
    order = Order(lines=[OrderLine(product_id="p1", quantity=2, unit_price_minor=1250)])
    assert is_for(order, lines, None) is same
