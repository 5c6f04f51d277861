"""Step definitions about what belongs to others, and what is for the staff."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.cards import GOOD
from fixtures.clients.gateway import Refused, refusal
from fixtures.people import Accounts
from fixtures.possessions import Possessions
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.staff_matters import FOR_STAFF
from pages.messages import MessagesPage
from pages.page import Page
from pages.stock import StockPage
from steps.phrases import parsed


@given(parsed("{person:Name} has left the stock staff"))
def have_left(accounts: Accounts, person: str) -> None:
    accounts.take_from_staff(person)


@when(parsed("Ben's program reads Ada's order"), target_fixture="refused")
def read_order(programs: Programs, possessions: Possessions, order: Order) -> Refused:
    possessions.note()
    return refusal(lambda: programs["Ben"].orders.order(order.number))


@when(parsed("Ben's program reads Ada's order with another key"), target_fixture="refused")
def read_order_by_key(
    programs: Programs, possessions: Possessions, buyers: Buyers, order: Order
) -> Refused:
    """A key opens the order it was made for, and no other."""
    key = buyers.order_for_key("Ben", 1, "Blue mug")
    possessions.note()
    return refusal(lambda: programs["Ben"].gateway.get(f"/api/orders/{order.number}", key=key))


@when(parsed("Ben's program cancels Ada's order"), target_fixture="refused")
def cancel_order(programs: Programs, possessions: Possessions, order: Order) -> Refused:
    possessions.note()
    return refusal(lambda: programs["Ben"].orders.cancel(order.number))


@when(parsed("Ben's program pays for Ada's order"), target_fixture="refused")
def pay_order(programs: Programs, possessions: Possessions, order: Order) -> Refused:
    possessions.note()
    return refusal(lambda: programs["Ben"].orders.pay(order.number, GOOD))


@when(parsed("Ben's program reads Ada's account"), target_fixture="refused")
def read_account(programs: Programs, possessions: Possessions, accounts: Accounts) -> Refused:
    possessions.note()
    account = accounts.of("Ada").id
    return refusal(lambda: programs["Ben"].gateway.get(f"/api/users/{account}"))


@when(parsed("Ben's program ends Ada's session"), target_fixture="refused")
def end_session(programs: Programs, possessions: Possessions) -> Refused:
    session = programs["Ada"].accounts.own_session()
    possessions.note()
    return refusal(lambda: programs["Ben"].accounts.end_session(session))


@when("Ben's program lists its orders and payments", target_fixture="lists")
def list_own(programs: Programs) -> dict[str, object]:
    gateway = programs["Ben"].gateway
    return {path: gateway.get(path).json() for path in ("/api/orders", "/api/payments")}


@when(parsed("a stranger tries to {do:ForStaff}"), target_fixture="refused")
def try_as_stranger(programs: Programs, do: str) -> Refused:
    return refusal(lambda: FOR_STAFF[do](programs.stranger))


@when(parsed("{person:Name} tries to {do:ForStaff}"), target_fixture="refused")
def try_as_customer(programs: Programs, person: str, do: str) -> Refused:
    return refusal(lambda: FOR_STAFF[do](programs[person]))


@when("Ada looks for the stock", target_fixture="screen")
def look_for_stock(stock_page: StockPage) -> Page:
    stock_page.open()
    return stock_page


@when("Ada looks for the lost messages", target_fixture="screen")
def look_for_messages(messages_page: MessagesPage) -> Page:
    messages_page.open()
    return messages_page


@then("both lists are empty")
def be_empty(lists: dict[str, object]) -> None:
    assert set(map(str, lists.values())) == {"[]"}, f"what the shop lists for Ben: {lists}"


@then("she is refused and shown no way there")
def be_refused_there(screen: Page) -> None:
    expect(screen.heading, "heading of what Ada gets").to_have_text("Not open to you")
    expect(screen.header.staff_links, "links at the top for the staff").to_have_count(0)
