"""Opening an account through the page: the answer does not tell who has one (behaviour R07)."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app_under_test.composition import Shop
from app_under_test.identity.passwords import Passwords
from app_under_test.storefront.app import create_app
from tests.shop.customer import PASSWORD, Customer, new_address
from tests.shop.storefront.browser import ORIGIN, Person

ALWAYS_NEW = re.compile(r'(?<=name="csrf_token" value=")[0-9a-f]+')
SEALED = re.compile(r"=[^;]+")


@pytest.fixture
def storefront(whole_shop: Shop) -> Iterator[TestClient]:
    """The storefront, before the shop as it is."""
    with TestClient(create_app(whole_shop.settings), ORIGIN) as client:
        yield client


def answer(storefront: TestClient, email: str, password: str) -> dict[str, object]:
    """All that a browser gets to see after the form, and after another look at the account."""
    storefront.cookies.clear()
    person = Person(storefront)
    typed = {"name": "Ada", "email": email, "password": password, "password_again": password}
    sent = person.send("/register", **typed)
    landed = person.open(sent.headers.get("location", "/register"))
    return {
        "status": sent.status_code,
        "headers": {
            n: v for n, v in sent.headers.items() if n not in {"x-request-id", "set-cookie"}
        },
        "cookies": [SEALED.sub("=", each, count=1) for each in sent.headers.get_list("set-cookie")],
        "body": sent.text,
        "page": (landed.status_code, ALWAYS_NEW.sub("", landed.text)),
        "account": (seen := person.open("/account")).status_code,
        "way to sign in": seen.headers.get("location"),
    }


@pytest.mark.parametrize("password", [PASSWORD, "another one 2"], ids=["the owner's", "another"])
def test_the_page_answers_alike_for_a_taken_and_a_new_address(
    storefront: TestClient, ada: Customer, password: str
) -> None:
    taken = answer(storefront, ada.email, password)
    assert taken == answer(storefront, new_address("ada"), password)
    assert (taken["status"], taken["way to sign in"]) == (303, "/sign-in?next=/account")


def test_a_taken_address_costs_as_much_work_as_a_new_one(
    storefront: TestClient, ada: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash of the password takes most of the time, by intent."""
    work: list[str] = []
    for name in ("hash", "matches"):
        real = getattr(Passwords, name)

        def counted(*given: object, name: str = name, real: object = real) -> object:
            work.append(name)
            return real(*given)  # type: ignore[operator]

        monkeypatch.setattr(Passwords, name, counted)
    for email in (ada.email, new_address("ada")):
        answer(storefront, email, "another one 2")
        assert work == ["hash"], email
        work.clear()
