"""Opening an account, choosing a new password, the account page (behaviours R01 to R16, S07)."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import ADA, ORDER

PASSWORD = " long pässword "
TYPED = {
    "name": "Ada Lovelace",
    "email": "ada@example.org",
    "password": PASSWORD,
    "password_again": PASSWORD,
}


def test_opening_an_account_leads_to_signing_in(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /register"] = Answer(201, {})
    response = visitor.send("/register", **TYPED, marketing_consent="yes")
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in")
    assert gateway.body("POST /register") == {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "password": PASSWORD,
        "marketing_consent": True,
    }
    assert gateway.changes() == ["POST /register"], "a second call could tell who is a customer"
    assert visitor.cookie("__Host-session") is None
    sent = "Thank you. We have sent a message to your address. Sign in to go on."
    assert f'role="status">{sent}<' in visitor.open("/sign-in").text


def test_consent_is_off_unless_ticked(visitor: Person, gateway: GatewayStub) -> None:
    visitor.send("/register", **TYPED)
    assert gateway.body("POST /register")["marketing_consent"] is False


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Enter your name."),
        ("name", "x" * 201, "Your name: use at most 200 characters."),
        ("email", "", "Enter your e-mail address."),
        ("email", "ada@example", "Enter an e-mail address such as ada@example.org."),
        ("password", "", "Choose a password."),
        ("password", "7 chars", "Use at least 8 characters for your password."),
        ("password", "x" * 129, "Password: use at most 128 characters."),
        ("password_again", "", "Type the password once more."),
        ("password_again", "another one", "The two passwords are not the same."),
    ],
)
def test_each_mistake_is_said_beside_its_field_and_the_rest_is_kept(
    visitor: Person, gateway: GatewayStub, field: str, typed: str, said: str
) -> None:
    response = visitor.send("/register", **{**TYPED, field: typed})
    assert response.status_code == 422
    assert f'<a href="#{field}">{said}</a>' in response.text
    assert f'id="{field}-problem"' in response.text
    kept = {"name": "Ada Lovelace", "email": "ada@example.org"} | {field: typed}
    assert f'value="{kept["name"]}" id="name"' in response.text
    assert f'value="{kept["email"]}" id="email"' in response.text
    assert PASSWORD not in response.text, "a password came back to the browser"
    assert "<title>Error: Open an account" in response.text
    assert gateway.changes() == []


def test_what_identity_finds_is_said_beside_the_field(
    visitor: Person, gateway: GatewayStub
) -> None:
    errors = [{"loc": ["body", "password"], "msg": "is one of the most common ones"}]
    gateway.answers["POST /register"] = problem(422, errors=errors)
    response = visitor.send("/register", **TYPED)
    assert '<a href="#password">Password is one of the most common ones.</a>' in response.text


def test_markup_in_a_name_is_shown_as_text(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /profile"] = Answer(200, {**ADA, "name": "<b>Ada</b> & 'Co'"})
    page = ada.open("/account").text
    assert "<b>Ada" not in page
    assert "&lt;b&gt;Ada&lt;/b&gt; &amp; &#39;Co&#39;" in page


def test_a_new_name_and_language_are_saved(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["PUT /profile"] = Answer(200, ADA)
    new = {"name": "Ada King", "language": "de"}
    assert ada.send("/account", **new).headers["location"] == "/account"
    assert gateway.body("PUT /profile") == new


def test_the_language_of_the_account_is_chosen_already(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /profile"] = Answer(200, {**ADA, "language": "de"})
    assert '<option value="de" selected>Deutsch' in ada.open("/account").text


def test_the_account_lists_orders_or_says_that_there_are_none(
    ada: Person, gateway: GatewayStub
) -> None:
    assert "No orders yet." in text_of(ada.open("/account"))
    gateway.answers["GET /api/orders"] = Answer(200, [ORDER])
    assert "SO-7K3M9Q2P 5 November 2026 Paid £28.95" in text_of(ada.open("/account"))


def test_a_link_for_a_new_password_is_promised_to_everybody(
    visitor: Person, gateway: GatewayStub
) -> None:
    gateway.answers["POST /password/forgotten"] = Answer(202, {"status": "accepted"})
    response = visitor.send("/forgotten-password", email="ada@example.org")
    page = text_of(visitor.open(response.headers["location"]))
    assert "If we know that address, a link is on its way to it." in page


def test_a_new_password_signs_in(visitor: Person, gateway: GatewayStub) -> None:
    session = {"X-Access-Token": "fresh-token", "X-Access-Token-Expires-In": "3600"}
    gateway.answers["POST /password/reset"] = Answer(204, None, session)
    new = {"password": PASSWORD, "password_again": PASSWORD}
    response = visitor.send("/reset-password", token="from-the-mail", **new)
    assert response.headers["location"] == "/account"
    expected = {"token": "from-the-mail", "password": PASSWORD}
    assert gateway.body("POST /password/reset") == expected
    assert visitor.cookie("__Host-session") == "fresh-token"


def test_a_used_link_says_so_and_keeps_its_token_out_of_the_gateways_sight(
    visitor: Person, gateway: GatewayStub
) -> None:
    used = "This link has already been used."
    gateway.answers["POST /password/reset"] = problem(410, "gone", used)
    gateway.answers["POST /email/confirm"] = problem(410, "gone", used)
    new = {"password": PASSWORD, "password_again": PASSWORD}
    answers = [
        visitor.send("/reset-password", token="old", **new),
        visitor.open("/confirm-email?token=old"),
    ]
    for response in answers:
        assert response.status_code == 410
        assert f"There is a problem {used}" in text_of(response)


def test_following_the_link_confirms_the_address(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /email/confirm"] = Answer(204)
    page = visitor.open("/confirm-email?token=from-the-mail").text
    assert 'role="status">Your e-mail address is confirmed.<' in page
    assert gateway.body("POST /email/confirm") == {"token": "from-the-mail"}
