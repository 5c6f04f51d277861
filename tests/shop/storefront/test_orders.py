"""The page of an order (behaviours O01, O02, O10, Y06)."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import ORDER

PATH = "/orders/SO-7K3M9Q2P?key=order-key"


def test_it_states_everything_that_was_bought(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, ORDER)
    response = visitor.open(PATH)
    page = text_of(response)
    assert gateway.calls("GET /api/orders/SO-7K3M9Q2P")[0].query == "key=order-key"
    for fact in (
        *("Order SO-7K3M9Q2P", "Paid", "5 November 2026", "Blue mug £12.50 2 £25.00"),
        *("Subtotal £25.00 Delivery £3.95 Total £28.95", "12 Mill Lane York YO1 7HH"),
        "United Kingdom",
    ):
        assert fact in page, f"the page of the order does not say {fact!r}"
    assert "http-equiv" not in response.text


@pytest.mark.parametrize(
    ("status", "query", "heading", "looks_again"),
    [
        ("paid", "&thanks=1", "Thank you for your order", False),
        ("pending_payment", "&thanks=1", "Thank you for your order", True),
        ("pending_payment", "&thanks=1&look=29", "Thank you for your order", True),
        ("pending_payment", "&thanks=1&look=30", "Thank you for your order", False),
        ("pending_payment", "", "Order SO-7K3M9Q2P", False),
        ("cancelled", "&thanks=1", "Order SO-7K3M9Q2P", False),
        ("expired", "", "Order SO-7K3M9Q2P", False),
    ],
)
def test_it_looks_again_for_a_payment_that_was_just_made(
    visitor: Person,
    gateway: GatewayStub,
    status: str,
    query: str,
    heading: str,
    looks_again: bool,
) -> None:
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, {**ORDER, "status": status})
    page = visitor.open(PATH + query).text
    assert f"<h1>{heading}</h1>" in page
    assert ('http-equiv="refresh" content="1; url=/orders/SO-7K3M9Q2P?key=' in page) == looks_again


def test_an_order_of_somebody_else_is_not_there(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = problem(404, "not-found")
    response = visitor.open("/orders/SO-7K3M9Q2P")
    assert response.status_code == 404
    assert "Page not found" in text_of(response)


def test_an_unpaid_order_is_cancelled_from_its_page(visitor: Person, gateway: GatewayStub) -> None:
    unpaid = {**ORDER, "status": "pending_payment"}
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, unpaid)
    path = "/orders/SO-7K3M9Q2P/cancellation?key=order-key"
    assert f'action="{path}"' in visitor.open(PATH).text
    gateway.answers["POST /api/orders/SO-7K3M9Q2P/cancellation"] = Answer(200, unpaid)
    response = visitor.send(path)
    assert response.headers["location"] == PATH
    assert gateway.calls("POST /api/orders/SO-7K3M9Q2P/cancellation")[0].query == "key=order-key"
    assert "Your order is cancelled." in text_of(visitor.open(PATH))


def test_an_order_that_cannot_be_cancelled_says_why(visitor: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, ORDER)
    gateway.answers["POST /api/orders/SO-7K3M9Q2P/cancellation"] = problem(409, "already-paid")
    visitor.open(PATH)
    visitor.send("/orders/SO-7K3M9Q2P/cancellation?key=order-key")
    assert "Your order is cancelled." not in text_of(visitor.open(PATH))


@pytest.mark.parametrize("status", ["dispatched", "refunded", "cancelled", "expired"])
def test_an_order_that_came_to_an_end_offers_no_cancelling(
    visitor: Person, gateway: GatewayStub, status: str
) -> None:
    ended = {**ORDER, "status": status, "dispatched_at": ORDER["paid_at"]}
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, ended)
    assert "Cancel this order" not in text_of(visitor.open(PATH))


DISPATCH = "/orders/SO-7K3M9Q2P/dispatch"


@pytest.mark.parametrize(
    ("carrier", "typed", "told"),
    [
        ("trial", "kl 2026 gb", {"carrier": "trial", "tracking_number": "KL2026GB"}),
        ("", "", {}),
    ],
)
def test_staff_may_say_how_the_parcel_can_be_followed(
    ada: Person, gateway: GatewayStub, carrier: str, typed: str, told: dict[str, str]
) -> None:
    gateway.answers[f"POST /api{DISPATCH}"] = Answer(200, ORDER)
    ada.send(DISPATCH, carrier=carrier, tracking_number=typed)
    assert gateway.body(f"POST /api{DISPATCH}") == told


@pytest.mark.parametrize(
    ("carrier", "typed", "told"),
    [
        ("trial", "", "number of the parcel"),
        ("", "KL2026GB", "Choose the carrier"),
        ("trial", "KL/../2026", "number of the parcel"),
        ("dhl", "KL", "number of the parcel"),
    ],
)
def test_half_of_a_tracking_number_is_not_sent(
    ada: Person, gateway: GatewayStub, carrier: str, typed: str, told: str
) -> None:
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, ORDER)
    answer = ada.send(DISPATCH, carrier=carrier, tracking_number=typed)
    assert gateway.calls(f"POST /api{DISPATCH}") == []
    assert answer.status_code == 422
    assert told in text_of(answer)


def test_the_page_of_an_order_leads_to_its_parcel(visitor: Person, gateway: GatewayStub) -> None:
    link = "https://carrier.example/parcels/KL2026GB"
    parcel = {"carrier": "trial", "tracking_number": "KL2026GB", "tracking_link": link}
    gone = {**ORDER, "status": "dispatched", "dispatched_at": ORDER["paid_at"], **parcel}
    gateway.answers["GET /api/orders/SO-7K3M9Q2P"] = Answer(200, gone)
    page = visitor.open(PATH)
    assert f'href="{link}"' in page.text
    assert "(Trial carrier KL2026GB)" in text_of(page)
