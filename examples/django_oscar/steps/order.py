"""Steps about the stock, baskets and orders."""

import re
from collections.abc import Callable
from email.message import EmailMessage

from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, then, when

from fixtures.people import Shopper
from fixtures.stock import Stock
from pages.shop import BasketPage, CheckoutPage, ProductPage
from sayso import Call, MailSink, SignedIn, at_once, eventually, links_in, text_of


@given(parsers.parse('the shop has {number:d} "{product}" in stock'), target_fixture="product")
def put_in_stock(number: int, product: str, stock: Stock) -> str:
    stock.put(number, product)
    return product


@given(parsers.parse("{number:d} customers have it in their baskets"), target_fixture="shoppers")
def fill_baskets(number: int, product: str, signed_in: SignedIn, base_url: str) -> list[Shopper]:
    shoppers = [Shopper(signed_in(f"customer{each}").http, base_url) for each in range(number)]
    for shopper in shoppers:
        shopper.add(1, product)
        shopper.enter_address()
    return shoppers


@given(parsers.parse('Ada has put {quantity:d} "{product}" into her basket'))
@when(
    parsers.re(r'Ada puts (?P<quantity>\d+)( more)? "(?P<product>.+)" into her basket'),
    converters={"quantity": int},
)
def put_into_basket(quantity: int, product: str, product_page: ProductPage) -> None:
    product_page.add_to_basket(quantity, product)


@when(
    parsers.parse('a program puts {quantity:d} "{product}" into the basket of {name:w}'),
    target_fixture="page",
)
def put_by_program(
    quantity: int, product: str, name: str, signed_in: SignedIn, base_url: str
) -> Page:
    Shopper(signed_in(name).http, base_url).add(quantity, product)
    return signed_in(name).page


@when(parsers.parse('Ada looks at "{product}"'))
def look_at(product: str, product_page: ProductPage) -> None:
    product_page.open(product)


@when("Ada orders as a guest", target_fixture="address")
def order(checkout: CheckoutPage, address_of: Callable[[str], str]) -> str:
    checkout.order(address_of("Ada"))
    return address_of("Ada")


@when("all of them order at the same moment", target_fixture="calls")
def order_at_once(shoppers: list[Shopper]) -> list[Call[bool]]:
    return at_once(Shopper.order, shoppers)


@then("it is unavailable")
def check_unavailable(product_page: ProductPage) -> None:
    expect(product_page.availability).to_have_text("Unavailable")
    expect(product_page.add).to_have_count(0)


@then(parsers.parse("she is told that {number:d} can be bought at most"))
def check_limit(number: int, product_page: ProductPage) -> None:
    expect(product_page.notice).to_contain_text(f"a maximum of {number} can be bought")


@then(
    parsers.re(
        r's?he sees (?P<quantity>\d+) "(?P<product>.+)" for (?P<total>£\S+) in (her|his) basket'
    )
)
def check_basket(quantity: str, product: str, total: str, basket_page: BasketPage) -> None:
    basket_page.open()
    expect(basket_page.quantity(product)).to_have_value(quantity)
    expect(basket_page.total(product)).to_contain_text(total)


@then("she sees that her order is confirmed")
def check_confirmation(checkout: CheckoutPage) -> None:
    expect(checkout.heading).to_have_text(re.compile(r"Order \d+: confirmation"))


@then(
    parsers.parse('she is sent a confirmation of {quantity:d} "{product}" for {total}'),
    target_fixture="mail",
)
def check_mail(
    quantity: int, product: str, total: str, mail_sink: MailSink, address: str
) -> EmailMessage:
    mail = mail_sink.wait(to=address, subject="Confirmation of order")
    assert f" * {product} - quantity: {quantity} - price: {total}\n" in text_of(mail)
    return mail


@then("its link leads to her order, once she has said her address")
def check_link(mail: EmailMessage, address: str, checkout: CheckoutPage) -> None:
    checkout.look_up(links_in(mail)[0], address)
    expect(checkout.heading).to_have_text(f"Order #{str(mail['Subject']).split()[-1]}")


@then(parsers.parse("{number:d} of the orders is confirmed"))
def check_orders(number: int, calls: list[Call[bool]]) -> None:
    confirmed = sum(call.result for call in calls)
    assert confirmed == number, f"{confirmed} of {len(calls)} orders are confirmed, not {number}"


@then(
    parsers.re(
        r'(?P<number>\d+) "(?P<product>.+)" (is|are) in stock, (?P<allocated>\d+) of them allocated'
    )
)
def check_stock(number: str, product: str, allocated: str, stock: Stock) -> None:
    expected = (int(number), int(allocated))
    eventually(
        lambda: stock.of(product),
        equals=expected,
        what=f'"{product}" in stock and allocated',
        where="table partner_stockrecord",
    )
