"""Sentences about buying: from the cart to an order that is placed and paid."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.buyers import Buyers
from fixtures.cards import GOOD, Card
from fixtures.claims import figures_claiming
from fixtures.clients.gateway import Refused, refusal
from fixtures.money import Money
from fixtures.people import People
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.shopping import Shopping
from pages.order import OrderPage
from steps.phrases import parsed


@given(parsed("{person:Name} has bought {quantity:d} {product:Text}"), target_fixture="order")
@when(
    parsed("a program buys {quantity:d} {product:Text} for {person:Name}"), target_fixture="order"
)
def buy_by_program(buyers: Buyers, person: str, quantity: int, product: str) -> Order:
    return buyers.buy(person, quantity, product)


@when(
    parsed(
        "a program buys {quantity:d} {product:Text} for {person:Name} and wants it to be confirmed to {other:Name}"
    ),
    target_fixture="order",
)
def buy_and_confirm_elsewhere(
    buyers: Buyers, people: People, person: str, quantity: int, product: str, other: str
) -> Order:
    return buyers.buy(person, quantity, product, email=people[other].email)


@given(parsed("{person:Name} has paid for {quantity:d} {product:Text}"), target_fixture="order")
def have_paid(buyers: Buyers, person: str, quantity: int, product: str) -> Order:
    return buyers.buy_and_settle(person, quantity, product)


@given(parsed("{person:Name} has paid for her cart"), target_fixture="order")
def have_paid_for_cart(buyers: Buyers, person: str) -> Order:
    return buyers.buy_cart_and_settle(person)


@given(
    parsed("{person:Name} has ordered {quantity:d} {product:Text} without paying"),
    target_fixture="order",
)
def have_ordered(buyers: Buyers, person: str, quantity: int, product: str) -> Order:
    return buyers.order_unpaid(person, quantity, product)


@given(
    parsed(
        "Ada has ordered {quantity:d} {product:Text} without paying, and then put {more:d} more into her cart"
    ),
    target_fixture="order",
)
def have_ordered_and_gone_on(buyers: Buyers, quantity: int, product: str, more: int) -> Order:
    order = buyers.order_unpaid("Ada", quantity, product)
    buyers.fill_cart("Ada", more, product)
    return order


@given(parsed("{person:Name} has ordered her cart without paying"), target_fixture="order")
def have_ordered_cart(buyers: Buyers, order_records: OrderRecords, person: str) -> Order:
    return order_records.order(buyers.order_cart(person))


@given(
    parsed("Ada is signed in, and has bought {quantity:d} {product:Text}"), target_fixture="order"
)
def be_signed_in_and_buy(
    doorkeeper: Doorkeeper, buyers: Buyers, quantity: int, product: str
) -> Order:
    order = buyers.buy("Ada", quantity, product)
    doorkeeper.let_in("Ada")
    return order


@given(
    parsed(
        "{person:Name} has been refused with {card:RefusedCard} for {quantity:d} {product:Text}"
    ),
    target_fixture="order",
)
def have_been_refused(
    buyers: Buyers, person: str, card: Card, quantity: int, product: str
) -> Order:
    return buyers.be_refused(person, quantity, product, card)


@when(
    parsed("a program orders and pays for the cart of {person:Name} twice at once"),
    target_fixture="order",
)
def order_and_pay_twice(buyers: Buyers, person: str) -> Order:
    return buyers.buy_cart_twice_at_once(person)


@when(parsed("a program tries to order the cart of {person:Name}"), target_fixture="refused")
def try_to_order(buyers: Buyers, person: str) -> Refused:
    return refusal(lambda: buyers.order_cart(person))


@when(parsed("a program orders and pays for the cart of {person:Name}"), target_fixture="order")
def order_and_pay(buyers: Buyers, person: str) -> Order:
    return buyers.buy_cart(person)


@when(parsed("Ada buys {quantity:d} {product:Text} by card"), target_fixture="order")
def buy(shopping: Shopping, quantity: int, product: str) -> Order:
    return shopping.buy(quantity, product, GOOD)


@when(parsed("Ada buys {quantity:d} {product:Text} by card as a guest"), target_fixture="order")
def buy_as_guest(shopping: Shopping, quantity: int, product: str) -> Order:
    return shopping.buy_as_guest(quantity, product, GOOD)


@when(
    parsed("Ada buys {quantity:d} {product:Text} but pays with {card:RefusedCard}"),
    target_fixture="order",
)
def buy_with_refused_card(shopping: Shopping, quantity: int, product: str, card: Card) -> Order:
    return shopping.buy(quantity, product, card)


@when("Ada pays with a good card instead", target_fixture="order")
def pay_with_another_card(shopping: Shopping) -> Order:
    return shopping.pay_for_order(GOOD)


@when(
    parsed("Ada buys {quantity:d} {product:Text} and her browser claims they cost {price:Money}"),
    target_fixture="order",
)
def buy_claiming(shopping: Shopping, quantity: int, product: str, price: Money) -> Order:
    return shopping.buy_claiming(quantity, product, GOOD, figures_claiming(price))


@when(
    parsed(
        "a program buys {quantity:d} {product:Text} for {person:Name} and claims they cost {price:Money}"
    ),
    target_fixture="order",
)
def buy_by_program_claiming(
    buyers: Buyers, quantity: int, product: str, person: str, price: Money
) -> Order:
    return buyers.buy(person, quantity, product, **figures_claiming(price))


@when("Ada pays for her cart and notes every total on the way", target_fixture="order")
def pay_noting_totals(shopping: Shopping) -> Order:
    return shopping.pay_noting_totals(GOOD)


@then(parsed("she is thanked for an order of {total:Money}"))
def be_thanked(order_page: OrderPage, order: Order, total: Money) -> None:
    thanks = "Thank you for your order"
    expect(order_page.heading, "heading after paying").to_have_text(thanks)
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)
    expect(order_page.status, "state of the order on its page").to_have_text("Paid")
    expect(order_page.totals.total, "total on the order's page").to_have_text(str(total))
