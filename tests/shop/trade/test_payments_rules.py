"""The rules of payments that need no database."""

from datetime import UTC, datetime, timedelta

import pytest

from app_under_test.payment_sandbox.notices import sign
from app_under_test.payments.errors import CardDeclined
from app_under_test.payments.models import Payment
from app_under_test.payments.schemas import Card, Charge
from app_under_test.payments.settling import belongs_to
from app_under_test.payments.signatures import is_genuine

SECRET, BODY = "webhook-secret", b'{"id": "evt_1"}'
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIGNED = sign(SECRET, int(NOW.timestamp()), BODY)


def genuine(
    header: str = SIGNED, body: bytes = BODY, secret: str = SECRET, now: datetime = NOW
) -> bool:
    return is_genuine(header, body, secret, now)


def test_a_notice_signed_by_the_card_company_is_genuine() -> None:
    assert genuine()


def test_a_changed_notice_is_not_genuine() -> None:
    assert not genuine(body=BODY + b" ")
    assert not genuine(secret="another")
    assert not genuine(header=SIGNED.replace("t=", "t=1"))


@pytest.mark.parametrize("header", ["", "t=,v1=", "v1=00", "t=1", f"{SIGNED},v1=0", "t=²,v1=00"])
def test_a_malformed_signature_is_not_genuine(header: str) -> None:
    assert not genuine(header=header)


@pytest.mark.parametrize(
    ("age", "expected"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)]
)
def test_a_signature_is_good_for_five_minutes(age: int, *, expected: bool) -> None:
    assert genuine(now=NOW + timedelta(seconds=age)) is expected


@pytest.mark.parametrize(
    ("charged", "expected"),
    [
        ((2900, "GBP", "SO-1"), True),
        ((2899, "GBP", "SO-1"), False),
        ((2901, "GBP", "SO-1"), False),
        ((2900, "EUR", "SO-1"), False),
        ((2900, "GBP", "SO-2"), False),
    ],
)
def test_only_the_exact_money_belongs_to_a_payment(
    charged: tuple[int, str, str], *, expected: bool
) -> None:
    amount, currency, number = charged
    payment = Payment(order_number="SO-1", amount_minor=2900, currency="GBP")
    charge = Charge.model_validate(
        {
            "id": "ch_1",
            "status": "succeeded",
            "amount": amount,
            "currency": currency,
            "card": {"last4": "4242"},
            "metadata": {"order_number": number},
        }
    )
    assert belongs_to(charge, payment) is expected


def test_a_lost_card_is_not_called_so() -> None:
    assert CardDeclined("lost_card").detail == CardDeclined("generic_decline").detail
    assert "not enough money" in CardDeclined("insufficient_funds").detail


def test_a_card_is_read_as_it_is_typed_and_never_shown() -> None:
    card = Card(number=" 4242 4242-4242 4242 ", expiry="04 / 29", security_code=" 123 ")
    assert (card.number, card.month, card.year) == ("4242424242424242", 4, 2029)
    assert card.security_code == "123"
    assert "4242" not in repr(card)
    assert "123" not in repr(card)
