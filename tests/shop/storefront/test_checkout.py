"""From the cart to a paid order (behaviours O01 to O05, O08 to O11, C12, Y01)."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import CART, EMPTY_CART, ORDER

ADDRESS = {
    "name": "Ada Lovelace",
    "line1": "12 Mill Lane",
    "city": "York",
    "postcode": "YO1 7HH",
    "country": "GB",
}
CARD = {"number": "4242 4242 4242 4242", "expiry": "08/29", "security_code": "123"}
HOW = {"delivery": "standard"}
GUEST = {"email": "ada@example.org", **ADDRESS, **HOW, **CARD, "seen_total": "2895"}
NO_MONEY = "Your card was declined: there is not enough money on it."


@pytest.fixture(autouse=True)
def full_cart(gateway: GatewayStub) -> None:
    gateway.answers["GET /api/cart"] = Answer(200, CART)
    gateway.answers["POST /api/orders"] = Answer(201, ORDER)
    gateway.answers["POST /api/payments"] = Answer(
        201, {"status": "captured", "challenge_url": None}
    )


def test_a_guest_pays_and_gets_a_link_with_the_orders_key(
    visitor: Person, gateway: GatewayStub
) -> None:
    response = visitor.send("/checkout", **GUEST)
    assert response.headers["location"] == "/orders/SO-7K3M9Q2P?key=order-key&thanks=1"
    assert gateway.body("POST /api/orders") == {
        "shipping": ADDRESS,
        "email": "ada@example.org",
        **HOW,
    }
    assert gateway.body("POST /api/payments") == {
        "order_number": "SO-7K3M9Q2P",
        "key": "order-key",
        "card": CARD,
    }


def test_somebody_signed_in_is_asked_for_no_address_and_needs_no_key(
    ada: Person, gateway: GatewayStub
) -> None:
    assert "E-mail address" not in text_of(ada.open("/checkout"))
    response = ada.send("/checkout", **GUEST)
    assert response.headers["location"] == "/orders/SO-7K3M9Q2P?thanks=1"
    assert gateway.body("POST /api/orders") == {"shipping": ADDRESS, **HOW}


def test_the_button_names_the_total(visitor: Person) -> None:
    assert "Pay £28.95" in text_of(visitor.open("/checkout"))


def test_a_declined_card_keeps_the_address_and_empties_the_card(
    visitor: Person, gateway: GatewayStub
) -> None:
    gateway.answers["POST /api/payments"] = problem(402, "card-declined", NO_MONEY)
    response = visitor.send("/checkout", **GUEST)
    assert response.status_code == 402
    assert f"There is a problem {NO_MONEY}" in text_of(response)
    for kept in ("ada@example.org", *ADDRESS.values()):
        assert f'value="{kept}"' in response.text, f"{kept!r} has to be typed again"
    for card in CARD.values():
        assert f'value="{card}"' not in response.text, "a card's data came back to the browser"


@pytest.mark.parametrize("missing", [*ADDRESS, *CARD, "email"])
def test_each_missing_answer_is_said_beside_its_field(
    visitor: Person, gateway: GatewayStub, missing: str
) -> None:
    response = visitor.send("/checkout", **{**GUEST, missing: " "})
    assert response.status_code == 422
    assert f'href="#{missing}"' in response.text
    assert f'id="{missing}-problem"' in response.text
    assert gateway.changes() == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "ada"),
        ("country", "US"),
        ("number", "4242"),
        ("number", "4242 4242 4242 424x"),
        ("expiry", "13/29"),
        ("expiry", "8-2029"),
        ("security_code", "12"),
        ("name", "Ada\nBcc: eve@evil.example"),
    ],
)
def test_what_cannot_be_right_never_reaches_the_gateway(
    visitor: Person, gateway: GatewayStub, field: str, typed: str
) -> None:
    response = visitor.send("/checkout", **{**GUEST, field: typed})
    assert response.status_code == 422
    assert f'href="#{field}"' in response.text
    assert gateway.changes() == []


def test_what_the_orders_service_finds_is_said_beside_the_field(
    visitor: Person, gateway: GatewayStub
) -> None:
    errors = [{"loc": ["body", "shipping", "postcode"], "msg": "is not one of York's"}]
    gateway.answers["POST /api/orders"] = problem(422, errors=errors)
    response = visitor.send("/checkout", **GUEST)
    assert '<a href="#postcode">Postcode is not one of York&#39;s.</a>' in response.text


def test_what_the_payments_service_finds_is_said_beside_the_field(
    visitor: Person, gateway: GatewayStub
) -> None:
    errors = [{"loc": ["body", "card", "expiry"], "msg": "Value error, must be MM/YY"}]
    gateway.answers["POST /api/payments"] = problem(400, errors=errors)
    response = visitor.send("/checkout", **GUEST)
    assert response.status_code == 400
    assert '<a href="#expiry">Expiry date must be MM/YY.</a>' in response.text


def test_short_stock_is_told_by_name(visitor: Person, gateway: GatewayStub) -> None:
    lines = [{"sku": "MUG-BLUE", "available": 1}]
    gateway.answers["POST /api/orders"] = problem(409, "insufficient-stock", lines=lines)
    response = visitor.send("/checkout", **GUEST)
    assert response.status_code == 409
    assert "There is only 1 left of Blue mug. Please change your cart." in text_of(response)
    assert gateway.changes() == ["POST /api/orders"]


def test_a_total_that_changed_has_to_be_seen_before_anything_is_paid(
    visitor: Person, gateway: GatewayStub
) -> None:
    response = visitor.send("/checkout", **{**GUEST, "seen_total": "2800"})
    assert response.status_code == 409
    assert "The total has changed" in text_of(response)
    assert 'name="seen_total" value="2895"' in response.text
    assert gateway.changes() == []


def test_an_empty_cart_leads_back_to_the_cart(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/cart"] = Answer(200, EMPTY_CART)
    assert visitor.open("/checkout").headers["location"] == "/cart"
    assert visitor.send("/checkout", **GUEST).headers["location"] == "/cart"
    assert gateway.changes() == []


def test_sending_the_form_again_shows_the_order_and_buys_nothing(
    visitor: Person, gateway: GatewayStub
) -> None:
    visitor.send("/checkout", **GUEST)
    gateway.answers["GET /api/cart"] = Answer(200, EMPTY_CART)
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, ORDER)
    response = visitor.send("/checkout", **GUEST)
    assert response.headers["location"] == "/orders/SO-7K3M9Q2P?key=order-key"
    assert gateway.changes() == ["POST /api/orders", "POST /api/payments"]
    page = visitor.open(response.headers["location"])
    assert "You have placed this order already." in text_of(page)


def test_an_order_that_was_paid_meanwhile_is_a_success(
    visitor: Person, gateway: GatewayStub
) -> None:
    gateway.answers["POST /api/payments"] = problem(409, "already-paid")
    assert visitor.send("/checkout", **GUEST).headers["location"].endswith("thanks=1")


@pytest.mark.parametrize(
    ("refusal", "said", "waits"),
    [
        (
            problem(503, "payment-unavailable"),
            "Your card was not charged; please pay later.",
            False,
        ),
        (problem(503, "part-unreachable"), "Look here again before you pay once more.", True),
        (problem(504, "payment-unknown"), "Look here again before you pay once more.", True),
        (problem(409, "payment-in-progress"), "Look here again before you pay once more.", True),
    ],
)
def test_a_silent_card_company_leaves_the_order_to_look_at(
    visitor: Person, gateway: GatewayStub, refusal: Answer, said: str, waits: bool
) -> None:
    gateway.answers["POST /api/payments"] = refusal
    waiting = Answer(200, {**ORDER, "status": "pending_payment"})
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = waiting
    location = visitor.send("/checkout", **GUEST).headers["location"]
    assert location == f"/orders/SO-7K3M9Q2P?key=order-key{'&thanks=1' if waits else ''}"
    assert said in text_of(visitor.open(location))


@pytest.mark.parametrize("call", ["POST /api/orders", "POST /api/payments"])
def test_an_order_that_was_closed_meanwhile_can_be_placed_again(
    visitor: Person, gateway: GatewayStub, call: str
) -> None:
    gateway.answers[call] = problem(409, "order-closed", "This order can no longer be paid.")
    response = visitor.send("/checkout", **GUEST)
    assert response.status_code == 409
    assert "There is a problem This order can no longer be paid." in text_of(response)
    assert 'value="12 Mill Lane"' in response.text


def test_a_cart_that_was_bought_in_another_window_shows_its_order(
    visitor: Person, gateway: GatewayStub
) -> None:
    visitor.send("/checkout", **GUEST)
    gateway.answers["POST /api/orders"] = problem(409, "cart-changed")
    gateway.change_after("POST /api/orders", "GET /api/cart", Answer(200, EMPTY_CART))
    location = visitor.send("/checkout", **GUEST).headers["location"]
    assert location == "/orders/SO-7K3M9Q2P?key=order-key"
