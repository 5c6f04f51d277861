"""The seed of it all, through the gateway alone: register, sign in, buy, pay, get a mail."""

from typing import Any

import httpx2
import pytest

from app_under_test.catalogue import demo as catalogue
from app_under_test.composition import Shop
from app_under_test.inventory import demo as inventory
from sayso.target.mail_sink import MailSink
from sayso.target.waiting import eventually
from tests.shop.customer import Customer, Door

SHIPPING = {
    "name": "Ada Lovelace",
    "line1": "1 Mill Lane",
    "city": "Leeds",
    "postcode": "LS1 4AP",
    "country": "GB",
}
CARD = {"number": "4242424242424242", "expiry": "12/39", "security_code": "123"}


@pytest.fixture
def stocked(whole_shop: Shop) -> Shop:
    catalogue.seed(whole_shop.database)
    inventory.seed(whole_shop.database)
    return whole_shop


def good(answer: httpx2.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def test_a_customer_buys_two_mugs(
    stocked: Shop, ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    (mug,) = [p for p in good(door.call("GET", "/api/products")) if p["sku"] == "BLUE-MUG"]
    before = good(door.call("GET", "/api/inventory/BLUE-MUG"))
    line = {"sku": "BLUE-MUG", "quantity": 2}
    cart = good(ada.call("POST", "/api/cart/lines", json=line))
    assert cart["subtotal_minor"] == 2 * mug["price_minor"]

    placed = ada.call("POST", "/api/orders", json={"shipping": SHIPPING})
    assert placed.status_code == 201
    order = good(placed)
    assert placed.headers["Location"] == f"/api/orders/{order['number']}"
    assert order["email"] == ada.email
    assert good(door.call("GET", "/api/inventory/BLUE-MUG"))["reserved"] == before["reserved"] + 2

    paid = ada.call("POST", "/api/payments", json={"order_number": order["number"], "card": CARD})
    assert paid.status_code == 201, paid.text
    assert good(paid)["amount_minor"] == order["total_minor"]

    path = f"/api/orders/{order['number']}"
    eventually(
        lambda: good(ada.call("GET", path))["status"], equals="paid", what="the order", where=path
    )
    eventually(
        lambda: good(door.call("GET", "/api/inventory/BLUE-MUG")),
        satisfies=lambda s: (
            (s["on_hand"], s["reserved"]) == (before["on_hand"] - 2, before["reserved"])
        ),
        what="the stock of blue mugs",
        where="the inventory",
    )
    subject = f"Your order {order['number']} is confirmed"
    mails = eventually(
        lambda: [m for m in mailboxes.messages_to(ada.email) if m["Subject"] == subject],
        satisfies=bool,
        what="confirmations",
        where=ada.email,
    )
    text = mails[0].get_body(("plain",))
    assert text is not None
    link = stocked.settings.link(f"/orders/{order['number']}?key={order['key']}")
    assert link in text.get_content()
    assert httpx2.get(link).status_code == 200
    assert good(ada.call("GET", "/api/cart"))["count"] == 0


def test_a_declined_card_is_told_in_plain_words(stocked: Shop, ada: Customer) -> None:
    assert stocked
    good(ada.call("POST", "/api/cart/lines", json={"sku": "BLUE-MUG", "quantity": 1}))
    order = good(ada.call("POST", "/api/orders", json={"shipping": SHIPPING}))
    card = CARD | {"number": "4000000000009995"}
    refused = ada.call(
        "POST", "/api/payments", json={"order_number": order["number"], "card": card}
    )
    assert (refused.status_code, refused.json()["decline_code"]) == (402, "insufficient_funds")
    assert good(ada.call("GET", f"/api/orders/{order['number']}"))["status"] == "pending_payment"


def test_paying_without_data_is_a_bad_request(door: Door) -> None:
    assert door.call("POST", "/api/payments").status_code == 400


def test_a_request_id_goes_through_every_part(stocked: Shop, ada: Customer) -> None:
    assert stocked
    answer = ada.call("GET", "/api/cart", headers={"X-Request-ID": "abc-1"})
    assert answer.headers["X-Request-ID"] == "abc-1"
    assert answer.headers["X-Served-By"] == "orders"
