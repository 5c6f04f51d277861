"""Step definitions about orders that leave the shop, or have come to another end."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.counter import Counter
from fixtures.mailbox import Mailboxes
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from pages.order import OrderPage
from steps.phrases import parsed


@given(
    parsed("{person:Name} has bought {quantity:d} {product:Text}, and the order is {ended:Ended}"),
    target_fixture="order",
)
def have_bought_and_ended(
    counter: Counter, person: str, quantity: int, product: str, ended: str
) -> Order:
    return counter.bring_to_end(person, quantity, product, ended)


@given(parsed("{person:Name} has dispatched the order"))
@when(parsed("a program dispatches the order on behalf of {person:Name}"))
def dispatch(programs: Programs, order: Order, person: str) -> None:
    programs[person].orders.dispatch(order.number)


@when(parsed("{person:Name} dispatches the order"))
def dispatch_on_page(order_page: OrderPage, order: Order, person: str) -> None:  # noqa: ARG001
    order_page.dispatch(order.number)


@when(
    parsed("a program tries to dispatch the order on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_dispatch(programs: Programs, order: Order, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.dispatch(order.number))


@then(parsed("1 notice of dispatch is in {person:Name}'s mailbox, and names the day"))
def state_day(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    order_records: OrderRecords,
    people: People,
    order: Order,
    person: str,
) -> None:
    news_records.wait_until_all_is_told()
    mailbox, day = mailboxes[people[person].email], order_records.day_of_dispatch(order.number)
    mailbox.expect(1, "notice of dispatch", f"{person}'s mailbox")
    letter = mailbox.newest("notice of dispatch")
    assert not letter.lacks(day), (
        f"day in the notice of dispatch to {person}: expected {day}, but it says {letter.text!r}"
    )


@then("the order is shown as dispatched")
def show_dispatched(order_page: OrderPage, order_records: OrderRecords, order: Order) -> None:
    order_page.open(number=order.number)
    told = f"This order left us on {order_records.day_of_dispatch(order.number)}."
    expect(order_page.content, "what is said of the order on its page").to_contain_text(told)
    expect(order_page.status, "state of the order on its page").to_have_text("Dispatched")
    expect(order_page.cancel_button, "offer to cancel the order").to_be_hidden()


@then("Grace can still refund it")
def be_refundable(order_page: OrderPage) -> None:
    expect(order_page.refund_button, "offer to refund the order").to_be_visible()
