"""Step definitions about a payment provider that cannot be reached or is not heard."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.cards import GOOD
from fixtures.payment_faults import ANSWERS_LOST, PaymentFaults
from fixtures.records.order_tables import Order
from fixtures.shopping import Shopping
from pages.order import OrderPage
from steps.phrases import parsed


@given(parsed("the {fault:PaymentFault}"))
def begin(payment_faults: PaymentFaults, fault: str) -> None:
    payment_faults.begin(fault)


@given(
    parsed("Ada has tried in vain to pay, since the {fault:PaymentFault}"), target_fixture="order"
)
def have_tried_in_vain(
    shopping: Shopping, payment_faults: PaymentFaults, order_page: OrderPage, fault: str
) -> Order:
    payment_faults.begin(fault)
    return try_to_pay(shopping, payment_faults, order_page)


@given(
    "Ada has tried to pay, and the answer of the payment provider was lost",
    target_fixture="order",
)
def have_lost_answer(
    shopping: Shopping, payment_faults: PaymentFaults, order_page: OrderPage
) -> Order:
    payment_faults.begin(ANSWERS_LOST)
    order = try_to_pay(shopping, payment_faults, order_page)
    payment_faults.wait_until_answer_was_lost()
    return order


@when("Ada tries to pay for her cart", target_fixture="order")
def try_to_pay(shopping: Shopping, payment_faults: PaymentFaults, order_page: OrderPage) -> Order:
    order = shopping.pay_at(payment_faults.storefront, GOOD)
    order_page.number.wait_for()
    return order


@when("Ada pays at the checkout once the payment provider is back", target_fixture="order")
def pay_later(shopping: Shopping, payment_faults: PaymentFaults) -> Order:
    payment_faults.end()
    return shopping.pay_by_way_of_the_cart(GOOD)


@then("she is told that she was not charged and can pay later")
def be_told_not_charged(order_page: OrderPage) -> None:
    told = "Your card was not charged; please pay later."
    expect(order_page.notice, "notice on the order's page").to_contain_text(told)
    expect(order_page.status, "state of the order on its page").to_have_text("Waiting for payment")
    expect(order_page.pay_link, "way back to the checkout").to_be_visible()


@then("she is told that her payment is still being checked")
def be_told_of_doubt(order_page: OrderPage) -> None:
    told = "Your payment is still being checked."
    expect(order_page.notice, "notice on the order's page").to_contain_text(told)
    expect(order_page.status, "state of the order on its page").to_have_text("Waiting for payment")


@then("the answer to the shop was lost")
def lose_answer(payment_faults: PaymentFaults) -> None:
    payment_faults.wait_until_answer_was_lost()
