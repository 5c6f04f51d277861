"""Step definitions about the history of a customer's orders."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.guests import Guests
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from pages.account import AccountPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{person:Name} has bought {product:Text} {times:d} times"))
def have_bought_often(buyers: Buyers, person: str, product: str, times: int) -> None:
    for _ in range(times):
        buyers.buy_and_settle(person, 1, product)


@given(
    parsed("{person:Name} has bought {quantity:d} {product:Text} as a guest"),
    target_fixture="order",
)
def have_bought_as_guest(
    guests: Guests, order_records: OrderRecords, person: str, quantity: int, product: str
) -> Order:
    return order_records.order(guests.buy(person, quantity, product))


@when("Ada looks through her orders", target_fixture="seen_orders")
def look_through(account_page: AccountPage) -> list[list[str]]:
    """The numbers on each page of the history."""
    account_page.open()
    return account_page.pages_of_orders()


@then(parsed("she sees the {number:d} order recorded for her"))
def see_order(
    order_records: OrderRecords,
    account_records: AccountRecords,
    people: People,
    seen_orders: list[list[str]],
    number: int,
) -> None:
    see_orders(order_records, account_records, people, seen_orders, [number])


@then(
    parsed(
        "she sees the {number:d} orders recorded for her, newest first, {first:d} and then {second:d}"
    )
)
def see_pages(
    order_records: OrderRecords,
    account_records: AccountRecords,
    account_page: AccountPage,
    people: People,
    seen_orders: list[list[str]],
    number: int,
    first: int,
    second: int,
) -> None:
    assert first + second == number
    see_orders(order_records, account_records, people, seen_orders, [first, second])
    account_page.newer_link.click()
    expect(account_page.orders, "numbers on the page of newer orders").to_have_text(seen_orders[0])


@then(parsed("a program that reads {person:Name}'s orders by fours gets the same"))
def read_by_fours(programs: Programs, seen_orders: list[list[str]], person: str) -> None:
    orders = programs[person].orders
    read = [number for offset in range(0, 16, 4) for number in orders.own(4, offset)]
    seen = [number for page in seen_orders for number in page]
    assert read == seen, f"numbers in the shop's answers to a program: {read}, but she saw {seen}"


@then(parsed("a program that reads {person:Name}'s payments finds them in the same order"))
def read_payments(programs: Programs, seen_orders: list[list[str]], person: str) -> None:
    read = programs[person].orders.paid()
    seen = [number for page in seen_orders for number in page]
    assert read == seen, (
        f"orders of the payments, as a program reads them: expected {seen}, but {read}"
    )


@then("she sees no orders")
def see_none(account_page: AccountPage, seen_orders: list[list[str]]) -> None:
    expect(account_page.no_orders, "note on the account page").to_be_visible()
    assert seen_orders == [[]], f"numbers on the pages of her history: {seen_orders}"


@then("the order is recorded for nobody")
def record_for_nobody(order_records: OrderRecords, order: Order) -> None:
    eventually(
        lambda: order_records.owner(order.number)["account"],
        equals=None,
        what=f"account that order {order.number} belongs to",
        where="the shop's database",
        within=0,
    )


def see_orders(
    order_records: OrderRecords,
    account_records: AccountRecords,
    people: People,
    seen_orders: list[list[str]],
    sizes: list[int],
) -> None:
    account = account_records.account(people["Ada"].email)
    assert account is not None, "no account of Ada is recorded in the shop's database"
    recorded = order_records.numbers_of(account.id)
    expected = [recorded[:10], recorded[10:]][: len(sizes)]
    assert [len(page) for page in expected] == sizes, (
        f"orders recorded for Ada: expected {sum(sizes)}, but they were {recorded}"
    )
    assert seen_orders == expected, (
        f"numbers on the pages of her history: expected {expected}, but they were {seen_orders}"
    )
