"""Step definitions about orders that nobody pays for: they expire, or are cancelled."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.cards import GOOD
from fixtures.clients.gateway import Refused, refusal
from fixtures.mailbox import Mailboxes
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords, Settlement
from fixtures.shop_clock import ShopClock
from fixtures.surfaces import Surfaces
from pages.order import OrderPage
from steps.phrases import parsed


@given(
    parsed("{person:Name}'s order of {quantity:d} {product:Text} has expired"),
    target_fixture="order",
)
def have_let_expire(
    buyers: Buyers,
    shop_clock: ShopClock,
    order_records: OrderRecords,
    person: str,
    quantity: int,
    product: str,
) -> Order:
    order = buyers.order_unpaid(person, quantity, product)
    shop_clock.let_pass(timedelta(minutes=31))
    return order_records.order(order.number)


@given(
    parsed("{person:Name} has cancelled her order of {quantity:d} {product:Text}"),
    target_fixture="order",
)
def have_cancelled(
    buyers: Buyers, programs: Programs, person: str, quantity: int, product: str
) -> Order:
    order = buyers.order_unpaid(person, quantity, product)
    programs[person].orders.cancel(order.number)
    return order


@when(parsed("a program pays for the order on behalf of {person:Name}"))
def pay_by_program(buyers: Buyers, order: Order, person: str) -> None:
    buyers.pay(person, order.number, GOOD)


@given("Ada is looking at her order, which has meanwhile been paid")
def look_at_paid_order(order_page: OrderPage, buyers: Buyers, order: Order) -> None:
    order_page.open(number=order.number)
    buyers.pay("Ada", order.number, GOOD)


@when("Ada cancels the order that she looks at")
def cancel_open_order(order_page: OrderPage) -> None:
    order_page.cancel_button.click()


@then("she is told that the order has been paid")
def be_told_of_payment(order_page: OrderPage) -> None:
    expect(order_page.notice, "notice on the order's page").to_contain_text("has been paid")
    expect(order_page.status, "state of the order on its page").to_have_text("Paid")


@when(parsed("{person:Name} follows the link in his confirmation and cancels the order"))
def cancel_by_link(
    order_page: OrderPage, mailboxes: Mailboxes, people: People, person: str
) -> None:
    letter = mailboxes[people[person].email].newest("order confirmation")
    order_page.follow(letter.link("/orders/"))
    order_page.cancel_button.click()


@then("he is told that the order is cancelled")
def be_told_of_cancellation(order_page: OrderPage) -> None:
    expect(order_page.notice, "notice on the order's page").to_have_text("Your order is cancelled.")
    expect(order_page.status, "state of the order on its page").to_have_text("Cancelled")


@when("Ada cancels her order there")
def cancel_there(order_page: OrderPage) -> None:
    order_page.cancel_button.click()


@when("Ada cancels her order")
def cancel(order_page: OrderPage, order: Order) -> None:
    order_page.cancel(order.number)


@given(parsed("a program has cancelled the order on behalf of {person:Name}"))
@when(parsed("a program cancels the order on behalf of {person:Name}"))
@when(parsed("a program cancels the order again on behalf of {person:Name}"))
def cancel_by_program(programs: Programs, order: Order, person: str) -> None:
    programs[person].orders.cancel(order.number)


@when(
    parsed("a program tries to cancel the order on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_cancel(programs: Programs, order: Order, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.cancel(order.number))


@when(
    parsed("a program tries to pay for the order on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_pay(programs: Programs, order: Order, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.pay(order.number, GOOD))


@then(parsed("she sees that her order is {ended:Ended}"))
def say_that_it_ended(order_page: OrderPage, order: Order, ended: str) -> None:
    order_page.open(number=order.number)
    expect(order_page.status, "state of the order on its page").to_have_text(ended.capitalize())
    expect(order_page.cancel_button, "offer to cancel the order").to_be_hidden()


@then(parsed("the order is recorded as {ended:Ended}, its payment as closed and her cart as kept"))
def record_as_ended(surfaces: Surfaces, order: Order, ended: str) -> None:
    surfaces.expect_settled(order, Settlement(order=ended, payment="closed", cart="open"))
