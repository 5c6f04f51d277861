"""What the card company tells unasked: believed if signed, and counted once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from app_under_test.inventory.models import StockMove
from app_under_test.kernel.events import Outbox
from app_under_test.orders.models import Order
from app_under_test.orders.transitions import advance
from app_under_test.payments.models import Payment, WebhookEvent
from tests.shop.trade.floor import Floor

ONE_HOUR = timedelta(hours=1)
POOR = "4000000000009995"
Change = Callable[[dict[str, Any]], dict[str, Any]]


def charged(floor: Floor, number: str, amount: int = 1645, currency: str = "GBP") -> dict[str, Any]:
    """The notice of a charge the shop has not heard of: the customer's browser was closed."""
    floor.provider(
        *("POST", "/v1/charges"),
        headers={"Idempotency-Key": f"{number}-{amount}-{currency}"},
        json={
            "amount": amount,
            "currency": currency,
            "card": {"number": "4242424242424242", "exp_month": 12, "exp_year": 2030, "cvc": "123"},
            "metadata": {"order_number": number},
        },
    )
    return floor.notices(number)[-1]


def is_set_aside(floor: Floor, notice: dict[str, Any]) -> bool:
    with floor.database.read() as session:
        return session.get_one(WebhookEvent, notice["id"]).set_aside


def test_a_notice_completes_an_order_nobody_came_back_to(floor: Floor) -> None:
    ada = floor.person()
    number = ada.ordered()
    answer = floor.deliver(charged(floor, number))
    assert (answer.status_code, answer.json()) == (200, {"received": True})
    floor.wait_for_status(number, "paid")
    assert [one["status"] for one in ada.ask("GET", "/api/payments").json()] == ["captured"]


def test_the_same_notice_many_times_at_once_counts_once(floor: Floor) -> None:
    mug, ben = floor.product(on_hand=5), floor.guest()
    ben.add(mug, 2)
    number = ben.order().json()["number"]
    notice = charged(floor, number, amount=2895)
    with ThreadPoolExecutor(8) as pool:
        statuses = {one.status_code for one in pool.map(lambda _: floor.deliver(notice), range(8))}
    assert statuses == {200}
    assert floor.deliver(notice).status_code == 200
    floor.wait_for_status(number, "paid")
    floor.wait_for_stock(mug, on_hand=3, reserved=0)
    assert floor.count(WebhookEvent, order_number=number) == 1
    assert floor.count(Payment, order_number=number) == 1
    assert floor.count(StockMove, reference=number) == 1
    for topic in ("payment.captured", "order.paid", "stock.committed"):
        assert floor.count(Outbox, topic=topic, subject_id=number) == 1, topic


