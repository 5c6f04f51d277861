"""Mails: one for each matter, and both parts say the same."""

import json
import re
from email.message import EmailMessage
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app_under_test.notifications.models import Notification
from tests.shop.notifications.post_office import ORDER, PERSON, Shop

NUMBER = str(ORDER["number"])


def texts(mail: EmailMessage) -> tuple[str, str]:
    """The plain part, and what is readable of the HTML part."""
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    content = html.get_content().partition("</h1>")[2]
    return plain.get_content(), unescape(re.sub(r"<[^>]+>", " ", content))


def squeezed(text: str) -> str:
    return "".join(text.split())


LOW: dict[str, Any] = {
    "sku": "MUG",
    "name": "Blue mug",
    "on_hand": 2,
    "threshold": 3,
    "alert_id": "alert-1",
}


@pytest.mark.parametrize(
    ("topic", "payload", "subject", "facts"),
    [
        (
            "user.registered",
            PERSON,
            "Welcome, confirm your address",
            ["https://shop.example/confirm-email?token=the-token", "Ada"],
        ),
        (
            "user.registration_repeated",
            PERSON,
            "You already have an account",
            ["https://shop.example/sign-in", "https://shop.example/forgotten-password"],
        ),
        (
            "password.reset_requested",
            PERSON,
            "Choose a new password",
            ["https://shop.example/reset-password?token=the-token"],
        ),
        (
            "password.changed",
            PERSON,
            "Your password was changed",
            ["https://shop.example/forgotten-password"],
        ),
        (
            "user.sign_in_blocked",
            PERSON,
            "Somebody tries to sign in as you",
            ["https://shop.example/forgotten-password", "Ada"],
        ),
        (
            "user.confirmation_requested",
            PERSON,
            "Confirm your address",
            ["https://shop.example/confirm-email?token=the-token"],
        ),
        (
            "order.paid",
            {"email": "ada@example.org", "number": ORDER["number"]},
            "Your order SO-7K3M9Q2P is confirmed",
            [
                *("2 \u00d7 Blue <mug> & Söhne", "£25.00", "1 \u00d7 Beeswax candle", "£14.00"),
                *("Subtotal: £39.00", "Delivery: £3.95", "Total: £42.95"),
                *("Zoë O'Neill", "1 Mill Lane", "Leeds", "LS1 4AP", "United Kingdom"),
                "https://shop.example/orders/SO-7K3M9Q2P?key=order-key",
            ],
        ),
        (
            "order.cancelled",
            {"email": "ada@example.org", "number": ORDER["number"], "reason": "asked for"},
            "Your order SO-7K3M9Q2P is cancelled",
            [
                *("SO-7K3M9Q2P over £42.95 is cancelled", "Nothing was charged", "Zoë O'Neill"),
                "https://shop.example/orders/SO-7K3M9Q2P?key=order-key",
            ],
        ),
        (
            "order.dispatched",
            {"email": "ada@example.org", "dispatched_at": "2026-11-05T10:00:00+00:00"},
            "Your order SO-7K3M9Q2P is on its way",
            ["left us on 5 November 2026", "1 Mill Lane, Leeds"],
        ),
        (
            "order.dispatched",
            {
                "email": "ada@example.org",
                "dispatched_at": "2026-11-05T10:00:00+00:00",
                "tracking_link": "https://carrier.example/parcels/KL2026GB",
            },
            "Your order SO-7K3M9Q2P is on its way",
            ["Follow your parcel: https://carrier.example/parcels/KL2026GB"],
        ),
        (
            "order.refunded",
            {"email": "ada@example.org", "refund_id": "refund-1", "amount_minor": 1201},
            "Your refund for order SO-7K3M9Q2P",
            ["we have given £12.01 of your order SO-7K3M9Q2P back"],
        ),
        (
            "payment.refund_refused",
            {"refund_id": "r-1", "amount_minor": 1201, "currency": "GBP", "reason": "chipped"},
            "Refund refused: order SO-7K3M9Q2P",
            ["£12.01", "chipped", "https://shop.example/sign-in?next=/orders/SO-7K3M9Q2P"],
        ),
        (
            "stock.low",
            LOW,
            "Low stock: Blue mug",
            ["Blue mug (MUG)", "On hand: 2", "Threshold: 3", "https://shop.example/staff/stock"],
        ),
    ],
)
def test_both_parts_of_a_mail_name_all_facts(
    shop: Shop, topic: str, payload: dict[str, Any], subject: str, facts: list[str]
) -> None:
    shop.tell(topic, NUMBER, **payload)
    mail = shop.the_mail()
    assert mail["Subject"] == subject
    assert mail["From"].addresses[0].addr_spec == "shop@shop.example"
    plain, html = texts(mail)
    for fact in facts:
        assert fact in plain
    assert squeezed(html) == squeezed(plain)


