"""Step definitions about customers who want the same thing at the same moment."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.crowd import Crowd
from fixtures.products import Products
from fixtures.records.stock import StockRecords
from sayso import eventually
from steps.phrases import parsed


@given(parsed("the shop has 1 each of {number:d} products in stock"), target_fixture="scarce")
def have_one_each(products: Products, number: int) -> list[str]:
    names = [f"Mug {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:number]]
    for name in names:
        products.stock(name, 1)
    return names


@when(
    parsed("{customers:d} customers buy each product at the same moment"),
    target_fixture="outcomes",
)
def buy_each_at_once(crowd: Crowd, scarce: list[str], customers: int) -> dict[str, list[str]]:
    return {product: crowd.buy_at_once(customers, product) for product in scarce}


@then(
    parsed(
        "{number:d} customer gets each product, and {refused:d} are refused because {reason:Reason}"
    )
)
def get_each(outcomes: dict[str, list[str]], number: int, refused: int, reason: str) -> None:
    expected = sorted(["bought"] * number + [reason] * refused)
    wrong = {product: became for product, became in outcomes.items() if became != expected}
    assert not wrong, (
        f"outcomes of the orders for a product, read in the gateway's answers:"
        f" expected {number} bought and {refused} refused, but for {len(wrong)} of {len(outcomes)}"
        f" products they were {wrong}"
    )


@then("each product is sold out")
def be_sold_out(stock_records: StockRecords, products: Products, scarce: list[str]) -> None:
    eventually(
        lambda: [stock_records.level(products[product].sku) for product in scarce],
        equals=[{"in stock": 0, "reserved": 0}] * len(scarce),
        what="stock of each product",
        where="the shop's database",
    )
