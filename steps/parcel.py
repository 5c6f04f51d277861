"""Sentences about parcels that a customer can follow on their way."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.counter import Counter
from fixtures.mailbox import Mailboxes
from fixtures.parcels import CARRIER, CARRIER_NAME, SITE, address_of
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@given(
    parsed("{person:Name}'s {quantity:d} {product:Text} have left as parcel {tracking:Text}"),
    target_fixture="order",
)
@when(
    parsed("{person:Name}'s {quantity:d} {product:Text} leave as parcel {tracking:Text}"),
    target_fixture="order",
)
def leave_as_parcel(
    counter: Counter, person: str, quantity: int, product: str, tracking: str
) -> Order:
    return counter.send(person, quantity, product, tracking)


@when(parsed("{person:Name} dispatches the order as parcel {tracking:Text}"))
def dispatch_as_parcel(
    order_page: OrderPage,
    order: Order,
    person: str,  # noqa: ARG001
    tracking: str,
) -> None:
    order_page.dispatch(order.number, CARRIER_NAME, tracking)


@when(
    parsed(
        "a program tries to dispatch the order as parcel {tracking:Text} on behalf of {person:Name}"
    ),
    target_fixture="refused",
)
def try_to_dispatch_as_parcel(
    programs: Programs, order: Order, tracking: str, person: str
) -> Refused:
    parcel = {"carrier": CARRIER, "tracking_number": tracking}
    return refusal(lambda: programs[person].orders.dispatch(order.number, **parcel))


@when(
    parsed(
        "a program tries to dispatch the order as parcel {tracking:Text} of no carrier on behalf of {person:Name}"
    ),
    target_fixture="refused",
)
def try_to_dispatch_without_carrier(
    programs: Programs, order: Order, tracking: str, person: str
) -> Refused:
    orders = programs[person].orders
    return refusal(lambda: orders.dispatch(order.number, tracking_number=tracking))


@when(
    parsed(
        "a program tries to dispatch the order with the carrier {carrier:Text} on behalf of {person:Name}"
    ),
    target_fixture="refused",
)
def try_to_dispatch_by(programs: Programs, order: Order, carrier: str, person: str) -> Refused:
    orders = programs[person].orders
    return refusal(lambda: orders.dispatch(order.number, carrier=carrier, tracking_number="KL2026"))


@then(
    parsed(
        "the notice of dispatch in {person:Name}'s mailbox leads to the parcel {tracking:Text}, in plain text and in markup"
    )
)
def lead_from_letter(mailboxes: Mailboxes, people: People, person: str, tracking: str) -> None:
    plain, markup = mailboxes[people[person].email].facts("notice of dispatch")["links"]
    led = tuple([link for link in links if link.startswith(SITE)] for links in (plain, markup))
    expected = ([address_of(tracking)], [address_of(tracking)])
    assert led == expected, (
        f"links to a parcel in plain text and markup of the notice of dispatch to {person}:"
        f" expected {expected}, but they were {led}"
    )


@then(parsed("her order leads to the parcel {tracking:Text}"))
def lead_from_page(order_page: OrderPage, tracking: str) -> None:
    link = order_page.tracking_link
    expect(link, "link to the parcel").to_have_attribute("href", address_of(tracking))


@then(parsed("the carrier and {tracking:Text} are still filled in"))
def keep_parcel(order_page: OrderPage, tracking: str) -> None:
    number = order_page.tracking_number
    chosen = order_page.chosen_carrier
    expect(number, "tracking number, as it is filled in").to_have_value(tracking)
    expect(chosen, "carrier, as it is chosen").to_have_text(CARRIER_NAME)


@then(
    parsed("the parcel {tracking:Text} is recorded for the order, and told to the other services")
)
def record_parcel(
    order_records: OrderRecords, news_records: NewsRecords, order: Order, tracking: str
) -> None:
    eventually(
        lambda: order_records.parcel(order.number),
        equals=(CARRIER, tracking),
        what=f"carrier and tracking number of order {order.number}",
        where="the shop's database",
    )
    eventually(
        lambda: [
            (told["carrier"], told["tracking_number"], told["tracking_link"])
            for told in news_records.said(order.number, "order.dispatched")
        ],
        equals=[(CARRIER, tracking, address_of(tracking))],
        what=f"parcel in each event that order {order.number} is dispatched",
        where="the shop's outbox",
    )
