"""Sentences about the list of all stock, and about a search in it."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.products import Products
from pages.stock import StockPage
from steps.phrases import parsed


@given(
    parsed("the shop has {number:d} kinds of tins, the last of them first"), target_fixture="tins"
)
def have_tins_in_stock(products: Products, number: int) -> list[str]:
    return list(reversed(products.kinds("Tea tin", number, backwards=True)))


@when("Sam looks at all stock")
def look_at_stock(stock_page: StockPage) -> None:
    stock_page.open()


@then("his list has the tins by name")
def list_in_order(stock_page: StockPage, tins: list[str]) -> None:
    listed = [name for name in stock_page.all_names.all_inner_texts() if name in tins]
    assert listed == tins, f"tins in the list of stock: expected {tins}, but they were {listed}"


@when(parsed("Sam searches the stock for the name of {product:Text}, in capitals"))
def search_by_name(stock_page: StockPage, products: Products, product: str) -> None:
    stock_page.open()
    stock_page.search(products[product].name.upper())


@when(parsed("Sam searches the stock for the stock number of {product:Text}"))
def search_by_number(stock_page: StockPage, products: Products, product: str) -> None:
    stock_page.open()
    stock_page.search(products[product].sku)


@when(parsed("Sam searches the stock for {words:Text}"))
def search(stock_page: StockPage, words: str) -> None:
    stock_page.open()
    stock_page.search(words)


@when(parsed("Sam finds {product:Text} by a search and replenishes it with {quantity:d}"))
def find_and_replenish(
    stock_page: StockPage, products: Products, product: str, quantity: int
) -> None:
    search_by_name(stock_page, products, product)
    stock_page.replenish(products[product].name, quantity)


@then(parsed("his list has {product:Text} alone"))
def list_alone(stock_page: StockPage, products: Products, product: str) -> None:
    name = products[product].name
    expect(stock_page.all_names, "products in the list of stock").to_have_text([name])


@then(parsed("his list of low stock has {product:Text} alone"))
def list_low_alone(stock_page: StockPage, products: Products, product: str) -> None:
    name = products[product].name
    expect(stock_page.low_names, "products in the list of low stock").to_have_text([name])


@then("he is told that nothing in stock is called that")
def find_nothing(stock_page: StockPage) -> None:
    expect(stock_page.nothing_found, "what the list of stock says").to_be_visible()
