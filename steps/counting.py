"""Step definitions about staff who count the stock, and the history that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import expect
from pytest_bdd import then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.stock import StockRecords
from pages.stock_history import StockHistoryPage
from sayso import eventually, rows
from steps.phrases import parsed


@dataclass(frozen=True)
class Change:
    why: str
    who: str
    change: str
    on_hand: str


@dataclass(frozen=True)
class Listed:
    product: str
    count: str


@when(parsed("Sam counts {number:d} {product:Text} and gives the reason {reason:Text}"))
def count(
    stock_history_page: StockHistoryPage,
    products: Products,
    number: int,
    product: str,
    reason: str,
) -> None:
    stock_history_page.open(sku=products[product].sku)
    stock_history_page.count(number, reason)


@when(parsed("Sam counts {number:d} {product:Text} and gives no reason"))
def count_only(
    stock_history_page: StockHistoryPage, products: Products, number: int, product: str
) -> None:
    count(stock_history_page, products, number, product, reason="")


@when(parsed("a program on behalf of Sam counts {number:d} {product:Text}"))
def count_by_program(programs: Programs, products: Products, number: int, product: str) -> None:
    programs["Sam"].inventory.count(products[product].sku, number)


@when(
    parsed("a program counts {number:d} {product:Text} on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_count(
    programs: Programs, products: Products, number: int, product: str, person: str
) -> Refused:
    inventory, sku = programs[person].inventory, products[product].sku
    return refusal(lambda: inventory.count(sku, number))


@when(parsed("Sam looks at the history of {product:Text}"))
def look_at_history(stock_history_page: StockHistoryPage, products: Products, product: str) -> None:
    stock_history_page.open(sku=products[product].sku)


@when("a program on behalf of Sam uploads this stock list:")
def upload(programs: Programs, products: Products, datatable: list[list[str]]) -> None:
    lines = [(products[one.product].sku, one.count) for one in rows(datatable, Listed)]
    programs["Sam"].inventory.upload_list(lines)


@when(
    parsed(
        "a program on behalf of Sam uploads a list of {number:d} {product:Text} as a spreadsheet saves it"
    )
)
def upload_from_spreadsheet(
    programs: Programs, products: Products, number: int, product: str
) -> None:
    text = f"sku,on_hand\r\n{products[product].sku} , {number}\r\n"
    programs["Sam"].inventory.upload(text.encode("utf-8-sig"))


@when(
    parsed(
        "a program on behalf of Sam uploads a stock list of {number:d} {product:Text}, then {count:Anything} {other:Text}"
    ),
    target_fixture="refused",
)
def try_to_upload(
    programs: Programs, products: Products, number: int, product: str, count: object, other: str
) -> Refused:
    inventory = programs["Sam"].inventory
    lines = [(products.sku(product), str(number)), (products.sku(other), str(count))]
    return refusal(lambda: inventory.upload_list(lines))


@when(
    parsed("a program on behalf of Sam uploads a stock list {made:ListMade}"),
    target_fixture="refused",
)
def try_to_upload_made(programs: Programs, made: bytes) -> Refused:
    return refusal(lambda: programs["Sam"].inventory.upload(made))


@then(parsed("he is told that {number:d} {product:Text} are in stock after the count"))
def be_told_count(
    stock_history_page: StockHistoryPage, products: Products, number: int, product: str
) -> None:
    told = f"{number} {products[product].name} in stock."
    expect(stock_history_page.notice, "notice on the page of the stock").to_have_text(told)


@then(parsed("he is told beside the count that {number:d} are reserved"))
def be_told_reserved(stock_history_page: StockHistoryPage, number: int) -> None:
    told = f"{number} of it are reserved for orders."
    expect(stock_history_page.counted, "field of the count").to_have_accessible_description(
        re.compile(f"Problem: {told}$")
    )


@then("he is told beside the count to leave out what is put aside for paid orders")
def be_told_what_to_count(stock_history_page: StockHistoryPage) -> None:
    told = "What lies on the shelf, without what is put aside for orders that are paid."
    expect(stock_history_page.counted, "field of the count").to_have_accessible_description(told)


@then(parsed("the history of {product:Text} shows these changes, newest first:"))
def show_history(
    stock_history_page: StockHistoryPage,
    products: Products,
    order: Order,
    product: str,
    datatable: list[list[str]],
) -> None:
    stock_history_page.open(sku=products[product].sku)
    expected = [
        (one.why.replace("the order", order.number), one.who, one.change, one.on_hand)
        for one in rows(datatable, Change)
    ]
    eventually(
        stock_history_page.told,
        equals=expected,
        what=f"changes of the stock of {product}",
        where="the page of its history",
    )


@then(parsed("the ledger shows no count of {product:Text}"))
def show_no_count(stock_records: StockRecords, products: Products, product: str) -> None:
    eventually(
        lambda: stock_records.moves(products[product].sku, "count"),
        equals=list[tuple[int, str]](),
        what=f"counts of {product}",
        where="the shop's stock ledger",
        within=0,
    )
