"""Step definitions about closing an account."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import verdict
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from pages.closure import ClosurePage
from sayso import eventually
from steps.phrases import parsed

NOTHING_LEFT = {
    "name": "Former customer",
    "address": "closed.invalid",
    "new address": None,
    "has a password": False,
    "wants news": False,
    "addresses kept": 0,
    "open sessions": 0,
    "mailed links": 0,
}


@given(parsed("{person:Name} has closed her account"))
def have_closed(accounts: Accounts, programs: Programs, people: People, person: str) -> None:
    accounts.of(person)
    programs[person].accounts.close(people[person].password)


@given(parsed("{person:Name} has saved the address {street:Text} and asked for news"))
def keep_and_want_news(
    accounts: Accounts, programs: Programs, people: People, person: str, street: str
) -> None:
    programs[person].accounts.keep_address(people[person], street)
    accounts.agree_to_news(person)


@when("Ada closes her account")
def close(closure_page: ClosurePage, people: People) -> None:
    closure_page.open()
    closure_page.close(people["Ada"].password)


@when(parsed("a program closes the account of {person:Name}"))
def close_by_program(
    programs: Programs, people: People, news_records: NewsRecords, person: str
) -> None:
    """The mails that were asked for before have been sent by then."""
    news_records.wait_until_all_is_told()
    programs[person].accounts.close(people[person].password)


@when("Ada closes her account and mistypes her password")
def close_and_mistype(closure_page: ClosurePage, people: People) -> None:
    closure_page.open()
    closure_page.close(people["Ada"].next_password)


@then("she is told that her account is closed")
def be_told(closure_page: ClosurePage) -> None:
    told = "Your account is closed. Goodbye."
    expect(closure_page.notice, "notice after closing the account").to_have_text(told)


@then("neither her password nor her open session opens the account any more")
def open_nothing(programs: Programs, people: People) -> None:
    ada, session = people["Ada"], programs["Ada"].accounts
    sign_in = programs.stranger.accounts.sign_in
    verdicts = [verdict(lambda: sign_in(ada.email, ada.password)), verdict(session.profile)]
    assert verdicts == ["refused"] * 2, (
        f"verdicts on signing in and on the session that was open: expected both to be refused,"
        f" but the shop answered a program with {verdicts}"
    )


@then("nothing about Ada is recorded with her account")
def record_nothing(account_records: AccountRecords, accounts: Accounts) -> None:
    eventually(
        lambda: account_records.left_of(accounts.of("Ada").id),
        equals=dict[str, object](NOTHING_LEFT),
        what="what is left of the account of Ada",
        where="the shop's database",
    )


@then(parsed("the order is recorded without a name, {status:OrderStatus} as before"))
def record_without_name(order_records: OrderRecords, order: Order, status: str) -> None:
    eventually(
        lambda: (order_records.buyer(order.number), order_records.order(order.number).status),
        equals=({None, ""}, status),
        what=f"what order {order.number} says of its buyer, and its state",
        where="the shop's database",
    )
