"""Signing in and out, and sessions that end by themselves (behaviours S01, S02, S04, S10, F12)."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import ADA, EMPTY_CART, TOKEN

NO_MATCH = "That e-mail address and password do not match."
ENDED = "Your session has ended. Please sign in again."
TYPED = {"email": "ada@example.org", "password": "a long password"}


def test_signing_in_begins_a_session(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /login"] = Answer(200, TOKEN)
    assert visitor.send("/sign-in", **TYPED).headers["location"] == "/account"
    assert visitor.cookie("__Host-session") == "good-token"
    assert gateway.calls("POST /login")[0].body == (
        "username=ada%40example.org&password=a+long+password"
    )


def test_a_wrong_password_is_told_and_not_repeated(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /login"] = problem(401)
    response = visitor.send("/sign-in", **TYPED)
    assert response.status_code == 422
    assert f"There is a problem {NO_MATCH}" in text_of(response)
    assert 'value="ada@example.org"' in response.text
    assert "a long password" not in response.text


def test_too_many_attempts_are_told(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /login"] = problem(429)
    response = visitor.send("/sign-in", **TYPED)
    assert response.status_code == 429
    assert "too many attempts" in text_of(response)


def test_a_stale_session_does_not_keep_anybody_from_signing_in(
    visitor: Person, gateway: GatewayStub
) -> None:
    token = visitor.form_token()
    visitor.remember("__Host-session", "stale-token")
    gateway.answers["GET /profile"] = problem(401)
    gateway.answers["POST /login"] = Answer(200, TOKEN)
    response = visitor.post("/sign-in", {"csrf_token": token, **TYPED})
    assert "Authorization" not in gateway.calls("POST /login")[0].headers
    assert visitor.cookie("__Host-session") == "good-token"
    gateway.answers["GET /profile"] = Answer(200, ADA)
    gateway.answers["GET /api/orders"] = Answer(200, [])
    assert ENDED not in text_of(visitor.open(response.headers["location"]))


def test_signing_out_ends_the_session_here_and_there(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /logout"] = Answer(204)
    assert ada.send("/sign-out").headers["location"] == "/"
    assert gateway.calls("POST /logout")[0].headers["Authorization"] == "Bearer good-token"
    assert ada.cookie("__Host-session") is None
    assert "You are signed out." in text_of(ada.open("/"))


@pytest.mark.parametrize("path", ["/account", "/staff/stock"])
def test_strangers_are_asked_to_sign_in_and_brought_back(visitor: Person, path: str) -> None:
    response = visitor.open(path)
    assert response.headers["location"] == f"/sign-in?next={path}"
    assert ENDED not in text_of(visitor.open(response.headers["location"]))


@pytest.mark.parametrize("path", ["/account", "/cart", "/checkout"])
def test_an_ended_session_is_told_and_brought_back(
    ada: Person, gateway: GatewayStub, path: str
) -> None:
    gateway.answers["GET /profile"] = problem(401)
    response = ada.open(path)
    assert response.headers["location"] == f"/sign-in?next={path}"
    assert ada.cookie("__Host-session") is None
    assert ENDED in text_of(ada.open(response.headers["location"]))


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/cart", "/cart"),
        ("/cart/voucher", "/cart"),
        ("/checkout", "/checkout"),
        ("/products/blue-mug", "/products/blue-mug"),
        ("/products/blue-mug/waitlist", "/products/blue-mug"),
        ("/account", "/account"),
        ("/account/password", "/account"),
        ("/account/sessions/some-id", "/account"),
        ("/account/addresses/some-id/removal", "/account/addresses/some-id"),
        ("/orders/SO-1/refund", "/orders/SO-1"),
    ],
)
def test_a_form_of_an_ended_session_changes_nothing_for_a_stranger(
    ada: Person, gateway: GatewayStub, path: str, page: str
) -> None:
    token = ada.form_token()
    gateway.answers["GET /profile"] = problem(401)
    response = ada.post(path, {"csrf_token": token, "quantity": "1"})
    assert response.headers["location"] == f"/sign-in?next={page}"
    assert gateway.changes() == []


@pytest.mark.parametrize(("outcome", "kept"), [("later", "guest-cart"), ("whole", None)])
def test_a_guests_cart_is_let_go_when_it_has_become_part_of_the_persons(
    ada: Person, gateway: GatewayStub, outcome: str, kept: str | None
) -> None:
    ada.remember("__Host-cart", "guest-cart")
    gateway.answers["GET /api/cart"] = Answer(200, EMPTY_CART, {"X-Cart-Merged": outcome})
    assert "What you collected before you signed in" in text_of(ada.open("/"))
    assert ada.cookie("__Host-cart") == kept


def test_shelves_stay_open_when_a_session_has_ended(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /profile"] = problem(401)
    page = text_of(ada.open("/"))
    assert ENDED in page
    assert "Sign in" in page
    assert ada.cookie("__Host-session") is None
    assert ENDED not in text_of(ada.open("/"))


def test_a_session_that_ends_between_two_calls_is_told(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/orders"] = problem(401)
    assert ada.open("/account").headers["location"] == "/sign-in?next=/account"


def test_nobody_is_signed_out_because_a_part_is_down(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /profile"] = problem(503)
    assert ada.open("/account").status_code == 503
    assert ada.open("/").status_code == 200
    assert ada.cookie("__Host-session") == "good-token"


def test_the_gateway_hears_who_calls_and_from_where(ada: Person, gateway: GatewayStub) -> None:
    said = {b"X-Request-ID": b"from-outside", b"Accept-Language": b"d\xe9, de-AT"}
    ada.client.get("/account", headers=said)
    told = gateway.calls("GET /profile")[0].headers
    assert told["Authorization"] == "Bearer good-token"
    assert told["X-Request-ID"] == "from-outside"
    assert told["X-Client-Address"] == "testclient"
    assert told["Accept-Language"] == "de"
    assert told["X-Internal-Key"]
