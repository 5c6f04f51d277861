"""Steps about people and their accounts."""

from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, then, when

from fixtures.customers import PASSWORD, address_of
from pages.entrance import EntrancePage
from sayso import MailSink, SignedIn


@given(parsers.parse("{name:w} has an account"))
def open_account(name: str, signed_in: SignedIn) -> None:
    signed_in(name)  # in a browser of its own, and registered by that


@when("Ada registers")
def register(page: Page, address: str) -> None:
    EntrancePage(page).send("register", address, PASSWORD)


@when(parsers.parse("{name:w} signs in"))
def sign_in(name: str, page: Page) -> None:
    EntrancePage(page).send("login", address_of(name), PASSWORD)


@when(parsers.parse("{name:w} tries to sign in with a wrong password"))
def try_to_sign_in(name: str, page: Page) -> None:
    EntrancePage(page).send("login", address_of(name), PASSWORD.upper())


@then(parsers.re("s?he is signed in"))
def check_signed_in(page: Page) -> None:
    expect(EntrancePage(page).way_out).to_be_visible()


@then("she is told that address or password is wrong, and is not signed in")
def check_refusal(page: Page) -> None:
    expect(EntrancePage(page).refusal).to_be_visible()
    expect(EntrancePage(page).way_out).to_have_count(0)


@then("she is thanked by mail")
def check_thanks(mail_sink: MailSink, address: str) -> None:
    mail_sink.wait(to=address, subject="Thank you for registering")
