"""Paying by card: taken once, declined, in doubt."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app_under_test.kernel.events import Outbox
from app_under_test.payments.models import Payment
from tests.shop.trade.floor import Floor
from tests.shop.trade.visitor import body_of

POOR = "4000000000009995"


def test_a_good_card_pays_the_whole_order(floor: Floor) -> None:
    ada = floor.person()
    ada.add(floor.product(price_minor=1250), 2)
    number = ada.order().json()["number"]
    answer = ada.pay(number, "4242 4242 4242 4242")
    assert answer.status_code == 201
    payment = answer.json()
    payment_id = payment.pop("payment_id")
    assert payment == {
        "order_number": number,
        "status": "captured",
        "amount_minor": 2895,
        "currency": "GBP",
        "card_last4": "4242",
        "challenge_url": None,
    }
    floor.wait_for_status(number, "paid")
    assert floor.charges(number) == [("succeeded", 2895, "GBP")]
    assert floor.attempts(number) == [("captured", None)]
    assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 1
    own = ada.ask("GET", "/api/payments").json()
    assert [one["payment_id"] for one in own] == [payment_id]


def test_the_amount_is_the_orders_whatever_is_sent(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.ordered()
    forged: dict[str, Any] = {
        "amount": 1,
        "amount_minor": 1,
        "currency": "JPY",
        "status": "captured",
    }
    assert body_of(ben.pay(number, **forged))["amount_minor"] == 1645
    assert floor.charges(number) == [("succeeded", 1645, "GBP")]
    floor.wait_for_status(number, "paid")


@pytest.mark.parametrize(
    ("card", "code", "reason"),
    [
        (POOR, "insufficient_funds", "there is not enough money on it"),
        ("4000000000000069", "expired_card", "it has expired"),
        ("4000000000000127", "incorrect_cvc", "the security code is not right"),
        ("4000000000009987", "lost_card", "the bank did not say why"),
        ("4000000000000002", "generic_decline", "the bank did not say why"),
        ("4242424242424241", "incorrect_number", "the card number is not right"),
    ],
)
def test_a_refused_card_leaves_everything_for_another_try(
    floor: Floor, card: str, code: str, reason: str
) -> None:
    ben, mug = floor.guest(), floor.product(on_hand=3)
    ben.add(mug, 2)
    number = ben.order().json()["number"]
    answer = ben.pay(number, card)
    assert answer.status_code == 402
    told = {name: answer.json()[name] for name in ("type", "decline_code", "detail")}
    expected = {"type": "card-declined", "decline_code": code}
    assert told == {**expected, "detail": f"Your card was declined: {reason}."}
    assert floor.attempts(number) == [("declined", code)]
    assert floor.status_of(number) == "pending_payment"
    assert floor.stock(mug) == (3, 2)
    assert ben.cart()["count"] == 2
    assert ben.pay(number).status_code == 201
    floor.wait_for_status(number, "paid")
    assert floor.attempts(number) == [("declined", code), ("captured", None)]
    assert floor.count(Payment, order_number=number) == 1
    keys = [
        entry["idempotency_key"]
        for entry in floor.provider("GET", f"/v1/journal?order_number={number}")
    ]
    assert len(set(keys)) == 2


def test_a_paid_order_is_not_charged_again(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.bought(floor.product())
    again = ben.pay(number)
    assert (again.status_code, again.json()["type"]) == (409, "already-paid")
    assert len(floor.charges(number)) == 1


def test_pressing_pay_many_times_at_once_charges_once(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.ordered()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ben.pay(number), range(8)))
    statuses = {answer.status_code for answer in answers}
    assert 201 in statuses
    assert statuses <= {201, 409}
    assert [status for status, _, _ in floor.charges(number)] == ["succeeded"]
    assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 1
    floor.wait_for_status(number, "paid")


def test_two_cards_at_once_charge_one_of_them(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.ordered()
    cards = ["4242424242424242", "5555555555554444"] * 3
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda card: ben.pay(number, card), cards))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert [status for status, _, _ in floor.charges(number)] == ["succeeded"]
    floor.wait_for_status(number, "paid")


class TestWhoMayPay:
    @pytest.mark.parametrize("whose", ["a person's", "a guest's"])
    def test_nobody_pays_for_the_order_of_another(self, floor: Floor, whose: str) -> None:
        number = (floor.person() if whose == "a person's" else floor.guest()).ordered()
        for stranger in (floor.person(), floor.guest()):
            answer = stranger.pay(number)
            assert (answer.status_code, answer.json()["type"]) == (404, "not-found")
            assert stranger.pay(number, key="wrong").status_code == 404
        assert floor.charges(number) == []
        assert floor.count(Payment, order_number=number) == 0

    def test_the_key_of_an_order_lets_anybody_pay_for_it(self, floor: Floor) -> None:
        ada, ben = floor.person(), floor.guest()
        number = ada.ordered()
        assert ben.pay(number, key=ada.keys[number]).status_code == 201
        floor.wait_for_status(number, "paid")

    def test_own_payments_need_somebody_who_is_signed_in(self, floor: Floor) -> None:
        assert floor.guest().ask("GET", "/api/payments").status_code == 401
        assert floor.person().ask("GET", "/api/payments").json() == []
