"""Step definitions about goods that come back after an order was paid."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.money import Money
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.stock import StockRecords
from fixtures.surfaces import Surfaces
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{quantity:d} {product:Text} of the order have come back to {person:Name}"))
@when(
    parsed(
        "a program takes back {quantity:d} {product:Text} of the order on behalf of {person:Name}"
    )
)
def take_back(
    programs: Programs, products: Products, order: Order, quantity: int, product: str, person: str
) -> None:
    programs[person].orders.take_back(order.number, products[product].sku, quantity)


@when(
    parsed(
        "a program tries to take back {quantity:d} {product:Text} of the order on behalf of {person:Name}"
    ),
    target_fixture="refused",
)
def try_to_take_back(
    programs: Programs, products: Products, order: Order, quantity: int, product: str, person: str
) -> Refused:
    sku = products[product].sku
    return refusal(lambda: programs[person].orders.take_back(order.number, sku, quantity))


@then(
    parsed(
        "{quantity:d} {product:Text} are in stock, after {times:d} return of {back:d} for the order"
    )
)
def show_return(
    surfaces: Surfaces,
    stock_records: StockRecords,
    products: Products,
    order: Order,
    quantity: int,
    product: str,
    times: int,
    back: int,
) -> None:
    surfaces.expect_stock(products[product], quantity)
    expect_moves(stock_records, products, product, "return", [(back, order.number)] * times)


@then(
    parsed(
        "{amount:Money} has been given back once, and {back:d} {product:Text} have come back once, which makes {quantity:d} in stock"
    )
)
def bring_back_all(
    surfaces: Surfaces,
    stock_records: StockRecords,
    products: Products,
    order: Order,
    amount: Money,
    back: int,
    product: str,
    quantity: int,
) -> None:
    surfaces.expect_given_back(order, [amount])
    expect_moves(stock_records, products, product, "cancellation", [(back, order.number)])
    surfaces.expect_stock(products[product], quantity)


def expect_moves(
    stock_records: StockRecords,
    products: Products,
    product: str,
    kind: str,
    moves: list[tuple[int, str]],
) -> None:
    eventually(
        lambda: stock_records.moves(products[product].sku, kind),
        equals=moves,
        what=f"{kind} of {product}",
        where="the shop's stock ledger",
    )
