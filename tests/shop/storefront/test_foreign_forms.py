"""A form that does not come from a page of the shop changes nothing (behaviour X01)."""

import pytest

from app_under_test.storefront.app import NOUNS
from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub

FORMS = sorted(
    route.path.format(
        slug="blue-mug",
        session_id="1",
        address_id="1",
        number="SO-7K3M9Q2P",
        sku="MUG-BLUE",
    )
    for noun in NOUNS
    for route in noun.router.routes
    if "POST" in route.methods
)


def test_every_form_of_the_contract_is_guarded() -> None:
    assert [
        *("/account", "/account/addresses", "/account/addresses/1"),
        *("/account/addresses/1/default", "/account/addresses/1/removal"),
        *("/account/closure", "/account/confirmation", "/account/email"),
        *("/account/password", "/account/sessions/1"),
        *("/cart", "/cart/voucher", "/checkout", "/forgotten-password"),
        *("/orders/SO-7K3M9Q2P/cancellation", "/orders/SO-7K3M9Q2P/dispatch"),
        "/orders/SO-7K3M9Q2P/refund",
        *("/products/blue-mug", "/products/blue-mug/waitlist"),
        *(
            "/register",
            "/reset-password",
            "/sign-in",
            "/sign-out",
            "/staff/messages",
            "/staff/stock",
            "/staff/stock/MUG-BLUE",
        ),
    ] == FORMS, "the POST routes of the storefront are not those of the contract"


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", [None, "", "0" * 64, "ü", "\0"])
def test_without_its_token_a_form_is_refused(
    ada: Person, gateway: GatewayStub, path: str, token: str | None
) -> None:
    ada.form_token()
    response = ada.post(path, {"quantity": "1"} if token is None else {"csrf_token": token})
    assert response.status_code == 403, f"POST {path} with the token {token!r} was let through"
    assert "This form was not accepted" in text_of(response)
    assert gateway.changes() == [], f"POST {path} without a good token reached the gateway"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://shop.test.evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://shop.test", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", FORMS)
def test_a_form_on_a_foreign_page_is_refused_even_with_the_token(
    ada: Person, gateway: GatewayStub, path: str, headers: dict[str, str]
) -> None:
    response = ada.post(path, {"csrf_token": ada.form_token()}, headers)
    assert response.status_code == 403, f"POST {path} with {headers} was let through"
    assert gateway.changes() == []


def test_the_token_of_another_browser_is_refused(ada: Person, gateway: GatewayStub) -> None:
    foreign = ada.form_token()
    ada.remember("__Host-csrf", "another-browser")
    response = ada.post("/account", {"csrf_token": foreign, "name": "Eve"})
    assert response.status_code == 403, "a token passed with the cookie of another browser"
    assert gateway.changes() == []


def test_a_program_that_says_nothing_of_its_origin_needs_only_the_token(
    ada: Person, gateway: GatewayStub
) -> None:
    gateway.answers["POST /logout"] = Answer(204)
    response = ada.post("/sign-out", {"csrf_token": ada.form_token()}, {"Accept": "*/*"})
    assert response.status_code == 303, "a form without Origin and Sec-Fetch-Site was refused"
