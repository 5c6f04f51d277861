"""Paying by card: taken once, declined, in doubt."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select

from app_under_test.kernel.events import Outbox
from app_under_test.payments.models import Payment, PaymentAttempt
from tests.shop.trade.floor import NOWHERE, Floor, Visitor, body_of

POOR = "4000000000009995"


def ordered(visitor: Visitor, quantity: int = 1, **facts: Any) -> str:
    visitor.add(visitor.floor.product(**facts), quantity)
    number: str = visitor.order().json()["number"]
    return number


def attempts(floor: Floor, number: str) -> list[tuple[str, str | None]]:
    query = select(PaymentAttempt).join(Payment).where(Payment.order_number == number)
    with floor.database.read() as session:
        rows = session.scalars(query.order_by(PaymentAttempt.created_at)).all()
    return [(row.outcome, row.decline_code) for row in rows]


def charges(floor: Floor, number: str) -> list[tuple[str, int, str]]:
    told = floor.provider("GET", f"/v1/charges?order_number={number}")
    return [(one["status"], one["amount"], one["currency"]) for one in told]


def test_a_good_card_pays_the_whole_order(floor: Floor) -> None:
    ada = floor.person()
    number = ordered(ada, 2, price_minor=1250)
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
    }
    floor.wait_for_status(number, "paid")
    assert charges(floor, number) == [("succeeded", 2895, "GBP")]
    assert attempts(floor, number) == [("captured", None)]
    assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 1
    own = ada.ask("GET", "/api/payments").json()
    assert [one["payment_id"] for one in own] == [payment_id]


def test_the_amount_is_the_orders_whatever_is_sent(floor: Floor) -> None:
    ben = floor.guest()
    number = ordered(ben, price_minor=1250)
    forged: dict[str, Any] = {
        "amount": 1,
        "amount_minor": 1,
        "currency": "JPY",
        "status": "captured",
    }
    assert body_of(ben.pay(number, **forged))["amount_minor"] == 1645
    assert charges(floor, number) == [("succeeded", 1645, "GBP")]
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
    assert attempts(floor, number) == [("declined", code)]
    assert floor.status_of(number) == "pending_payment"
    assert floor.stock(mug) == (3, 2)
    assert ben.cart()["count"] == 2
    assert ben.pay(number).status_code == 201
    floor.wait_for_status(number, "paid")
    assert attempts(floor, number) == [("declined", code), ("captured", None)]
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
    assert len(charges(floor, number)) == 1


def test_pressing_pay_many_times_at_once_charges_once(floor: Floor) -> None:
    ben = floor.guest()
    number = ordered(ben)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ben.pay(number), range(8)))
    statuses = {answer.status_code for answer in answers}
    assert 201 in statuses
    assert statuses <= {201, 409}
    assert [status for status, _, _ in charges(floor, number)] == ["succeeded"]
    assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 1
    floor.wait_for_status(number, "paid")


def test_two_cards_at_once_charge_one_of_them(floor: Floor) -> None:
    ben = floor.guest()
    number = ordered(ben)
    cards = ["4242424242424242", "5555555555554444"] * 3
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda card: ben.pay(number, card), cards))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert [status for status, _, _ in charges(floor, number)] == ["succeeded"]
    floor.wait_for_status(number, "paid")


class TestWhoMayPay:
    def test_nobody_pays_for_the_order_of_another(self, floor: Floor) -> None:
        ada, ben = floor.person(), floor.person()
        number = ordered(ada)
        for stranger in (ben, floor.guest()):
            answer = stranger.pay(number)
            assert (answer.status_code, answer.json()["type"]) == (404, "not-found")
            assert stranger.pay(number, key="wrong").status_code == 404
        assert charges(floor, number) == []
        assert floor.count(Payment, order_number=number) == 0

    def test_the_key_of_an_order_lets_anybody_pay_for_it(self, floor: Floor) -> None:
        ada, ben = floor.person(), floor.guest()
        number = ordered(ada)
        assert ben.pay(number, key=ada.keys[number]).status_code == 201
        floor.wait_for_status(number, "paid")

    def test_own_payments_need_somebody_who_is_signed_in(self, floor: Floor) -> None:
        assert floor.guest().ask("GET", "/api/payments").status_code == 401
        assert floor.person().ask("GET", "/api/payments").json() == []


class TestBadInput:
    @pytest.mark.parametrize("body", ["", "{}", "[]", "null", "{", '"x"', "NaN"])
    def test_without_an_order_and_a_card_nothing_is_tried(self, floor: Floor, body: str) -> None:
        answer = floor.guest().ask("POST", "/api/payments", content=body)
        assert answer.status_code == 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("number", "4242"),
            ("number", "4242 4242 4242 424x"),
            ("number", "4" * 20),
            ("number", 4242424242424242),
            ("number", "٤" * 16),
            ("number", "4242\x004242424242424"),
            ("expiry", "13/30"),
            ("expiry", "00/30"),
            ("expiry", "1/30"),
            ("expiry", "12/2030"),
            ("expiry", None),
            ("security_code", "12"),
            ("security_code", "12345"),
            ("security_code", 123),
            ("security_code", "¹²³"),
        ],
    )
    def test_an_impossible_card_is_named_and_not_repeated(
        self, floor: Floor, field: str, value: Any
    ) -> None:
        ben = floor.guest()
        number = ordered(ben)
        card = {"number": "4242424242424242", "expiry": "12/30", "security_code": "123"}
        answer = ben.pay(number, card={**card, field: value})
        assert answer.status_code == 400, answer.text
        assert answer.json()["errors"][0]["loc"] == ["body", "card", field]
        assert "4242" not in answer.text
        assert charges(floor, number) == []

    @pytest.mark.parametrize("number", ["SO-NOTHING", "..", "%2e%2e", "a/b", "?", "é", "x" * 64])
    def test_an_unknown_order_is_not_found(self, floor: Floor, number: str) -> None:
        assert floor.guest().pay(number).status_code == 404

    @pytest.mark.parametrize("number", ["", "a\0b", "x" * 65, 5, None, ["SO-1"]])
    def test_what_is_no_order_number_is_refused(self, floor: Floor, number: Any) -> None:
        assert floor.guest().pay("", order_number=number).status_code == 400


class LostAnswers(BaseHTTPRequestHandler):
    """Passes a call on to the card company and hangs up before the answer can be told."""

    floor: Floor

    def do_POST(self) -> None:
        """Make the call, and say nothing."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {"Idempotency-Key": self.headers["Idempotency-Key"]}
        headers["Content-Type"] = "application/json"
        self.floor.provider("POST", self.path, content=content, headers=headers)
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def unheard(floor: Floor) -> Iterator[Callable[..., Response]]:
    """Pays while the answers of the card company get lost on their way."""
    handler = type("Handler", (LostAnswers,), {"floor": floor})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"

        def pay(visitor: Visitor, *what: str) -> Response:
            with floor.beside("payments", payment_url=address) as other:
                return visitor.at(other).pay(*what)

        yield pay
        server.shutdown()
        thread.join()


