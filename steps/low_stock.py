"""Sentences about products that are running out."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import then

from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.stock import StockRecords
from pages.stock import StockPage
from sayso import eventually
from steps.phrases import parsed


@then(
    parsed(
        "Sam finds {product:Text} among the low stock, with {number:d} left and {limit:d} as the limit"
    )
)
def find_among_low_stock(
    stock_page: StockPage, products: Products, product: str, number: int, limit: int
) -> None:
    eventually(  # the sale is booked a moment after it is paid
        lambda: stock_page.low_figures_now(products[product].name),
        equals=[str(number), str(limit)],
        what=f"what is left of {product} and its limit in the list of low stock",
        where="the page of the stock",
    )


@then(parsed("Sam does not find {product:Text} among the low stock"))
def not_find_among_low_stock(stock_page: StockPage, products: Products, product: str) -> None:
    stock_page.find(products[product].name)
    expect(stock_page.heading, "heading of the list").to_have_text("Stock")
    line = stock_page.low_line(products[product].name)
    expect(line, f"{product} in the list of low stock").to_be_hidden()


@then(
    parsed(
        "a program that asks on behalf of {person:Name} finds {product:Text} among those with {limit:d} or fewer"
    )
)
def tell_low_stock(
    programs: Programs, products: Products, person: str, product: str, limit: int
) -> None:
    sku = products[product].sku
    eventually(
        lambda: sku in programs[person].inventory.low_stock(limit),
        equals=True,
        what=f"whether {product} is among those with {limit} or fewer",
        where="the shop's answer to a program",
    )


@then(
    parsed(
        "a program that asks on behalf of {person:Name} does not find {product:Text} among those with {limit:d} or fewer"
    )
)
def not_tell_low_stock(
    programs: Programs, products: Products, person: str, product: str, limit: int
) -> None:
    sku = products[product].sku
    eventually(
        lambda: sku in programs[person].inventory.low_stock(limit),
        equals=False,
        what=f"whether {product} is among those with {limit} or fewer",
        where="the shop's answer to a program",
        within=0,
    )


@then(parsed("{number:Count} open alert is recorded about {product:Text}"))
def hold_alerts(stock_records: StockRecords, products: Products, number: int, product: str) -> None:
    eventually(
        lambda: stock_records.open_alerts(products[product].sku),
        equals=number,
        what=f"open alerts about {product}",
        where="the shop's database",
    )


@then(
    parsed(
        "{number:d} open alert is recorded about {product:Text}, and told to the other services once"
    )
)
def hold_and_tell_alert(
    stock_records: StockRecords,
    news_records: NewsRecords,
    products: Products,
    number: int,
    product: str,
) -> None:
    hold_alerts(stock_records, products, number, product)
    news_records.expect_told_once(products[product].sku, ["stock.low"])
