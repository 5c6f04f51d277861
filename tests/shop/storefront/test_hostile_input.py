"""Whatever is sent, the storefront answers with a page that is no server error (X04, X05, X06)."""

import pytest

from tests.shop.storefront.browser import Person
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import CART, MUG, ORDER, ROW, TOKEN

TEXTS = {
    "nothing": "",
    "a NUL": "a\0b",
    "a line break": "a\r\nBcc: eve@evil.example",
    "markup": "<script>alert(1)</script>",
    "a template": "{{ 7 * 7 }}{% raw %}",
    "quotes": "' OR 1=1 --\"",
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "a fraction": "1.5",
    "an exponent": "1e3",
    "digits of another script": "٣",
    "a superscript": "²",
    "emoji and right-to-left": "👩‍🚀 שלום \u202e",
    "60 kB": "x" * 60_000,
    "a path": "../../etc/passwd",
}
FIELDS = {
    "/account": ["name"],
    "/cart": ["quantity-MUG-BLUE", "remove"],
    "/checkout": ["email", "name", "line1", "city", "postcode", "country", "number", "expiry"],
    "/forgotten-password": ["email"],
    "/products/blue-mug": ["quantity"],
    "/register": ["name", "email", "password", "password_again", "marketing_consent"],
    "/reset-password": ["token", "password", "password_again"],
    "/sign-in": ["email", "password", "next"],
    "/staff/stock": ["sku", "quantity"],
}


@pytest.fixture
def whole_shop(gateway: GatewayStub) -> GatewayStub:
    """Says yes to everything, so that nothing but the storefront can refuse."""
    gateway.answers |= {
        "GET /api/cart": Answer(200, CART),
        "PUT /api/cart/lines/MUG-BLUE": Answer(200, CART),
        "DELETE /api/cart/lines/MUG-BLUE": Answer(200, CART),
        "POST /api/cart/lines": Answer(200, CART, {"X-Cart-Token": "cart-token"}),
        "POST /api/orders": Answer(201, ORDER),
        "POST /api/payments": Answer(201, {"challenge_url": None}),
        "POST /register": Answer(201, {}),
        "POST /login": Answer(200, TOKEN),
        "POST /password/forgotten": Answer(202, {"status": "accepted"}),
        "POST /password/reset": Answer(204),
        "PUT /profile": Answer(200, {}),
        "GET /api/inventory": Answer(200, [ROW]),
        "GET /api/inventory/low-stock": Answer(200, []),
        "POST /api/inventory/MUG-BLUE/replenishments": Answer(201, ROW),
    }
    return gateway


@pytest.mark.parametrize("path", FIELDS)
@pytest.mark.usefixtures("whole_shop")
def test_no_text_in_any_field_is_a_server_error(ada: Person, path: str) -> None:
    for kind, text in TEXTS.items():
        ada.remember("__Host-session", "good-token")
        fields = dict.fromkeys(FIELDS[path], text)
        for sku in ({}, {"sku": "MUG-BLUE"}):
            response = ada.send(path, **{**fields, **sku})
            assert response.status_code < 500, f"{kind} at {path}: {response.status_code}"
            assert "<script" not in response.text, f"{kind} at {path} became markup"


@pytest.mark.parametrize("path", FIELDS)
@pytest.mark.usefixtures("whole_shop")
def test_missing_fields_are_no_server_error(ada: Person, path: str) -> None:
    status = ada.send(path).status_code
    assert status < 500, f"POST {path} without any field answers {status}"


@pytest.mark.parametrize("path", FIELDS)
def test_a_refusal_that_nobody_foresaw_stays_a_refusal(
    ada: Person, whole_shop: GatewayStub, path: str
) -> None:
    for call in [call for call in whole_shop.answers if not call.startswith("GET ")]:
        whole_shop.answers[call] = problem(418, detail="teapot")
    status = ada.send(path, **{**dict.fromkeys(FIELDS[path], "5"), "sku": "MUG-BLUE"}).status_code
    assert 300 <= status < 500, f"POST {path}, refused with 418, answers {status}"


@pytest.mark.parametrize(
    "path",
    [
        "/?q=%27%20OR%201=1",
        "/?q=" + "x" * 5000,
        "/?q=a&q=b",
        "/?q=%ff%fe",
        "/products/..%2f..%2finternal",
        "/products/" + "x" * 3000,
        "/products/%F0%9F%8D%B5",
        "/orders/SO-1/../../cart",
        "/orders/so%20x",
        "/orders/SO-7K3M9Q2P?key=&thanks=1&look=99999999999",
        "/sign-in?next=" + "/" * 3000,
        "/confirm-email",
        "/confirm-email?token=%0d%0aSet-Cookie:x",
        "/reset-password?token=<script>",
        "/art/" + "x" * 3000 + ".svg",
        "/art/..%2f.svg",
        "/art/%22%3E%3Cscript%3E.svg",
        "/static/../app.py",
        "/static/" + "x" * 300,
        "/static/%2e%2e/app.py",
    ],
)
def test_no_address_is_a_server_error(visitor: Person, path: str) -> None:
    response = visitor.open(path)
    assert response.status_code < 500, f"GET {path[:80]} answers {response.status_code}"
    assert "<script" not in response.text


@pytest.mark.parametrize("name", ["%2e%2e", "blue-mug%3fx=1", "blue%0amug", "%2e", "x" * 201])
def test_no_address_reaches_another_one_of_the_gateways(
    visitor: Person, gateway: GatewayStub, name: str
) -> None:
    for path in (f"/products/{name}", f"/orders/{name}"):
        assert visitor.open(path).status_code == 404
    assert gateway.asked == [], f"{name} went on to the gateway"


@pytest.mark.parametrize("name", ["session", "cart", "csrf", "notice", "last-order"])
@pytest.mark.parametrize("value", ["", "ü", "a b", 'a"b', "x" * 5000, "a.b.c", "eyJ.eyJ.x"])
def test_bad_cookies_are_no_server_error(
    visitor: Person, gateway: GatewayStub, name: str, value: str
) -> None:
    gateway.answers["GET /profile"] = problem(401)
    for path in ("/", "/cart", "/account"):
        cookie = f"__Host-{name}={value}".encode()
        response = visitor.client.get(path, headers={b"Cookie": cookie}, follow_redirects=False)
        assert response.status_code < 500, f"GET {path} with the cookie {value[:20]!r}"


def test_the_last_of_repeated_fields_counts(visitor: Person, whole_shop: GatewayStub) -> None:
    body = f"csrf_token={visitor.form_token()}&quantity=1&quantity=3"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    visitor.client.post("/products/blue-mug", content=body, headers=headers, follow_redirects=False)
    assert whole_shop.body("POST /api/cart/lines") == {"sku": MUG["sku"], "quantity": 3}


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/json", b'{"quantity": 1}'),
        ("multipart/form-data; boundary=x", b"--x\r\n"),
        ("multipart/form-data", b"broken"),
        ("text/plain", b"quantity=1"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfe\x00"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(5000))),
        ("application/x-www-form-urlencoded", b"%%%=&&&=%zz"),
        ("\xff", b"a=1"),
    ],
)
def test_no_body_is_a_server_error(visitor: Person, media_type: str, body: bytes) -> None:
    headers = {b"Content-Type": media_type.encode("latin-1")}
    response = visitor.client.post("/products/blue-mug", content=body, headers=headers)
    assert response.status_code in {403, 413, 415}, f"{media_type!r}: {response.status_code}"