def test_answer_and_notices_at_once_count_once(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.ordered()

    def notices_while_paying(_: int) -> None:
        for notice in floor.notices(number):
            assert floor.deliver(notice).status_code == 200

    with ThreadPoolExecutor(5) as pool:
        paying = pool.submit(ben.pay, number)
        while not paying.done():
            list(pool.map(notices_while_paying, range(4)))
    assert paying.result().status_code == 201
    floor.wait_for_status(number, "paid")
    assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 1
    assert floor.count(Outbox, topic="order.paid", subject_id=number) == 1


def test_a_notice_after_the_answer_changes_nothing(floor: Floor) -> None:
    number = floor.guest().bought(floor.product())
    notice = floor.notices(number)[0]
    assert floor.deliver(notice).status_code == 200
    assert not is_set_aside(floor, notice)
    assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 1


def test_a_late_notice_of_a_refused_card_does_not_undo_a_payment(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.ordered()
    ben.pay(number, POOR)
    ben.pay(number)
    floor.wait_for_status(number, "paid")
    refused, paid = floor.notices(number)
    assert floor.deliver(paid).status_code == 200
    assert floor.deliver(refused).status_code == 200
    assert ben.pay(number).json()["type"] == "already-paid"
    assert floor.count(Outbox, topic="payment.declined", subject_id=number) == 1


class TestForged:
    @pytest.mark.parametrize(
        "deliver",
        [
            lambda floor, notice: floor.deliver(notice, secret="not the secret"),
            lambda floor, notice: floor.deliver(notice, age=301),
            lambda floor, notice: floor.deliver(notice, age=-301),
            lambda floor, notice: floor.ask("POST", "/webhooks/payments", json=notice),
            lambda floor, notice: floor.ask(
                *("POST", "/webhooks/payments"),
                headers={"Sandbox-Signature": "t=1,v1=é".encode("latin-1")},
                json=notice,
            ),
        ],
        ids=["secret", "old", "early", "unsigned", "garbled"],
    )
    def test_a_notice_that_is_not_signed_just_now_is_refused(
        self, floor: Floor, deliver: Callable[[Floor, dict[str, Any]], httpx2.Response]
    ) -> None:
        number = floor.guest().ordered()
        notice = charged(floor, number)
        answer = deliver(floor, notice)
        assert (answer.status_code, answer.json()["type"]) == (400, "bad-signature")
        assert floor.count(WebhookEvent, order_number=number) == 0
        assert floor.status_of(number) == "pending_payment"

    @pytest.mark.parametrize(
        "body",
        [
            *(b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"{}", b"[" * 5000),
            b'{"id": "evt_1", "type": "charge.succeeded"}',
            b'{"id": 5, "type": "charge.succeeded", "data": {}}',
            b'{"id": "\\u0000", "type": "x", "data": {}}',
        ],
    )
    def test_something_that_is_no_notice_is_refused(self, floor: Floor, body: bytes) -> None:
        answer = floor.deliver(body)
        assert answer.status_code == 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


class TestSetAside:
    @pytest.mark.parametrize(
        "change",
        [
            lambda charge: {**charge, "amount": charge["amount"] - 1},
            lambda charge: {**charge, "amount": charge["amount"] + 1},
            lambda charge: {**charge, "amount": 10**30},
            lambda charge: {**charge, "currency": "EUR"},
            lambda charge: {**charge, "metadata": {}},
            lambda charge: {**charge, "metadata": {"order_number": "SO-NOTHING"}},
            lambda charge: {**charge, "status": "failed"},
        ],
        ids=["less", "more", "absurd", "currency", "nowhere", "elsewhere", "failed"],
    )
    def test_money_that_does_not_fit_pays_nothing(self, floor: Floor, change: Change) -> None:
        number = floor.guest().ordered()
        notice = charged(floor, number)
        wrong = {**notice, "data": change(notice["data"])}
        assert [floor.deliver(wrong).status_code for _ in range(2)] == [200, 200]
        assert is_set_aside(floor, notice)
        assert floor.status_of(number) == "pending_payment"
        assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 0

    def test_a_notice_for_another_order_of_the_same_price_pays_only_that(
        self, floor: Floor
    ) -> None:
        mine, other = floor.guest().ordered(), floor.guest().ordered()
        assert floor.deliver(charged(floor, other)).status_code == 200
        floor.wait_for_status(other, "paid")
        assert floor.status_of(mine) == "pending_payment"

    def test_a_second_charge_for_the_same_order_waits_for_a_person(self, floor: Floor) -> None:
        number = floor.guest().bought(floor.product())
        second = charged(floor, number)
        assert floor.deliver(second).status_code == 200
        assert is_set_aside(floor, second)
        assert floor.count(Outbox, topic="payment.captured", subject_id=number) == 1

    def test_money_for_an_order_that_was_given_up_waits_for_a_person(self, floor: Floor) -> None:
        mug, ben = floor.product(), floor.guest()
        ben.add(mug)
        old = ben.order().json()["number"]
        ben.set(mug, 2)
        ben.order()
        notice = charged(floor, old)
        assert floor.deliver(notice).status_code == 200
        assert is_set_aside(floor, notice)
        assert floor.status_of(old) == "cancelled"

    def test_money_for_an_order_that_lapsed_waits_for_a_person(self, floor: Floor) -> None:
        number = floor.guest().ordered()
        with floor.database.begin() as session:
            order = session.scalars(select(Order).filter_by(number=number)).one()
            assert advance(session, order, "expired", "clock", order.placed_at + ONE_HOUR)
        floor.ask("POST", f"/internal/reservations/{number}/release")
        notice = charged(floor, number)
        assert floor.deliver(notice).status_code == 200
        assert is_set_aside(floor, notice)
        assert floor.count(Payment, order_number=number) == 0

    def test_news_of_another_kind_is_only_noted(self, floor: Floor) -> None:
        number = floor.guest().ordered()
        notice = {**charged(floor, number), "type": "charge.refund.updated"}
        assert floor.deliver(notice).status_code == 200
        assert not is_set_aside(floor, notice)
        assert floor.status_of(number) == "pending_payment"


def test_a_notice_is_asked_for_again_while_the_orders_are_away(floor: Floor) -> None:
    number = floor.guest().ordered()
    notice = charged(floor, number)
    with floor.beside("payments", orders_url="http://127.0.0.1:9") as lonely:
        assert lonely.deliver(notice).status_code == 503
    assert floor.count(WebhookEvent, order_number=number) == 0
    assert floor.deliver(notice).status_code == 200
    floor.wait_for_status(number, "paid")