def test_markup_in_a_name_is_text(shop: Shop) -> None:
    shop.tell("user.registered", "1", email="ada@example.org", name="<script>alert(1)</script>")
    html = shop.the_mail().get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()
    assert "&lt;script&gt;" in html.get_content()


def test_a_line_break_adds_no_header_and_no_recipient(shop: Shop) -> None:
    name = "Mug\r\nBcc: all@example.org\r\n\r\nHello\u2028x"
    shop.tell("stock.low", "MUG", **LOW | {"name": name})
    shop.settled("sent")
    ((recipients, mail),) = shop.office.taken
    assert recipients == ["stock-team@shop.example"]
    assert mail["Subject"] == "Low stock: Mug Bcc: all@example.org Hello x"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "recipient", ["ada@example.org\r\nBcc: b@example.org", "a@b.c, d@e.f", "ada", ""]
)
def test_what_is_no_address_is_given_up_and_the_rest_goes_on(shop: Shop, recipient: str) -> None:
    shop.tell("user.registered", "1", email=recipient, name="Ada")
    shop.tell("user.registered", "2", **PERSON)
    shop.settled("failed", "sent")
    assert [recipients for recipients, _ in shop.office.taken] == [["ada@example.org"]]


def test_an_event_that_comes_again_mails_nobody_again(shop: Shop) -> None:
    for event_id in ("e-1", "e-1", "e-2"):
        shop.tell("order.paid", NUMBER, event_id, email="ada@example.org")
    shop.tell("password.changed", "1", **PERSON)
    shop.settled("sent", "sent")
    assert len(shop.office.taken) == 2


def test_an_order_that_another_one_replaced_is_not_written_about(shop: Shop) -> None:
    shop.tell("order.cancelled", NUMBER, email="ada@example.org", reason="cart changed")
    shop.tell("password.changed", "1", **PERSON)
    shop.settled("sent")
    assert [mail["Subject"] for _, mail in shop.office.taken] == ["Your password was changed"]


def test_every_request_for_a_link_and_every_new_alert_mails_again(shop: Shop) -> None:
    for _ in range(2):
        shop.tell("password.reset_requested", "1", **PERSON)
        shop.tell("stock.low", "MUG", **LOW | {"alert_id": str(uuid4())})
    shop.settled("sent", "sent", "sent", "sent")


def test_a_stranger_cannot_fill_a_mailbox_with_warnings(shop: Shop) -> None:
    for _ in range(5):
        shop.tell("user.registration_repeated", "1", **PERSON)
    shop.settled("sent")


def test_a_person_is_warned_again_on_the_next_day(shop: Shop) -> None:
    for day in ("2026-11-22", "2026-11-23"):
        shop.tell("user.registration_repeated", "1", day=day, **PERSON)
    shop.settled("sent", "sent")


def test_events_nobody_is_written_about_are_taken(shop: Shop) -> None:
    shop.tell("order.placed", "SO-1", email="ada@example.org")
    shop.tell("user.updated", "1", name="Ada")
    assert shop.owed() == []


def test_no_token_and_no_key_lies_in_the_table(shop: Shop) -> None:
    shop.tell("user.registered", "1", **PERSON)
    shop.tell("order.paid", NUMBER, email="ada@example.org")
    shop.settled("sent", "sent")
    with shop.database.read() as session:
        rows = [vars(row) for row in session.scalars(select(Notification))]
    said = json.dumps(rows, default=str)
    assert "the-token" not in said
    assert "order-key" not in said
