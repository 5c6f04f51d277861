"""Step definitions about money that goes back after an order was paid."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.clients.gateway import Refused, refusal
from fixtures.counter import Counter
from fixtures.mailbox import Mailboxes
from fixtures.money import Money
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.surfaces import Surfaces
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{person:Name} has refunded {amount:Money} of the order"))
@when(parsed("a program refunds {amount:Money} of the order on behalf of {person:Name}"))
def refund(programs: Programs, order: Order, amount: Money, person: str) -> None:
    programs[person].orders.refund(order.number, amount)


@when(parsed("a program sends the same refund of {amount:Money} twice on behalf of {person:Name}"))
def refund_twice(programs: Programs, order: Order, amount: Money, person: str) -> None:
    programs[person].orders.refund(order.number, amount, key=order.number)
    programs[person].orders.refund(order.number, amount, key=order.number)


@when(parsed("{person:Name} refunds {amount:Money} of the order"))
def refund_on_page(order_page: OrderPage, order: Order, person: str, amount: Money) -> None:
    order_page.refund(order.number, str(amount), f"chipped, says {person}")


@when(
    parsed("{person:Name} fills in a refund of {amount:Money} of the order, and it is sent twice")
)
def refund_twice_on_page(order_page: OrderPage, order: Order, person: str, amount: Money) -> None:
    order_page.refund_twice(order.number, str(amount), f"chipped, says {person}")


@when(parsed("{person:Name} asks to refund {typed:Text} of the order"))
def ask_to_refund(order_page: OrderPage, order: Order, person: str, typed: str) -> None:
    order_page.refund(order.number, typed, f"chipped, says {person}")


@given(parsed("a program has sent a refund of {amount:Money} on behalf of {person:Name}"))
def have_sent_refund(programs: Programs, order: Order, amount: Money, person: str) -> None:
    programs[person].orders.refund(order.number, amount, key=order.number)


@when(
    parsed("a program sends the same refund with {amount:Money} on behalf of {person:Name}"),
    target_fixture="refused",
)
def send_other_refund(programs: Programs, order: Order, amount: Money, person: str) -> Refused:
    orders = programs[person].orders
    return refusal(lambda: orders.refund(order.number, amount, key=order.number))


@when(parsed("{person:Name} asks to refund {typed:Text} of the order without a reason"))
def ask_without_reason(order_page: OrderPage, order: Order, person: str, typed: str) -> None:  # noqa: ARG001
    order_page.refund(order.number, typed, "")


@then(parsed("{typed:Text} is still filled in as the amount"))
def keep_amount(order_page: OrderPage, typed: str) -> None:
    expect(order_page.amount, "amount to refund, as it is filled in").to_have_value(typed)


@when(
    parsed(
        "a program refunds {amount:Money} of the order {times:d} times at once on behalf of {person:Name}"
    ),
    target_fixture="outcomes_of_refunds",
)
def refund_at_once(
    counter: Counter, order: Order, amount: Money, times: int, person: str
) -> list[str]:
    return counter.refund_at_once(person, order.number, amount, times)


@when(
    parsed("a program tries to refund {amount:Money} of the order on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_refund(programs: Programs, order: Order, amount: Money, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.refund(order.number, amount))


@when(
    parsed("a program cancels the order {times:d} times at once on behalf of {person:Name}"),
)
def cancel_at_once(buyers: Buyers, order: Order, times: int, person: str) -> None:
    buyers.cancel_many_times(person, order.number, times)


@then(parsed("the payment provider has given back {amount:Money} once for the order"))
def give_back_once(surfaces: Surfaces, order: Order, amount: Money) -> None:
    surfaces.expect_given_back(order, [amount])


@then(parsed("the payment provider has given back {one:Money} and {other:Money} for the order"))
def give_back_twice(surfaces: Surfaces, order: Order, one: Money, other: Money) -> None:
    surfaces.expect_given_back(order, [one, other])


@then("she is offered to refund it, and not to cancel it")
def be_offered_refund(order_page: OrderPage) -> None:
    expect(order_page.refund_button, "offer to refund the order").to_be_visible()
    expect(order_page.cancel_button, "offer to cancel the order").to_be_hidden()


@then("she is offered to dispatch it, and not to refund it")
def be_offered_dispatch(order_page: OrderPage) -> None:
    expect(order_page.dispatch_button, "offer to dispatch the order").to_be_visible()
    expect(order_page.refund_button, "offer to refund the order").to_be_hidden()


@then("the payment provider has given back nothing for the order")
def give_back_nothing(surfaces: Surfaces, news_records: NewsRecords, order: Order) -> None:
    news_records.wait_until_all_is_told()
    surfaces.expect_given_back(order, [])


@then(parsed("the order is recorded as {status:OrderStatus}, with {amount:Money} refunded"))
def record_refund(order_records: OrderRecords, order: Order, status: str, amount: Money) -> None:
    eventually(
        lambda: order_records.refunded(order.number),
        equals=(status, amount),
        what=f"state of order {order.number}, and how much of it went back",
        where="the shop's database",
    )


@then(parsed("she is told that {amount:Money} goes back, and sees it noted on the order"))
def be_told_of_refund(
    order_page: OrderPage, order_records: OrderRecords, order: Order, amount: Money
) -> None:
    expect(order_page.notice, "notice on the order's page").to_contain_text(f"{amount} goes back")
    eventually(
        lambda: order_records.refunded(order.number)[1],
        equals=amount,
        what=f"how much of order {order.number} went back",
        where="the shop's database",
    )
    order_page.open(number=order.number)
    expect(order_page.refunded, "refund on the order's page").to_have_text(str(amount))


@then(parsed("the notice of refund in {person:Name}'s mailbox states {amount:Money}"))
def state_refund(mailboxes: Mailboxes, people: People, person: str, amount: Money) -> None:
    letter = mailboxes[people[person].email].newest("notice of refund")
    missing = letter.lacks(f"given {amount} of your order")
    assert not missing, (
        f"amount in the notice of refund to {person}: expected {amount}, but it says {letter.text!r}"
    )


@then(
    parsed("{done:d} of the refunds are done, and {refused:d} are refused because {reason:Reason}")
)
def end_refunds(outcomes_of_refunds: list[str], done: int, refused: int, reason: str) -> None:
    expected = sorted(["done"] * done + [reason] * refused)
    assert outcomes_of_refunds == expected, (
        f"outcomes of the refunds, read in the gateway's answers: expected {expected},"
        f" but they were {outcomes_of_refunds}"
    )


@then(
    parsed(
        "the order is recorded as {status:OrderStatus}, with {charged:Money} charged once and {amount:Money} refunded"
    )
)
def record_charge_and_refund(
    surfaces: Surfaces,
    order_records: OrderRecords,
    order: Order,
    status: str,
    charged: Money,
    amount: Money,
) -> None:
    record_refund(order_records, order, status, amount)
    surfaces.expect_charged(order, [charged])
