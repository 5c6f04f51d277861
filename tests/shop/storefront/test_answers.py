"""Every class of answer carries the headers, cookies and texts that it must (X07, G10)."""

import re
from collections.abc import Callable

import httpx2
import pytest

from app_under_test.storefront.security_headers import SECURITY_HEADERS
from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import TOKEN

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
Ask = Callable[[Person], httpx2.Response]

ANSWERS: dict[str, tuple[int, Ask]] = {
    "a page": (200, lambda person: person.open("/")),
    "a redirect": (303, lambda person: person.open("/account")),
    "a picture": (200, lambda person: person.open("/art/blue-mug.svg")),
    "the style sheet": (200, lambda person: person.open("/static/shop.css")),
    "the pulse": (200, lambda person: person.open("/health")),
    "an unknown address": (404, lambda person: person.open("/nowhere")),
    "an unknown file": (404, lambda person: person.open("/static/nothing.css")),
    "a refused form": (422, lambda person: person.send("/register")),
    "a foreign form": (403, lambda person: person.post("/register", {})),
    "a wrong method": (405, lambda person: person.client.put("/cart")),
    "a body that is no form": (415, lambda person: person.client.post("/cart", json={})),
    "a form too large": (413, lambda person: person.post("/register", {"name": "x" * 70_000})),
    "a body too large": (413, lambda person: person.post("/register", {"name": "x" * 1_100_000})),
    "a NUL in the address": (400, lambda person: person.open("/products/%00")),
    "a part that is down": (503, lambda person: person.open("/products/down")),
    "a part that is broken": (502, lambda person: person.open("/products/broken")),
    "a surprise": (500, lambda person: person.open("/products/odd")),
}


@pytest.fixture
def asking(visitor: Person, gateway: GatewayStub) -> Callable[[str], httpx2.Response]:
    gateway.answers |= {
        "GET /api/products/down": problem(503, "part-unreachable"),
        "GET /api/products/broken": problem(500, detail="SELECT * FROM secrets"),
        "GET /api/products/odd": Answer(200, {"name": "a product without a price"}),
    }
    return lambda kind: ANSWERS[kind][1](visitor)


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_answer_lacks_the_security_headers(
    asking: Callable[[str], httpx2.Response], kind: str
) -> None:
    response = asking(kind)
    assert response.status_code == ANSWERS[kind][0], f"{kind}: {text_of(response)[:200]}"
    lacking = {
        name: response.headers.get(name)
        for name, value in SECURITY_HEADERS.items()
        if response.headers.get(name) != value
    }
    assert not lacking, f"{kind} answers other headers than it must: {lacking}"
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])
    assert response.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if ANSWERS[kind][0] >= 400])
def test_every_failure_is_a_page(asking: Callable[[str], httpx2.Response], kind: str) -> None:
    response = asking(kind)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8", f"{kind} is no page"
    assert response.text.count("<h1>") == 1, f"{kind} has not exactly one heading"
    if kind != "a refused form":
        assert response.headers["X-Request-ID"] in text_of(response), f"{kind} has no reference"
    for secret in ("Traceback", "SELECT", "jinja2", "127.0.0.1"):
        assert secret not in response.text, f"{kind} shows {secret!r}"


def test_pages_are_never_stored_and_files_are(asking: Callable[[str], httpx2.Response]) -> None:
    assert asking("a page").headers["Cache-Control"] == "no-store"
    assert asking("a refused form").headers["Cache-Control"] == "no-store"
    assert "immutable" in asking("the style sheet").headers["Cache-Control"]
    assert asking("an unknown file").headers["Cache-Control"] == "no-store"


def test_every_cookie_is_bound_to_the_host(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /login"] = Answer(200, TOKEN)
    gateway.answers["POST /api/cart/lines"] = Answer(200, {}, {"X-Cart-Token": "cart-token"})
    visitor.remember("__Host-notice", "a")
    answers = [
        visitor.send("/products/blue-mug", quantity="1"),
        visitor.open("/"),
        visitor.send("/sign-in", email="ada@example.org", password="a long password"),
    ]
    lines = [line for answer in answers for line in answer.headers.get_list("set-cookie")]
    names = {line.partition("=")[0] for line in lines}
    assert {"__Host-cart", "__Host-notice", "__Host-session"} <= names
    for line in lines:
        attributes = {part.strip().lower() for part in line.split(";")[1:]}
        name = line.partition("=")[0]
        assert name.startswith("__Host-")
        assert {"path=/", "secure", "httponly", "samesite=lax"} <= attributes, (
            f"{name}: {attributes}"
        )
        assert not any(attribute.startswith("domain") for attribute in attributes)


def test_a_notice_is_shown_once(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["POST /api/cart/lines"] = Answer(200, {}, {"X-Cart-Token": "cart-token"})
    visitor.send("/products/blue-mug", quantity="2")
    said = "Added 2 \N{MULTIPLICATION SIGN} Blue mug to your cart."
    assert f'role="status">{said}<' in visitor.open("/products/blue-mug").text
    assert said not in visitor.open("/products/blue-mug").text


def test_nobody_can_make_the_shop_say_something(visitor: Person) -> None:
    visitor.remember(
        "__Host-notice", "eyJhbGciOiJub25lIn0.eyJ0ZXh0IjoiUGF5IEV2ZSIsImV4cCI6OTk5OTk5OTk5OX0."
    )
    page = visitor.open("/?notice=Pay+Eve")
    assert "Pay Eve" not in page.text
    assert 'role="status"' not in page.text
