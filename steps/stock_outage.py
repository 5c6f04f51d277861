"""Step definitions about a shop that cannot ask for its stock."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.money import Money
from fixtures.people import People
from fixtures.products import Products
from fixtures.second_shop import SecondShop
from pages.cart import CartPage
from pages.product import ProductPage
from steps.phrases import parsed


@given("the shop cannot find out what is in stock")
def have_no_way_to_stock(stock_outage: SecondShop) -> None:
    """The second shop is there from now on."""


@when(parsed("Ada looks at {product:Text} all the same"))
def look_at_product(
    product_page: ProductPage, stock_outage: SecondShop, products: Products, product: str
) -> None:
    product_page.follow(f"{stock_outage.storefront}/products/{products[product].slug}")


@when("Ada looks at her cart all the same")
def look_at_cart(cart_page: CartPage, stock_outage: SecondShop) -> None:
    cart_page.follow(f"{stock_outage.storefront}{cart_page.path}")


@when("a program tries to order all the same what Ada has in her cart", target_fixture="refused")
def try_to_order(stock_outage: SecondShop, people: People) -> Refused:
    return refusal(lambda: stock_outage.program("Ada").orders.place(people["Ada"]))


@then(parsed("she sees its price, {price:Money}, and that its stock is not known"))
def see_unknown_stock(product_page: ProductPage, price: Money) -> None:
    expect(product_page.price, "price of the product").to_have_text(str(price))
    expect(product_page.stock_note, "note about its stock").to_have_text("Not known just now")


@then(parsed("she sees {quantity:d} {product:Text} in it, and that its stock is not known"))
def see_line(cart_page: CartPage, products: Products, quantity: int, product: str) -> None:
    line = cart_page.line(products[product].name)
    expect(line.quantity, f"quantity of {product}").to_have_value(str(quantity))
    expect(cart_page.stock_unknown, "note about the stock").to_be_visible()
