"""Sentences about refunds that the bank of a card has refused."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.cards import TAKES_NOTHING_BACK
from fixtures.mailbox import ORDER_TEAM, Mailboxes
from fixtures.money import Money
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from pages.order import OrderPage
from pages.sign_in import SignInPage
from sayso import eventually
from steps.phrases import parsed

WARNING = "warning of a refused refund"


@given(
    parsed(
        "{person:Name} has paid for {quantity:d} {product:Text} with a card whose bank accepts no refunds"
    ),
    target_fixture="order",
)
def have_paid_for_good(buyers: Buyers, person: str, quantity: int, product: str) -> Order:
    buyers.fill_cart(person, quantity, product)
    return buyers.buy_cart_and_settle(person, TAKES_NOTHING_BACK)


@given(
    parsed("{person:Name} has tried to refund {amount:Money} of the order, which the bank refused")
)
def have_been_refused(
    programs: Programs, order_records: OrderRecords, order: Order, amount: Money, person: str
) -> None:
    programs[person].orders.refund(order.number, amount)
    record_failed_refunds(order_records, order, 1, amount)


@when(parsed("{person:Name} follows the link in the warning of the refused refund, and signs in"))
def follow_warning(
    order_page: OrderPage,
    sign_in_page: SignInPage,
    mailboxes: Mailboxes,
    people: People,
    order: Order,
    person: str,
) -> None:
    warning = mailboxes[ORDER_TEAM].newest(WARNING, about=order.number)
    order_page.follow(warning.link_after("give the money back in another way"))
    sign_in_page.sign_in(people[person].email, people[person].password)


@then(parsed("{number:Count} refunds of {amount:Money} are recorded as failed"))
def record_failed_refunds(
    order_records: OrderRecords, order: Order, number: int, amount: Money
) -> None:
    eventually(
        lambda: order_records.refunds(order.number),
        equals=[("failed", amount)] * number,
        what=f"what became of the refunds of order {order.number}",
        where="the shop's database",
    )


@then(
    parsed(
        "{number:d} warning of a refused refund of {amount:Money} for the order is in the order team's mailbox, and says: {reason:Text}"
    )
)
def warn_order_team(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    order: Order,
    number: int,
    amount: Money,
    reason: str,
) -> None:
    news_records.wait_until_all_is_told()
    mailbox = mailboxes[ORDER_TEAM]
    mailbox.expect(number, WARNING, "the order team's mailbox", about=order.number)
    for warning in mailbox.letters(WARNING, about=order.number):
        missing = warning.lacks(f"a refund of {amount} for order {order.number}.", reason)
        assert not missing, f"the warning was expected to say {missing}: {warning.text!r}"


@then(parsed("she sees that the bank has refused the refund of {amount:Money}"))
def read_of_refusal(order_page: OrderPage, amount: Money) -> None:
    told = [f"Refund of {amount}: refused by the bank; nothing went back"]
    expect(order_page.refunds, "refunds on the order's page").to_have_text(told)
