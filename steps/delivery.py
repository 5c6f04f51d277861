"""Step definitions about the ways in which an order can be delivered."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.cards import GOOD
from fixtures.clients.gateway import Refused, refusal
from fixtures.money import Money
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.shopping import Shopping
from pages.checkout import CheckoutPage
from sayso import eventually
from steps.phrases import parsed


@given(
    parsed("the shop has {quantity:d} {product:Text} at {price:Money} and {grams:d} grams in stock")
)
def have_in_stock(
    products: Products, quantity: int, product: str, price: Money, grams: int
) -> None:
    products.stock(product, quantity, price=price, grams=grams)


@given(
    parsed(
        "Ada has chosen delivery to Ireland and heard that it costs {delivery:Money}, and the order {total:Money}"
    )
)
def have_chosen_ireland(
    shopping: Shopping, checkout_page: CheckoutPage, delivery: Money, total: Money
) -> None:
    shopping.go_to_checkout(GOOD)
    checkout_page.postcode.fill("D02 X285")
    checkout_page.choose_delivery("IE", "Standard")
    expect_costs(checkout_page, delivery, total)


@given(
    parsed(
        "Ada has chosen express delivery and heard that it costs {delivery:Money}, and the order {total:Money}"
    )
)
def have_chosen_express(
    shopping: Shopping, checkout_page: CheckoutPage, delivery: Money, total: Money
) -> None:
    shopping.go_to_checkout(GOOD)
    checkout_page.choose_delivery("GB", "Express")
    expect_costs(checkout_page, delivery, total)


@when("Ada enters her card again and pays", target_fixture="order")
def pay_again(shopping: Shopping) -> Order:
    return shopping.enter_card_and_pay(GOOD)


@when(parsed("Ada asks for express delivery to {country:Country}"))
def ask_for_express(shopping: Shopping, checkout_page: CheckoutPage, country: str) -> None:
    shopping.go_to_checkout(GOOD)
    checkout_page.choose_delivery(country, "Express")


@when(
    parsed("a program tries to order the cart of {person:Name} by express"),
    target_fixture="refused",
)
def try_to_order_by_express(buyers: Buyers, person: str) -> Refused:
    return refusal(lambda: buyers.order_cart_by(person, "express"))


@then(
    parsed(
        "a program that asks on behalf of {person:Name} is offered {offered:Deliveries} to {country:Country}"
    )
)
def offer(programs: Programs, person: str, offered: dict[str, Money], country: str) -> None:
    eventually(
        lambda: programs[person].orders.deliveries(country),
        equals=offered,
        what=f"ways to deliver the cart of {person} to {country}",
        where="the shop's answer to a program",
    )


@then(parsed("{service} delivery to {country:Country} for {price:Money} is recorded"))
def record_delivery(
    order_records: OrderRecords, order: Order, service: str, country: str, price: Money
) -> None:
    eventually(
        lambda: order_records.delivery(order.number),
        equals=(service, country, price),
        what=f"delivery of order {order.number}",
        where="the shop's database",
    )


def expect_costs(checkout_page: CheckoutPage, delivery: Money, total: Money) -> None:
    sums = checkout_page.totals
    expect(sums.delivery, "delivery at the checkout").to_have_text(str(delivery))
    expect(sums.total, "total at the checkout").to_have_text(str(total))
