"""Step definitions about a shop that has lost one of its parts."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import BrowserWatch
from fixtures.cards import GOOD
from fixtures.money import Money
from fixtures.people import People
from fixtures.products import Products
from fixtures.records.order_tables import Order
from fixtures.second_shop import SecondShop, SecondShops
from fixtures.shopping import Shopping
from fixtures.visits import Visits
from pages.account import AccountPage
from pages.order import OrderPage
from pages.product import ProductPage
from pages.sign_in import SignInPage
from steps.phrases import parsed


@given(parsed("the shop has lost the part that {part:LostPart}"), target_fixture="poor_shop")
def have_lost(second_shops: SecondShops, browser_watch: BrowserWatch, part: str) -> SecondShop:
    shop = second_shops.front_without(part)
    browser_watch.expect_address(shop.storefront)
    return shop


@when(parsed("Ada looks at {product:Text} nevertheless"))
def look_at_product(
    product_page: ProductPage, poor_shop: SecondShop, products: Products, product: str
) -> None:
    product_page.follow(f"{poor_shop.storefront}/products/{products[product].slug}")


@when(parsed("Ada looks at {screen:Screen} nevertheless"))
def look_at(visits: Visits, poor_shop: SecondShop, screen: str) -> None:
    visits.show(screen, at=poor_shop.storefront)


@when("Grace looks at the order nevertheless")
def look_at_order(order_page: OrderPage, poor_shop: SecondShop, order: Order) -> None:
    order_page.follow(f"{poor_shop.storefront}/orders/{order.number}")


@when("Ada tries to sign in nevertheless")
def try_to_sign_in(sign_in_page: SignInPage, poor_shop: SecondShop, people: People) -> None:
    sign_in_page.follow(f"{poor_shop.storefront}{sign_in_page.path}")
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)


@when("Ada pays for her cart nevertheless", target_fixture="order")
def pay(shopping: Shopping, poor_shop: SecondShop, order_page: OrderPage) -> Order:
    order = shopping.pay_at(poor_shop.storefront, GOOD)
    order_page.number.wait_for()
    return order


@then(parsed("she sees that it costs {price:Money}"))
def see_price(product_page: ProductPage, price: Money) -> None:
    expect(product_page.price, "price of the product").to_have_text(str(price))


@then("she is told that her orders are not known just now, and can change her password")
def know_no_orders(account_page: AccountPage) -> None:
    expect(account_page.orders_unknown, "what is said of the orders").to_be_visible()
    expect(account_page.current_password, "current password, asked for").to_be_visible()


@then("she is told that nothing is known of its refunds just now")
def know_nothing_of_refunds(order_page: OrderPage) -> None:
    told = "What became of refunds is not known just now. Please look again shortly."
    expect(order_page.staff, "what staff are told of the order").to_contain_text(told)
