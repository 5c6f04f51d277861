"""Payments whose outcome the shop could not hear."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import update

from app_under_test.kernel.clock import SystemClock
from app_under_test.payments.models import Payment, PaymentAttempt, WebhookEvent
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.visitor import GOOD_CARD, Visitor

POOR = "4000000000009995"


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
        number = ben.ordered()
        lost = unheard(ben, number)
        assert (lost.status_code, lost.json()["type"]) == (504, "payment-unknown")
        assert floor.attempts(number) == [("unknown", None)]
        assert ben.pay(number).status_code == 201
        assert floor.attempts(number) == [("captured", None)]
        assert floor.charges(number) == [("succeeded", 1645, "GBP")]
        floor.wait_for_status(number, "paid")

    def test_paying_again_with_another_card_finds_the_first_charge(
        self, floor: Floor, unheard: Callable[..., Response]
    ) -> None:
        ben = floor.guest()
        number = ben.ordered()
        unheard(ben, number)
        again = ben.pay(number, "5555555555554444")
        assert (again.status_code, again.json()["type"]) == (409, "already-paid")
        assert floor.charges(number) == [("succeeded", 1645, "GBP")]
        floor.wait_for_status(number, "paid")

    def test_another_card_is_charged_if_the_first_was_refused_unheard(
        self, floor: Floor, unheard: Callable[..., Response]
    ) -> None:
        ben = floor.guest()
        number = ben.ordered()
        unheard(ben, number, POOR)
        assert ben.pay(number).status_code == 201
        assert floor.attempts(number) == [
            ("declined", "insufficient_funds"),
            ("captured", None),
        ]
        floor.wait_for_status(number, "paid")

    @pytest.mark.parametrize(
        ("card", "outcome"),
        [(GOOD_CARD, ("captured", None)), (POOR, ("declined", "insufficient_funds"))],
        ids=["good", "poor"],
    )
    def test_the_notice_tells_what_the_answer_could_not(
        self,
        floor: Floor,
        unheard: Callable[..., Response],
        card: str,
        outcome: tuple[str, str | None],
    ) -> None:
        ben = floor.guest()
        number = ben.ordered()
        unheard(ben, number, card)
        assert floor.deliver(floor.notices(number)[0]).status_code == 200
        assert floor.attempts(number) == [outcome]
        assert floor.count(WebhookEvent, order_number=number, set_aside=False) == 1
        if outcome[0] == "captured":
            floor.wait_for_status(number, "paid")

    def test_whoever_starts_next_asks_what_became_of_it(
        self, floor: Floor, unheard: Callable[..., Response]
    ) -> None:
        ben = floor.guest()
        number = ben.ordered()
        unheard(ben, number)
        with floor.database.begin() as session:
            session.execute(
                update(PaymentAttempt)
                .where(PaymentAttempt.outcome == "unknown")
                .values(created_at=SystemClock().now() - timedelta(seconds=11))
            )
        with floor.beside("payments"):
            floor.wait_for_status(number, "paid")
        assert floor.attempts(number) == [("captured", None)]

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


class TestNeverArrived:
    """An attempt of which the card company knows nothing."""

    @pytest.mark.parametrize(("age", "status"), [(50, 409), (70, 201)])
    def test_after_a_minute_it_is_given_up(self, floor: Floor, age: int, status: int) -> None:
        mug, ben = floor.product(), floor.guest()
        ben.add(mug)
        order = ben.order().json()
        then = SystemClock().now() - timedelta(seconds=age)
        payment = Payment(
            order_number=order["number"],
            amount_minor=order["total_minor"],
            currency="GBP",
            created_at=then,
            updated_at=then,
        )
        with floor.database.begin() as session:
            session.add(payment)
            session.flush()
            session.add(PaymentAttempt(payment_id=payment.id, created_at=then))
        ben.set(mug, 2)
        assert ben.order().status_code == status
        expected = "unknown" if status == 409 else "failed"
        assert floor.attempts(order["number"]) == [(expected, None)]


def test_without_the_card_company_the_order_waits(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.ordered()
    with floor.beside("payments", payment_url=NOWHERE) as lonely:
        answer = ben.at(lonely).pay(number)
    assert (answer.status_code, answer.json()["type"]) == (503, "payment-unavailable")
    assert floor.attempts(number) == [("failed", None)]
    assert floor.status_of(number) == "pending_payment"
    assert ben.pay(number).status_code == 201
    floor.wait_for_status(number, "paid")
