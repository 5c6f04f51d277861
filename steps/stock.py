"""Sentences about what lies in the warehouse."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.money import Money
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.stock import StockRecords
from fixtures.surfaces import Surfaces
from pages.product import ProductPage
from pages.stock import StockPage
from sayso import eventually, rows
from steps.phrases import parsed


@dataclass(frozen=True)
class Level:
    product: str
    in_stock: int
    reserved: int


@given(parsed("the shop has {quantity:d} {product:Text} in stock"))
def have_in_stock(products: Products, quantity: int, product: str) -> None:
    products.stock(product, quantity)


@given(parsed("the shop has {quantity:d} {product:Text} at {price:Money} in stock"))
def have_in_stock_at(products: Products, quantity: int, product: str, price: Money) -> None:
    products.stock(product, quantity, price=price)


@given(parsed("the shop has {quantity:d} {product:Text} in stock and counts {limit:d} as low"))
def have_in_stock_with_limit(products: Products, quantity: int, product: str, limit: int) -> None:
    products.stock(product, quantity, low_at=limit)


@given(
    parsed(
        "the shop has {quantity:d} {product:Text} in stock, {reserved:d} of them reserved for an order that was never placed"
    )
)
def have_partly_lost(products: Products, quantity: int, product: str, reserved: int) -> None:
    products.stock_partly_lost(product, quantity, reserved)


@given(parsed("the shop has {quantity:d} {product:Text} in stock, but has withdrawn it"))
def have_withdrawn(products: Products, quantity: int, product: str) -> None:
    products.stock(product, quantity)
    products.withdraw(product)


@given(parsed("the shop has {quantity:d} {product:Text} and {number:d} {other:Text} in stock"))
def have_two_in_stock(
    products: Products, quantity: int, product: str, number: int, other: str
) -> None:
    products.stock(product, quantity)
    products.stock(other, number)


@when(parsed("Ada looks at {product:Text}"))
def look_at(product_page: ProductPage, products: Products, product: str) -> None:
    product_page.open(slug=products[product].slug)


@when(parsed("Sam replenishes {product:Text} with {quantity:d}"))
def replenish(stock_page: StockPage, products: Products, product: str, quantity: int) -> None:
    stock_page.find(products[product].name)
    stock_page.replenish(products[product].name, quantity)


@when(parsed("Sam fills in a delivery of {quantity:d} {product:Text}, and it is sent twice"))
def replenish_twice(stock_page: StockPage, products: Products, quantity: int, product: str) -> None:
    stock_page.find(products[product].name)
    stock_page.replenish_twice(products[product].name, quantity)


@when(parsed("Sam goes to {product:Text} in the stock"))
def go_to_stock(stock_page: StockPage, products: Products, product: str) -> None:
    stock_page.find(products[product].name)


@given(parsed("{quantity:d} {product:Text} have arrived since"))
def have_taken_delivery(
    programs: Programs,
    products: Products,
    news_records: NewsRecords,
    product: str,
    quantity: int,
) -> None:
    news_records.wait_until_all_is_told()  # what was bought before has left the shelf by then
    take_delivery(programs, products, product, quantity)


@when(parsed("a program on behalf of Sam replenishes {product:Text} with {quantity:d}"))
def take_delivery(programs: Programs, products: Products, product: str, quantity: int) -> None:
    programs["Sam"].inventory.replenish(products[product].sku, quantity)


@when(
    parsed(
        "a program on behalf of Sam replenishes {product:Text} with {quantity:d}, since {reason:Text}"
    )
)
def take_delivery_for(
    programs: Programs, products: Products, product: str, quantity: int, reason: str
) -> None:
    programs["Sam"].inventory.replenish(products[product].sku, quantity, reason)


@when(
    parsed("a program replenishes {product:Text} with {quantity:d} on behalf of {person:Name}"),
    target_fixture="refused",
)
def replenish_by_program(
    programs: Programs, products: Products, product: str, quantity: int, person: str
) -> Refused:
    inventory, sku = programs[person].inventory, products[product].sku
    return refusal(lambda: inventory.replenish(sku, quantity))


@when(
    parsed("a stranger's program replenishes {product:Text} with {quantity:d}"),
    target_fixture="refused",
)
def replenish_as_stranger(
    programs: Programs, products: Products, product: str, quantity: int
) -> Refused:
    sku = products[product].sku
    return refusal(lambda: programs.stranger.inventory.replenish(sku, quantity))


@then(parsed("{product:Text} is offered with {number:d} left"))
def offer(product_page: ProductPage, products: Products, product: str, number: int) -> None:
    product_page.open(slug=products[product].slug)
    note = f"note about the stock of {product}"
    expect(product_page.stock_note, note).to_have_text(f"{number} left")
    expect(product_page.add_button, f"offer to add {product} to the cart").to_be_visible()


@then("she is told that it is sold out and cannot add it to a cart")
def be_told_sold_out(product_page: ProductPage) -> None:
    expect(product_page.stock_note, "note about the stock").to_have_text("Sold out")
    expect(product_page.add_button, "offer to add it to the cart").to_be_hidden()


@then(parsed("he is told that {before:d} + {added:d} = {after:d} {product:Text} are in stock"))
def be_told_sum(
    stock_page: StockPage, products: Products, before: int, added: int, after: int, product: str
) -> None:
    notice = f"{before} + {added} = {after} {products[product].name} in stock."
    expect(stock_page.notice, "notice on the stock page").to_have_text(notice)


@then(
    parsed(
        "Sam's list shows {quantity:d} {product:Text}, {reserved:d} reserved and {number:d} for sale"
    )
)
def list_stock(
    stock_page: StockPage,
    products: Products,
    quantity: int,
    product: str,
    reserved: int,
    number: int,
) -> None:
    stock_page.find(products[product].name)
    line, where = stock_page.line(products[product].name), f"{product} in the list of stock"
    expect(line.on_hand, f"{where}, on hand").to_have_text(str(quantity))
    expect(line.reserved, f"{where}, reserved").to_have_text(str(reserved))
    expect(line.for_sale, f"{where}, for sale").to_have_text(str(number))


@then(parsed("a program is told that {quantity:d} {product:Text} are in stock, as is recorded"))
def tell_program_stock(
    programs: Programs, surfaces: Surfaces, products: Products, quantity: int, product: str
) -> None:
    eventually(
        lambda: programs.stranger.inventory.level(products[product].sku),
        equals={"in stock": quantity, "reserved": 0},
        what=f"stock of {product}",
        where="the shop's answer to a program",
    )
    surfaces.expect_stock(products[product], quantity)


@then("the stock is recorded as follows:")
def keep_all_in_stock(surfaces: Surfaces, products: Products, datatable: list[list[str]]) -> None:
    for one in rows(datatable, Level):
        surfaces.expect_stock(products[one.product], one.in_stock, one.reserved)


@then(parsed("{quantity:d} {product:Text} are in stock, {reserved:d} of them reserved"))
def keep_in_stock(
    surfaces: Surfaces, products: Products, quantity: int, product: str, reserved: int
) -> None:
    surfaces.expect_stock(products[product], quantity, reserved)


@then(parsed("the ledger shows {sales:d} sale of {quantity:d} {product:Text} for the order"))
def show_sale(
    stock_records: StockRecords,
    products: Products,
    order: Order,
    sales: int,
    quantity: int,
    product: str,
) -> None:
    eventually(
        lambda: stock_records.moves(products[product].sku, "sale"),
        equals=[(-quantity, order.number)] * sales,
        what=f"sales of {product}",
        where="the shop's stock ledger",
    )


@then(
    parsed(
        "the ledger shows {sales:d} sale of {quantity:d} {product:Text} for the order, of which other services hear once"
    )
)
def show_sale_and_tell(
    stock_records: StockRecords,
    news_records: NewsRecords,
    products: Products,
    order: Order,
    sales: int,
    quantity: int,
    product: str,
) -> None:
    show_sale(stock_records, products, order, sales, quantity, product)
    news_records.expect_told_once(order.number, ["stock.committed"])


@then(parsed("he is told beside the quantity that the shop can have {most} of it at most"))
def be_told_of_limit(stock_page: StockPage, products: Products, most: str) -> None:
    field, told = stock_page.quantity(products["Steel nail"].name), f"can have {most}"
    expect(field, "what is said beside the quantity").to_have_accessible_description(
        re.compile(told)
    )
