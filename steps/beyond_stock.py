"""Step definitions about products that are not counted, or sold before they arrive."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.stock import StockRecords
from pages.product import ProductPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("the shop sells {product:Text} without counting"))
def sell_uncounted(products: Products, product: str) -> None:
    products.stock(product, 0, counted=False)


@given(
    parsed(
        "the shop has {quantity:d} {product:Text} in stock and lets {limit:d} be ordered before they arrive"
    )
)
def let_be_ordered(products: Products, quantity: int, product: str, limit: int) -> None:
    products.stock(product, quantity, backorder_limit=limit)


@then(parsed("she is offered it, with the note {note:Text}"))
def be_offered(product_page: ProductPage, note: str) -> None:
    expect(product_page.stock_note, "note about the stock").to_have_text(note)
    expect(product_page.add_button, "offer to add it to the cart").to_be_visible()


@then(parsed("no {product:Text} was ever reserved"))
def reserve_nothing(stock_records: StockRecords, products: Products, product: str) -> None:
    eventually(
        lambda: stock_records.reservations(products[product].id),
        equals=0,
        what=f"reservations of {product}",
        where="the shop's database",
        within=0,
    )


@then(parsed("{quantity:d} {product:Text} are owed to customers"))
def owe(stock_records: StockRecords, products: Products, quantity: int, product: str) -> None:
    eventually(
        lambda: stock_records.level(products[product].sku),
        equals={"in stock": -quantity, "reserved": 0},
        what=f"stock of {product}, below 0 if it is owed",
        where="the shop's database",
    )


@then(parsed("the shop offers {number:d} {product:Text} to others"))
def offer_to_others(programs: Programs, products: Products, number: int, product: str) -> None:
    eventually(
        lambda: programs.stranger.inventory.available(products[product].slug) or 0,
        equals=number,
        what=f"{product} for sale",
        where="the shop's answer to a program",
    )


@when(
    parsed("a program on behalf of Sam lets {limit:d} {product:Text} be ordered before they arrive")
)
def change_limit(programs: Programs, products: Products, limit: int, product: str) -> None:
    programs["Sam"].inventory.let_be_ordered(products[product].sku, limit)


@when(
    parsed(
        "a program on behalf of Sam tries to let {limit:d} {product:Text} be ordered before they arrive"
    ),
    target_fixture="refused",
)
def try_to_change_limit(
    programs: Programs, products: Products, limit: int, product: str
) -> Refused:
    inventory, sku = programs["Sam"].inventory, products[product].sku
    return refusal(lambda: inventory.let_be_ordered(sku, limit))
