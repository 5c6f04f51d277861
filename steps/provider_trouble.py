"""Step definitions about a payment provider that has trouble, and notices that come late."""

from __future__ import annotations

from itertools import pairwise

from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.cards import GOOD, REFUSED, Card
from fixtures.clients.gateway import refusal
from fixtures.payment_provider import PaymentProvider
from fixtures.records.order_tables import Order
from fixtures.shopping import Shopping
from pages.order import OrderPage
from steps.phrases import parsed


@given("the notices about the order are held up")
def hold_notices(payment_provider: PaymentProvider, order: Order) -> None:
    payment_provider.hold_notices(order.number)


@given("Ada has been refused with one card and has paid with another")
def be_refused_and_pay(buyers: Buyers, order: Order) -> None:
    expired = REFUSED["an expired card"]
    refusal(lambda: buyers.pay("Ada", order.number, expired))
    buyers.pay("Ada", order.number, GOOD)


@when("the notices about the order arrive, the newest first", target_fixture="deliveries")
def deliver_newest_first(payment_provider: PaymentProvider, order: Order) -> list[int | None]:
    return payment_provider.deliver_newest_first(order.number)


@when(
    parsed("Ada pays for her cart while the payment provider {card:Trouble}"),
    target_fixture="order",
)
def pay_during_trouble(shopping: Shopping, order_page: OrderPage, card: Card) -> Order:
    order = shopping.pay_for_order(card)
    order_page.number.wait_for()
    return order


@then(parsed("the payment provider was asked {times:d} times, after longer and longer pauses"))
def ask_patiently(payment_provider: PaymentProvider, order: Order, times: int) -> None:
    moments = [moment for _, moment in payment_provider.asked_for_money(order.number)]
    pauses = [(after - before).total_seconds() for before, after in pairwise(moments)]
    patient = all(after > before for before, after in pairwise([0.1, *pauses]))
    assert len(moments) == times, (
        f"calls for the money of order {order.number}, read in the payment provider's journal:"
        f" expected {times}, but it was {len(moments)}"
    )
    assert patient, (
        f"seconds between the calls for the money of order {order.number}, read in the payment"
        f" provider's journal: expected more each time, but they were {pauses}"
    )


@then("every call was for the same payment")
def ask_with_one_key(payment_provider: PaymentProvider, order: Order) -> None:
    keys = payment_provider.keys(order.number)
    assert len(keys) == 1, (
        f"payments that the provider was asked for about order {order.number}, read in its journal:"
        f" expected 1, but they were {len(keys)}"
    )
