"""Giving money back: never more than was paid, each refund once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, update

from app_under_test.kernel.events import Outbox
from app_under_test.orders.models import Order
from app_under_test.payments.models import Payment, Refund
from sayso.target.waiting import eventually
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.visitor import Visitor, body_of


def refund(staff: Visitor, number: str, amount: int, key: str = "1") -> httpx2.Response:
    asked = {"amount_minor": amount, "reason": "chipped", "request_key": key}
    return staff.ask("POST", f"/api/payments/{number}/refunds", json=asked)


def given_back(floor: Floor, number: str) -> list[int]:
    told: list[dict[str, Any]] = floor.provider("GET", f"/v1/refunds?order_number={number}")
    return [one["amount"] for one in told]


def wait_for(floor: Floor, number: str, *amounts: int) -> None:
    eventually(
        lambda: sorted(given_back(floor, number)),
        equals=sorted(amounts),
        what=f"refunds of order {number}",
        where="the card company's books",
    )


def test_parts_go_back_until_all_is_back(floor: Floor) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.bought(floor.product(price_minor=1254), 2)
    first = refund(grace, number, 1201)
    assert first.status_code == 201
    wait_for(floor, number, 1201)
    too_much = refund(grace, number, 1703, "2")
    assert (too_much.status_code, too_much.json()["left_minor"]) == (409, 1702)
    assert refund(grace, number, 1702, "3").status_code == 201
    wait_for(floor, number, 1201, 1702)
    floor.wait_for_status(number, "refunded")
    assert floor.count(Payment, order_number=number, status="refunded") == 1
    assert floor.count(Outbox, topic="order.refunded", subject_id=number) == 2


def test_the_same_refund_asked_for_twice_is_one(floor: Floor) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.bought(floor.product())
    first, again = (refund(grace, number, 501).json() for _ in range(2))
    assert first["refund_id"] == again["refund_id"]
    assert refund(grace, number, 502).json()["type"] == "refund-changed"
    wait_for(floor, number, 501)


def test_many_at_once_give_back_no_more_than_was_paid(floor: Floor) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.bought(floor.product())  # 16.45 with delivery
    with ThreadPoolExecutor(8) as pool:
        keys = [f"key {each}" for each in range(8)]
        answers = pool.map(lambda key: refund(grace, number, 700, key).status_code, keys)
        assert sorted(answers) == [201, 201, *[409] * 6]
    wait_for(floor, number, 700, 700)


def test_only_staff_give_money_back(floor: Floor) -> None:
    ada = floor.person()
    number = ada.bought(floor.product())
    assert refund(ada, number, 100).status_code == 403
    assert refund(floor.guest(), number, 100).status_code == 401
    assert given_back(floor, number) == []


def test_nothing_goes_back_of_an_order_without_payment(floor: Floor) -> None:
    grace = floor.person("staff")
    number = floor.person().ordered()
    assert refund(grace, number, 100).status_code == 404
    grace.ask("POST", f"/internal/payments/{number}/closure", json=DUE)
    assert refund(grace, number, 100).json()["type"] == "not-paid"


DUE = {"amount_minor": 1645, "currency": "GBP"}


def test_a_refund_waits_for_a_card_company_that_is_away(floor: Floor) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.bought(floor.product())
    with floor.beside("payments", payment_url=NOWHERE) as away:
        assert refund(grace.at(away), number, 501).json()["status"] == "pending"
    wait_for(floor, number, 501)


def test_a_refund_that_is_refused_can_be_asked_for_again(floor: Floor) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.bought(floor.product())
    with floor.database.read() as session:
        charge = session.scalars(select(Payment.charge_id).filter_by(order_number=number)).one()
    change = update(Payment).filter_by(order_number=number)
    with floor.database.begin() as session:
        session.execute(change.values(charge_id="ch_unknown"))
    refund(grace, number, 501)
    eventually(
        lambda: floor.count(Refund, status="failed", amount_minor=501),
        equals=1,
        what="refunds that failed",
        where="the table",
    )
    with floor.database.begin() as session:
        session.execute(change.values(charge_id=charge))
    refund(grace, number, 1645, "all")
    wait_for(floor, number, 1645)


def test_a_paid_order_that_is_cancelled_is_refunded_and_its_goods_come_back_once(
    floor: Floor,
) -> None:
    ada, product = floor.person(), floor.product(on_hand=5)
    number = ada.bought(product, 3)
    floor.wait_for_stock(product, 2, 0)
    with ThreadPoolExecutor(4) as pool:
        cancel = f"/api/orders/{number}/cancellation"
        answers = list(pool.map(lambda _: ada.ask("POST", cancel).status_code, range(4)))
    assert answers == [200] * 4
    wait_for(floor, number, 4145)
    floor.wait_for_stock(product, 5, 0)
    assert floor.status_of(number) == "cancelled"
    assert floor.count(Outbox, topic="order.cancelled", subject_id=number) == 1
    eventually(
        lambda: floor.count(Order, number=number, refunded_minor=4145),
        equals=1,
        what="orders that know their refund",
        where="the table",
    )


def test_who_saw_an_order_unpaid_does_not_cancel_a_paid_one(floor: Floor) -> None:
    ada = floor.person()
    number = ada.bought(floor.product())
    answer = ada.ask("POST", f"/api/orders/{number}/cancellation", json={"seen": "pending_payment"})
    assert answer.json()["type"] == "paid-meanwhile"
    assert floor.status_of(number) == "paid"


@pytest.mark.parametrize("end", ["dispatched", "refunded", "cancelled"])
def test_an_order_that_came_to_an_end_is_neither_cancelled_nor_paid(floor: Floor, end: str) -> None:
    ada, grace, product = floor.person(), floor.person("staff"), floor.product(on_hand=5)
    number = ada.bought(product, 2)
    if end == "refunded":
        refund(grace, number, 2895)
    elif end == "dispatched":
        body_of(grace.ask("POST", f"/api/orders/{number}/dispatch"))
    else:
        body_of(ada.ask("POST", f"/api/orders/{number}/cancellation"))
    floor.wait_for_status(number, end)
    cancelled = ada.ask("POST", f"/api/orders/{number}/cancellation")
    assert cancelled.status_code == (200 if end == "cancelled" else 409)
    assert ada.pay(number).status_code == 409
    assert floor.charges(number) == [("succeeded", 2895, "GBP")]
    assert floor.status_of(number) == end


def test_what_left_the_shop_comes_back_once(floor: Floor) -> None:
    ada, grace, product = floor.person(), floor.person("staff"), floor.product(on_hand=5)
    number = ada.bought(product, 3)
    floor.wait_for_stock(product, 2, 0)
    back = {"sku": product.sku, "quantity": 2}
    path = f"/api/orders/{number}/returns"
    assert grace.ask("POST", path, json=back).status_code == 409
    body_of(grace.ask("POST", f"/api/orders/{number}/dispatch"))
    assert ada.ask("POST", path, json=back).status_code == 403
    assert grace.ask("POST", path, json=back).status_code == 200
    refused = grace.ask("POST", path, json=back)
    assert (refused.status_code, refused.json()["left"]) == (409, 1)
    assert floor.stock(product) == (4, 0)
    assert grace.ask("POST", path, json={**back, "sku": "NONE"}).status_code == 404


def test_only_staff_dispatch_and_only_what_is_paid(floor: Floor) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.ordered()
    path = f"/api/orders/{number}/dispatch"
    assert ada.ask("POST", path).status_code == 403
    assert grace.ask("POST", path).json()["type"] == "not-dispatchable"
    ada.pay(number)
    floor.wait_for_status(number, "paid")
    for _ in range(2):
        body_of(grace.ask("POST", path))
    assert floor.count(Outbox, topic="order.dispatched", subject_id=number) == 1


def test_a_tracking_number_is_kept_and_told_and_does_not_change(floor: Floor) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.bought(floor.product())
    floor.wait_for_status(number, "paid")
    path, parcel = (
        f"/api/orders/{number}/dispatch",
        {"carrier": "trial", "tracking_number": "KL2026"},
    )
    shown = body_of(grace.ask("POST", path, json=parcel))
    assert shown["tracking_link"] == "https://carrier.example/parcels/KL2026"
    assert body_of(grace.ask("POST", path, json=parcel))["tracking_number"] == "KL2026"
    assert body_of(grace.ask("POST", path))["tracking_number"] == "KL2026"
    other = grace.ask("POST", path, json={**parcel, "tracking_number": "KL2027"})
    assert other.json()["type"] == "dispatched-otherwise"
    with floor.database.read() as session:
        told = select(Outbox.payload).filter_by(topic="order.dispatched", subject_id=number)
        [payload] = session.scalars(told)
    assert parcel.items() <= json.loads(payload).items()


@pytest.mark.parametrize(
    "parcel",
    [
        {"carrier": "trial"},
        {"tracking_number": "KL2026"},
        {"carrier": "stork", "tracking_number": "KL2026"},
        {"carrier": "trial", "tracking_number": "KL 2026/.."},
        {"carrier": "trial", "tracking_number": "K" * 36},
    ],
)
def test_half_of_a_parcel_or_an_odd_one_dispatches_nothing(
    floor: Floor, parcel: dict[str, str]
) -> None:
    ada, grace = floor.person(), floor.person("staff")
    number = ada.bought(floor.product())
    floor.wait_for_status(number, "paid")
    assert grace.ask("POST", f"/api/orders/{number}/dispatch", json=parcel).status_code == 422
    assert floor.status_of(number) == "paid"
