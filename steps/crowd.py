"""Step definitions about customers who want the same thing at the same moment."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.crowd import Crowd, Outcome
from fixtures.products import Products
from fixtures.records.stock import StockRecords
from sayso import eventually
from steps.phrases import parsed

Outcomes = dict[str, list[Outcome]]


@given(
    parsed("the shop has {quantity:d} each of {number:d} products in stock"),
    target_fixture="scarce",
)
def have_some_each(products: Products, quantity: int, number: int) -> list[str]:
    names = [f"Mug {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:number]]
    for name in names:
        products.stock(name, quantity)
    return names


@when(
    parsed("{customers:d} customers buy each product at the same moment"),
    target_fixture="outcomes",
)
def buy_each_at_once(crowd: Crowd, scarce: list[str], customers: int) -> Outcomes:
    return {product: crowd.buy_at_once([1] * customers, product) for product in scarce}


@when(
    parsed("{customers:d} customers buy 1 to {most:d} of each product at the same moment"),
    target_fixture="outcomes",
)
def buy_mixture_at_once(crowd: Crowd, scarce: list[str], customers: int, most: int) -> Outcomes:
    """Who wants how many goes round by one with each product."""
    mixtures = [[1 + (who + turn) % most for who in range(customers)] for turn in range(most)]
    return {
        product: crowd.buy_at_once(mixtures[number % most], product)
        for number, product in enumerate(scarce)
    }


@then(
    parsed(
        "{number:d} customer gets each product, and {refused:d} are refused because {reason:Reason}"
    )
)
def get_each(outcomes: Outcomes, number: int, refused: int, reason: str) -> None:
    expected = sorted(["bought"] * number + [reason] * refused)
    became = {product: sorted(one.became for one in of) for product, of in outcomes.items()}
    wrong = {product: what for product, what in became.items() if what != expected}
    assert not wrong, (
        f"outcomes of the orders for a product, read in the gateway's answers:"
        f" expected {number} bought and {refused} refused, but for {len(wrong)} of {len(outcomes)}"
        f" products they were {wrong}"
    )


@then(
    parsed(
        "at most {number:d} of each product are sold, and nobody is refused who could have been served"
    )
)
def sell_at_most(outcomes: Outcomes, number: int) -> None:
    """Stock only falls here, so whoever was refused wanted more than is left at the end."""
    left = {product: number - sold(of) for product, of in outcomes.items()}
    wrong = {
        product: of
        for product, of in outcomes.items()
        if left[product] < 0
        or any(one.became != "bought" and one.quantity <= left[product] for one in of)
    }
    assert not wrong, (
        f"outcomes of the orders for {number} pieces of a product, read in the gateway's answers:"
        f" expected as many to be bought as there are, but for {len(wrong)} of {len(outcomes)}"
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


@then(parsed("what is left of the {number:d} of each product is what was not sold"))
def have_left(
    stock_records: StockRecords, products: Products, outcomes: Outcomes, number: int
) -> None:
    eventually(
        lambda: {one: stock_records.levels_and_moves(products[one].sku) for one in outcomes},
        equals={one: (number - sold(of), 0, -sold(of)) for one, of in outcomes.items()},
        what="stock of each product, what is reserved of it, and the sum of its sales",
        where="the shop's database",
    )


def sold(outcomes: list[Outcome]) -> int:
    return sum(one.quantity for one in outcomes if one.became == "bought")
