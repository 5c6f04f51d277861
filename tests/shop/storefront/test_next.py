"""After signing in nobody is sent to a foreign site (behaviour S12)."""

import pytest

from app_under_test.storefront.own_paths import own_path
from tests.shop.storefront.browser import Person
from tests.shop.storefront.gateway_stub import Answer, GatewayStub
from tests.shop.storefront.samples import TOKEN

FOREIGN = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example/account",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%2F%2Fevil.example",
    "/%5cevil.example",
    "/%252fevil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/./\t/evil.example",
    "/@evil.example/..//x",
    " //evil.example",
    "javascript:alert(1)",
    "account",
    "",
    "/cart\0",
    "/cart#//evil.example",
]
OWN = ["/", "/account", "/checkout", "/orders/SO-7K3M9Q2P?key=a_b-c", "/?q=blue%20mug&x=1"]


@pytest.mark.parametrize("wanted", FOREIGN)
def test_foreign_places_become_the_account_page(wanted: str) -> None:
    assert own_path(wanted) == "/account", f"{wanted!r} passed as a path of the shop"


@pytest.mark.parametrize("wanted", OWN)
def test_own_paths_are_kept(wanted: str) -> None:
    assert own_path(wanted) == wanted


@pytest.mark.parametrize(
    ("wanted", "reached"), [("//evil.example", "/account"), ("/cart", "/cart")]
)
def test_signing_in_leads_to_the_page_first_asked_for(
    visitor: Person, gateway: GatewayStub, wanted: str, reached: str
) -> None:
    gateway.answers["POST /login"] = Answer(200, TOKEN)
    typed = {"email": "ada@example.org", "password": "a long password"}
    response = visitor.send("/sign-in", next=wanted, **typed)
    assert response.headers["location"] == reached


def test_the_form_carries_no_foreign_place(visitor: Person) -> None:
    page = visitor.open("/sign-in?next=//evil.example").text
    assert 'name="next" value="/account"' in page
    assert "evil" not in page
