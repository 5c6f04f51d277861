"""Steps about people and their accounts."""

from collections.abc import Callable

from playwright.sync_api import expect
from pytest_bdd import given, parsers, then, when

from fixtures.people import PASSWORD
from pages.entrance import EntrancePage
from sayso import MailSink, SignedIn, text_of

AddressOf = Callable[[str], str]


@given(parsers.parse("{name:w} has an account"))
@given(parsers.parse("{name:w} is signed in"))
def sign_in_elsewhere(name: str, signed_in: SignedIn) -> None:
    signed_in(name)  # in a browser of its own, and registered by that


@when(parsers.parse("{name:w} registers"), target_fixture="address")
def register(name: str, entrance: EntrancePage, address_of: AddressOf) -> str:
    entrance.register(address_of(name), PASSWORD)
    return address_of(name)


@when(parsers.parse("{name:w} signs in"))
def sign_in(name: str, entrance: EntrancePage, address_of: AddressOf) -> None:
    entrance.sign_in(address_of(name), PASSWORD)


@when(parsers.parse("{name:w} tries to sign in with a wrong password"))
def try_to_sign_in(name: str, entrance: EntrancePage, address_of: AddressOf) -> None:
    entrance.sign_in(address_of(name), PASSWORD.upper())


@then(parsers.re("s?he is signed in"))
def check_signed_in(entrance: EntrancePage) -> None:
    expect(entrance.way_out).to_be_visible()


@then("she is told that address or password is wrong, and is not signed in")
def check_refusal(entrance: EntrancePage) -> None:
    expect(entrance.refusal).to_be_visible()
    expect(entrance.way_out).to_have_count(0)


@then("she is thanked by mail")
def check_thanks(mail_sink: MailSink, address: str) -> None:
    mail = mail_sink.wait(to=address, subject="Thank you for registering")
    assert "Thank you for registering." in text_of(mail)
