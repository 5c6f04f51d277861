"""Step definitions about a payment provider that has trouble, and notices that come late."""

from __future__ import annotations

from itertools import pairwise
from uuid import uuid4

from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.cards import GOOD, REFUSED, Card
from fixtures.clients.gateway import refusal
from fixtures.money import Money
from fixtures.payment_provider import PaymentProvider
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.shopping import Shopping
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@given(
    "Ada has ordered her cart without paying, and the notices about it are held up",
    target_fixture="order",
)
def have_ordered_unheard(
    buyers: Buyers, order_records: OrderRecords, payment_provider: PaymentProvider
) -> Order:
    number = buyers.order_cart("Ada")
    payment_provider.hold_notices(number)
    return order_records.order(number)


@given("Ada has been refused with one card and paid with another, and the notices are held up")
def be_refused_and_pay(buyers: Buyers, payment_provider: PaymentProvider, order: Order) -> None:
    payment_provider.hold_notices(order.number)
    refusal(lambda: buyers.pay("Ada", order.number, REFUSED["an expired card"]))
    buyers.pay("Ada", order.number, GOOD)


@when("the notices about the order arrive, the newest first", target_fixture="deliveries")
def deliver_newest_first(payment_provider: PaymentProvider, order: Order) -> list[int | None]:
    return payment_provider.deliver_newest_first(order.number)


@when(
    parsed("a notice about the order arrives that was signed {minutes:d} minutes ago"),
    target_fixture="deliveries",
)
def deliver_old(payment_provider: PaymentProvider, order: Order, minutes: int) -> list[int | None]:
    return payment_provider.resend_old_notice(order.number, minutes)


@when(
    parsed("the payment provider charges {amount:Money} for an order that the shop does not know"),
    target_fixture="unknown_number",
)
def charge_for_unknown(payment_provider: PaymentProvider, amount: Money) -> str:
    number = f"SO-{uuid4().hex[:8].upper()}"
    payment_provider.charge(number, amount, GOOD)
    return number


@when(parsed("the payment provider charges {amount:Euros} for the order after all"))
def charge_euros(payment_provider: PaymentProvider, order: Order, amount: Money) -> None:
    payment_provider.charge(order.number, amount, GOOD)


@then("the notice is refused")
def not_accept(deliveries: list[int | None]) -> None:
    assert deliveries == [400], (
        f"the shop's answers to the notice: expected [400], but they were {deliveries}"
    )


@then("the notice about the unknown order is recorded as set aside for the staff")
def set_aside(order_records: OrderRecords, unknown_number: str) -> None:
    eventually(
        lambda: order_records.set_aside(unknown_number),
        equals=[True],
        what=f"notices about order {unknown_number}, and whether they wait for the staff",
        where="the shop's database",
    )


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