class TestInDoubt:
    """The card company was asked, but its answer did not arrive."""

    def test_paying_again_with_the_same_card_charges_nothing_more(
        self, floor: Floor, unheard: Callable[..., Response]
    ) -> None:
        ben = floor.guest()
        number = ordered(ben)
        lost = unheard(ben, number)
        assert (lost.status_code, lost.json()["type"]) == (504, "payment-unknown")
        assert attempts(floor, number) == [("unknown", None)]
        assert ben.pay(number).status_code == 201
        assert attempts(floor, number) == [("captured", None)]
        assert charges(floor, number) == [("succeeded", 1645, "GBP")]
        floor.wait_for_status(number, "paid")

    def test_paying_again_with_another_card_finds_the_first_charge(
        self, floor: Floor, unheard: Callable[..., Response]
    ) -> None:
        ben = floor.guest()
        number = ordered(ben)
        unheard(ben, number)
        again = ben.pay(number, "5555555555554444")
        assert (again.status_code, again.json()["type"]) == (409, "already-paid")
        assert charges(floor, number) == [("succeeded", 1645, "GBP")]
        floor.wait_for_status(number, "paid")

    def test_another_card_is_charged_if_the_first_was_refused_unheard(
        self, floor: Floor, unheard: Callable[..., Response]
    ) -> None:
        ben = floor.guest()
        number = ordered(ben)
        unheard(ben, number, POOR)
        assert ben.pay(number).status_code == 201
        assert attempts(floor, number) == [
            ("declined", "insufficient_funds"),
            ("captured", None),
        ]
        floor.wait_for_status(number, "paid")

    def test_a_changed_cart_does_not_give_up_an_order_that_was_paid_unheard(
        self, floor: Floor, unheard: Callable[..., Response]
    ) -> None:
        ben, mug = floor.guest(), floor.product()
        ben.add(mug, 1)
        number = ben.order().json()["number"]
        unheard(ben, number)
        ben.set(mug, 2)
        refused = ben.order()
        assert (refused.status_code, refused.json()["type"]) == (409, "already-paid")
        floor.wait_for_status(number, "paid")
        floor.wait_for_stock(mug, on_hand=9, reserved=0)
        assert ben.cart()["count"] == 1


def test_without_the_card_company_the_order_waits(floor: Floor) -> None:
    ben = floor.guest()
    number = ordered(ben)
    with floor.beside("payments", payment_url=NOWHERE) as lonely:
        answer = ben.at(lonely).pay(number)
    assert (answer.status_code, answer.json()["type"]) == (503, "payment-unavailable")
    assert attempts(floor, number) == [("failed", None)]
    assert floor.status_of(number) == "pending_payment"
    assert ben.pay(number).status_code == 201
    floor.wait_for_status(number, "paid")
