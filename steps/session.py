"""Sentences about being signed in: here, elsewhere, and for how long."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.people import Accounts, People
from fixtures.products import Products
from fixtures.programs import Program, Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.order_tables import Order
from fixtures.shop_clock import ShopClock
from pages.account import AccountPage
from pages.order import OrderPage
from pages.sign_in import SignInPage
from pages.stock import StockPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("a program acts for {person:Name}"))
def act_for(programs: Programs, person: str) -> None:
    programs.token(person)


@given(parsed("a program has signed in again for {person:Name}"))
def have_signed_in_again(programs: Programs, person: str) -> None:
    programs.sign_in_again(person)


@given(
    parsed(
        "a program has signed in for {person:Name} {first:d} and {second:d} minutes ago, and again just now"
    )
)
def have_signed_in_thrice(
    shop_clock: ShopClock, programs: Programs, person: str, first: int, second: int
) -> None:
    programs.token(person)
    shop_clock.let_pass(timedelta(minutes=first - second))
    programs.sign_in_again(person)
    shop_clock.let_pass(timedelta(minutes=second))
    programs.sign_in_again(person)


@given(parsed("the program has been at work for {person:Name} for {hours:d} hours"))
def have_been_at_work(shop_clock: ShopClock, programs: Programs, person: str, hours: int) -> None:
    shop_clock.let_hours_pass(hours, programs[person].accounts.whoami)


@given(parsed("the shop has disabled {person:Name}'s account"))
def have_disabled(accounts: Accounts, person: str) -> None:
    accounts.disable(person)


@when("Ada signs out")
def sign_out(account_page: AccountPage) -> None:
    account_page.open()
    account_page.header.sign_out_button.click()


@given("Ada is looking at her account")
@when("Ada comes back to her account")
def open_account(account_page: AccountPage) -> None:
    account_page.open()


@given("Ada has signed in by herself")
def have_signed_in(sign_in_page: SignInPage, account_page: AccountPage, people: People) -> None:
    sign_in_page.open()
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)
    expect(account_page.heading, "heading after signing in").to_have_text("Your account")


@then("her account is open to her")
def be_open(account_page: AccountPage) -> None:
    account_page.open()
    expect(account_page.heading, "heading of the page").to_have_text("Your account")


@when("Ada changes her password there")
def change_password_there(account_page: AccountPage, people: People) -> None:
    account_page.change_password(people["Ada"].password, people["Ada"].next_password)


@when("Ada ends the session elsewhere")
def end_session(account_page: AccountPage) -> None:
    account_page.open()
    account_page.end_session_button.click()


@when(
    parsed("a program tries to end the session of {owner:Name} on behalf of {other:Name}"),
    target_fixture="refused",
)
def end_foreign_session(programs: Programs, owner: str, other: str) -> Refused:
    session = programs[owner].accounts.own_session()
    return refusal(lambda: programs[other].accounts.end_session(session))


@when(
    parsed("a program asks who it acts for and shows {proof:Proof}"),
    target_fixture="refused",
)
def show_proof(programs: Programs, people: People, proof: str) -> Refused:
    shown = {
        "a made-up token": token_urlsafe(32),
        "an altered token": programs.token("Ada")[:-2] + "--",
        "her password": people["Ada"].password,
    }
    return refusal(programs.with_token(shown[proof]).accounts.whoami)


@when(parsed("a program tries to go on for {person:Name}"), target_fixture="refused")
def go_on(programs: Programs, person: str) -> Refused:
    return refusal(programs[person].accounts.whoami)


@when("a program asks for a cart and shows a made-up token", target_fixture="refused")
def show_proof_for_cart(programs: Programs) -> Refused:
    return refusal(programs.with_token(token_urlsafe(32)).orders.cart)


@when(
    parsed("a program asks who it acts for on behalf of {person:Name}, and tries her password"),
    target_fixture="refusals",
)
def ask_and_try(programs: Programs, people: People, person: str) -> list[Refused]:
    owner = people[person]
    return [
        refusal(programs[person].accounts.whoami),
        refusal(lambda: programs.stranger.accounts.sign_in(owner.email, owner.password)),
    ]


@when(parsed("a program lists the sessions of {person:Name}"), target_fixture="listed_sessions")
def list_sessions(programs: Programs, person: str) -> list[bool]:
    return programs[person].accounts.sessions()


@then(parsed("it is told of {number:d} sessions, and its own is the first"))
def be_told_of_sessions(listed_sessions: list[bool], number: int) -> None:
    expected = [True, *[False] * (number - 1)]
    assert listed_sessions == expected, (
        f"sessions in the shop's answer, each with whether it is the caller's:"
        f" expected {expected}, but they were {listed_sessions}"
    )


@then(parsed("both requests are refused because {reason:Reason}"))
def be_refused_twice(refusals: list[Refused], reason: str) -> None:
    reasons = [each.reason for each in refusals]
    assert reasons == [reason] * 2, f"reasons of the refusals: {reasons}"


@then("she is told that she is signed out")
def be_told_of_end(account_page: AccountPage) -> None:
    expect(account_page.notice, "notice after signing out").to_have_text("You are signed out.")


@then("going back does not show her account")
def go_back(account_page: AccountPage) -> None:
    account_page.browser.go_back()
    expect(account_page.heading, "heading of the page before").to_have_text("Sign in")


@then(parsed("the token that a program holds for {person:Name} is worth nothing any more"))
def be_worth_nothing(programs: Programs, person: str) -> None:
    be_refused_as_stranger(programs[person])


@then(parsed("she is signed out elsewhere, with {number:d} open session left"))
def be_signed_out_elsewhere(
    elsewhere: Program, account_records: AccountRecords, people: People, number: int
) -> None:
    be_refused_as_stranger(elsewhere)
    expect_open_sessions(account_records, people, "Ada", number)


@then("she is still signed in elsewhere")
def be_still_signed_in(elsewhere: Program, people: People) -> None:
    known = elsewhere.accounts.whoami()
    assert known == people["Ada"].email, f"the session elsewhere belongs to {known}"


@then("she is told that the session elsewhere has ended")
def be_told_of_end_elsewhere(account_page: AccountPage) -> None:
    notice = "That session has ended."
    expect(account_page.notice, "notice on the account page").to_have_text(notice)


@then("she is told that her session has ended, and asked to sign in")
def be_told_of_timeout(sign_in_page: SignInPage) -> None:
    notice = "Your session has ended. Please sign in again."
    expect(sign_in_page.notice, "notice").to_have_text(notice)
    expect(sign_in_page.heading, "heading of the page").to_have_text("Sign in")


@then("she is told that her session has ended, and is led back to her account by signing in")
def come_back(sign_in_page: SignInPage, account_page: AccountPage, people: People) -> None:
    be_told_of_timeout(sign_in_page)
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)
    expect(account_page.heading, "heading of the page").to_have_text("Your account")


@then("she is told that her session has ended, and is led back to her order by signing in")
def come_back_to_order(
    sign_in_page: SignInPage, order_page: OrderPage, people: People, order: Order
) -> None:
    be_told_of_timeout(sign_in_page)
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)


@then(
    parsed("he is told that his session has ended, and is led back to {product:Text} by signing in")
)
def come_back_to_search(
    sign_in_page: SignInPage,
    stock_page: StockPage,
    people: People,
    products: Products,
    product: str,
) -> None:
    be_told_of_timeout(sign_in_page)
    sign_in_page.sign_in(people["Sam"].email, people["Sam"].password)
    expect(stock_page.all_names, "products in the list").to_have_text([products[product].name])


@then(parsed("no session of {person:Name} is open, and her token is worth nothing any more"))
def record_no_session(
    account_records: AccountRecords, programs: Programs, people: People, person: str
) -> None:
    be_refused_as_stranger(programs[person])
    expect_open_sessions(account_records, people, person, 0)


def expect_open_sessions(
    account_records: AccountRecords, people: People, person: str, number: int
) -> None:
    eventually(
        lambda: account_records.sign_ins(people[person].email)["open sessions"],
        equals=number,
        what=f"open sessions of {person}",
        where="the shop's database",
        within=0,
    )


def be_refused_as_stranger(program: Program) -> None:
    reason = refusal(program.accounts.whoami).reason
    assert reason == "it has not signed in", f"the old session is refused because {reason}"
