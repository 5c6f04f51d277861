"""Sentences about an order: who may see it, and what the books say of it."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.clients.orders import OrderAnswer
from fixtures.money import Money
from fixtures.people import People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords, Settlement
from fixtures.surfaces import Surfaces
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@when("a stranger's program asks for the order by its number", target_fixture="refused")
def ask_as_stranger(programs: Programs, order: Order) -> Refused:
    return refusal(lambda: programs.stranger.orders.order(order.number))


@given("Ada is looking at her order")
@when("Ada looks at her order")
@when("Grace looks at the order")
def look_at(order_page: OrderPage, order: Order) -> None:
    order_page.open(number=order.number)


@then(parsed("she reads of her order: {told:Text}"))
def read(order_page: OrderPage, order: Order, told: str) -> None:
    order_page.open(number=order.number)
    expect(order_page.content, "what is said of the order on its page").to_contain_text(told)


@then(parsed("she sees the order with a total of {total:Money}"))
def see_order(
    order_page: OrderPage, order_records: OrderRecords, order: Order, total: Money
) -> None:
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)
    lines = [
        f"{name} {price} {quantity} {Money(price.minor * quantity)}"
        for name, quantity, price in order_records.lines(order.number)
    ]
    expect(order_page.lines, "name, price, quantity and total on the order's page").to_have_text(
        lines
    )
    expect(order_page.totals.total, "total on the order's page").to_have_text(str(total))


@then(
    parsed(
        "a program that asks on behalf of {person:Name} is told that the order is paid, with {total:Money}"
    )
)
def tell_program(programs: Programs, order: Order, person: str, total: Money) -> None:
    eventually(
        lambda: programs[person].orders.order(order.number),
        equals=OrderAnswer("paid", total),
        what=f"order {order.number}",
        where="the shop's answer to a program",
    )


@then(
    parsed(
        "the order is recorded as paid, with {quantity:d} {product:Text} at {price:Money}, and the cart as closed"
    )
)
def show_as_paid(
    surfaces: Surfaces, order: Order, products: Products, quantity: int, product: str, price: Money
) -> None:
    surfaces.expect_paid(order, products[product], quantity, price)


@then("the order is recorded as waiting for payment, which the bank has refused once")
def show_as_declined(order_records: OrderRecords, order: Order) -> None:
    eventually(
        lambda: (
            order_records.settlement(order.number),
            order_records.attempts(order.number),
        ),
        equals=(
            Settlement(order="pending_payment", payment="declined", cart="open"),
            ["declined (authentication_failed)"],
        ),
        what=f"state of order {order.number}, and attempts to pay for it",
        where="the shop's database",
    )


@then("the order is recorded as waiting for payment")
def show_as_waiting(surfaces: Surfaces, order: Order) -> None:
    surfaces.expect_waiting(order)


@then(parsed("{number:d} order is recorded for {person:Name}"))
@then(parsed("{number:d} orders are recorded for {person:Name}"))
def show_orders(order_records: OrderRecords, people: People, number: int, person: str) -> None:
    eventually(
        lambda: order_records.count_of(people[person].email),
        equals=number,
        what=f"orders of {person}",
        where="the shop's database",
    )


@then("the order is recorded for Ada's address and no account")
def show_as_guest_order(order_records: OrderRecords, order: Order, people: People) -> None:
    eventually(
        lambda: order_records.owner(order.number),
        equals={"address": people["Ada"].email, "account": None},
        what=f"owner of order {order.number}",
        where="the shop's database",
    )


@then(parsed("{subtotal:Money} and {delivery:Money} are recorded, which come to {total:Money}"))
def add_up(
    order_records: OrderRecords, order: Order, subtotal: Money, delivery: Money, total: Money
) -> None:
    eventually(
        lambda: order_records.sums(order.number),
        equals={
            "subtotal": subtotal,
            "discount": Money(0),
            "delivery": delivery,
            "total": total,
        },
        what=f"sums of order {order.number}",
        where="the shop's database",
    )
