"""Orders that nobody pays for in time (behaviours O13, O15, O16)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app_under_test.inventory.models import StockReservation
from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.events import Outbox
from app_under_test.orders.models import Order, OrderEvent
from app_under_test.payments.models import Payment, PaymentAttempt
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.visitor import Visitor


def grow_older(floor: Floor, *numbers: str, minutes: int = 31) -> None:
    """Let so much time pass for orders, and for nothing else."""
    earlier = SystemClock().now() - timedelta(minutes=minutes)
    with floor.database.begin() as session:
        session.execute(update(Order).where(Order.number.in_(numbers)).values(placed_at=earlier))


def topics(floor: Floor, number: str) -> list[str]:
    """What was told about an order."""
    with floor.database.read() as session:
        told = select(Outbox.topic).filter_by(subject_id=number)
        return sorted(session.scalars(told))


def cancel(visitor: Visitor, number: str) -> tuple[int, str]:
    """The status of the answer, and the status of the order or the kind of the refusal."""
    key = {"key": visitor.keys.get(number, "")}
    answer = visitor.ask("POST", f"/api/orders/{number}/cancellation", params=key)
    return answer.status_code, answer.json().get("type") or answer.json()["status"]


def test_many_orders_lapse_once_each_while_two_processes_look(floor: Floor) -> None:
    mug = floor.product(on_hand=20)
    numbers = [floor.guest().ordered(mug) for _ in range(8)]
    with floor.beside("orders"):
        grow_older(floor, *numbers)
        for number in numbers:
            floor.wait_for_status(number, "expired")
    floor.wait_for_stock(mug, on_hand=20, reserved=0)
    for number in numbers:
        told = topics(floor, number)
        assert told == ["order.expired", "order.placed", "stock.released", "stock.reserved"]
        assert floor.count(StockReservation, order_number=number, status="released") == 1
    with floor.database.read() as session:
        orders = select(Order.id).where(Order.number.in_(numbers))
        events = select(OrderEvent.actor).where(OrderEvent.order_id.in_(orders))
        actors = session.scalars(events.where(OrderEvent.to_status == "expired")).all()
    assert actors == ["time limit"] * 8


def test_an_order_whose_payment_is_in_doubt_lapses_only_when_that_is_known(floor: Floor) -> None:
    ben, mug = floor.guest(), floor.product()
    number = ben.ordered(mug)
    attempt = in_doubt(floor, number, 1645, age=timedelta(seconds=50))
    grow_older(floor, number)
    assert cancel(ben, number) == (409, "payment-in-progress")
    assert floor.status_of(number) == "pending_payment"
    with floor.database.begin() as session:
        late = SystemClock().now() - timedelta(seconds=70)
        session.execute(update(PaymentAttempt).filter_by(id=attempt).values(created_at=late))
    floor.wait_for_status(number, "expired")
    assert floor.attempts(number) == [("failed", None)]
    floor.wait_for_stock(mug, on_hand=10, reserved=0)


def in_doubt(floor: Floor, number: str, amount: int, age: timedelta) -> str:
    """An attempt to pay of which the card company knows nothing."""
    then = SystemClock().now() - age
    payment = Payment(
        order_number=number,
        amount_minor=amount,
        currency="GBP",
        created_at=then,
        updated_at=then,
    )
    with floor.database.begin() as session:
        session.add(payment)
        session.flush()
        attempt = PaymentAttempt(payment_id=payment.id, created_at=then)
        session.add(attempt)
        session.flush()
        return attempt.id


def test_without_the_payments_nothing_lapses(floor: Floor) -> None:
    ben = floor.guest()
    number = ben.ordered()
    with floor.beside("orders", payments_url=NOWHERE) as lonely:
        assert cancel(ben.at(lonely), number)[0] == 503
    assert floor.status_of(number) == "pending_payment"


def test_cancelling_a_second_time_changes_nothing(floor: Floor) -> None:
    ben, mug = floor.guest(), floor.product()
    replaced = ben.ordered(mug)
    ben.set(mug, 2)
    asked_for = ben.order().json()["number"]
    assert cancel(ben, asked_for) == (200, "cancelled")
    assert cancel(ben, asked_for) == (200, "cancelled")
    assert floor.status_of(replaced) == "cancelled"
    assert topics(floor, asked_for).count("order.cancelled") == 1
    floor.wait_for_stock(mug, on_hand=10, reserved=0)


@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_an_order_is_cancelled_by_its_buyer_only(floor: Floor, who: str) -> None:
    number = floor.guest().ordered()
    other = floor.guest() if who == "stranger" else floor.person("staff")
    assert cancel(other, number)[0] == 404
    assert floor.status_of(number) == "pending_payment"
