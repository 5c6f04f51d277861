"""Step definitions about the session that signing in begins."""

from __future__ import annotations

from secrets import token_urlsafe

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.clients.gateway import verdict
from fixtures.people import People
from fixtures.programs import Program, Programs
from pages.account import AccountPage
from pages.sign_in import SignInPage
from steps.phrases import parsed


@given("a stranger has chosen a session for Ada's browser", target_fixture="earlier_session")
def have_chosen(doorkeeper: Doorkeeper) -> str:
    chosen = token_urlsafe(32)
    doorkeeper.plant_session(chosen)
    return chosen


@given("Ada has signed out again", target_fixture="earlier_session")
def have_signed_out(doorkeeper: Doorkeeper, account_page: AccountPage) -> str:
    earlier = doorkeeper.session()
    account_page.open()
    account_page.header.sign_out_button.click()
    expect(account_page.notice, "notice after signing out").to_have_text("You are signed out.")
    return earlier


@when("Ada signs in there")
def sign_in(sign_in_page: SignInPage, people: People) -> None:
    sign_in_page.open()
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)


@when(
    parsed("a program signs in for {person:Name} and shows a made-up token"),
    target_fixture="session",
)
def sign_in_with_token(programs: Programs, people: People, person: str) -> Program:
    accounts = programs.with_token(token_urlsafe(32)).accounts
    return programs.with_token(accounts.sign_in(people[person].email, people[person].password))


@then("her browser has another session than the earlier one, which opens nothing")
def have_another(
    doorkeeper: Doorkeeper, sign_in_page: SignInPage, programs: Programs, earlier_session: str
) -> None:
    expect(sign_in_page.header.signed_in_name, "name at the top").to_have_text("Ada")
    now = doorkeeper.session()
    assert now not in {"", earlier_session}, (
        "session in the browser after signing in: expected another one, but it is"
        f" {'the same' if now else 'none'}"
    )
    said = verdict(programs.with_token(earlier_session).accounts.profile)
    assert said == "refused", f"the earlier session, shown by a program, was {said}"
