"""Step definitions about a bank that asks its customer before it pays (3-D Secure)."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.cards import ASKED_ABOUT
from fixtures.money import Money
from fixtures.payment_provider import PaymentProvider
from fixtures.records.order_tables import Order
from fixtures.records.orders import Settlement
from fixtures.shopping import Shopping
from fixtures.surfaces import Surfaces
from pages.bank import BankPage
from pages.order import OrderPage
from sayso import eventually


@given("Ada pays for her cart with a card about which the bank asks", target_fixture="order")
def pay_with_question(shopping: Shopping, bank_page: BankPage) -> Order:
    order = shopping.pay_for_order(ASKED_ABOUT)
    total = str(Money(order.total_minor))
    expect(bank_page.way_there, "way to the bank after paying").to_be_visible()
    expect(bank_page.announcement, "what the bank will be asked about").to_contain_text(total)
    bank_page.come_in()
    return order


@when("Ada tells the bank to pay")
def confirm(bank_page: BankPage) -> None:
    bank_page.confirm()


@when("Ada tells the bank not to pay")
def refuse(bank_page: BankPage) -> None:
    bank_page.refuse()


@when("Ada does not answer the bank and looks at her order")
def leave(order_page: OrderPage, order: Order) -> None:
    order_page.open(number=order.number)


@then("she is told that the bank did not confirm the payment")
def be_told(order_page: OrderPage) -> None:
    told = "Your bank did not confirm the payment"
    expect(order_page.alert, "alert on the order's page").to_contain_text(told)
    expect(order_page.pay_link, "way back to the checkout").to_be_visible()


@then("she sees that her order waits for payment")
def see_waiting(order_page: OrderPage) -> None:
    expect(order_page.status, "state of the order on its page").to_have_text("Waiting for payment")
    expect(order_page.pay_link, "way back to the checkout").to_be_visible()


@then("the order is recorded as waiting for payment, and the bank's answer as open")
def record_waiting(surfaces: Surfaces, order: Order) -> None:
    waiting = Settlement(order="pending_payment", payment="pending", cart="open")
    surfaces.expect_settled(order, waiting)


@then("the payment provider has asked the bank once")
def ask_once(payment_provider: PaymentProvider, order: Order) -> None:
    eventually(
        lambda: [outcome for outcome, _ in payment_provider.asked_for_money(order.number)],
        equals=["requires_action"],
        what=f"calls for the money of order {order.number}",
        where="the payment provider's journal",
    )
