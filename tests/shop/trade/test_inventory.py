"""Promising, selling and replenishing stock."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from app_under_test.catalogue.models import Product
from app_under_test.inventory.models import StockAlert, StockMove, StockReservation
from app_under_test.kernel.events import Inbox, Outbox
from tests.shop.trade.floor import Floor
from tests.shop.trade.visitor import body_of


def reserve(floor: Floor, number: str, **lines: tuple[Product, int]) -> tuple[int, Any]:
    wanted = [{"product_id": one.id, "quantity": many} for one, many in lines.values()]
    body = {"order_number": number, "lines": wanted}
    answer = floor.ask("POST", "/internal/reservations", json=body)
    return answer.status_code, answer.json()


def release(floor: Floor, number: str) -> None:
    path = f"/internal/reservations/{number}/release"
    assert floor.ask("POST", path).status_code == 204


def moves_of(floor: Floor, product: Product) -> list[tuple[int, str, str, str]]:
    query = select(StockMove).filter_by(product_id=product.id).order_by(StockMove.created_at)
    with floor.database.read() as session:
        rows = session.scalars(query).all()
    return [(row.quantity, row.reason, row.reference, row.actor) for row in rows]


class TestReserving:
    """These tests let go of everything again, since no order stands behind it."""

    def test_stock_is_promised_without_leaving_the_shelf(self, floor: Floor) -> None:
        mug = floor.product(on_hand=5)
        assert reserve(floor, "T-1", mug=(mug, 2))[0] == 201
        assert floor.stock(mug) == (5, 2)
        release(floor, "T-1")
        release(floor, "T-1")
        assert floor.stock(mug) == (5, 0)

    def test_the_same_order_is_promised_its_stock_once(self, floor: Floor) -> None:
        mug = floor.product(on_hand=5)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: reserve(floor, "T-2", mug=(mug, 2)), range(4)))
        assert [status for status, _ in answers] == [201] * 4
        assert floor.stock(mug) == (5, 2)
        assert reserve(floor, "T-2", mug=(mug, 3))[1]["type"] == "reservation-conflict"
        assert floor.stock(mug) == (5, 2)
        release(floor, "T-2")

    def test_a_promise_that_was_taken_back_can_be_made_again(self, floor: Floor) -> None:
        mug = floor.product(on_hand=5)
        reserve(floor, "T-3", mug=(mug, 2))
        release(floor, "T-3")
        assert reserve(floor, "T-3", mug=(mug, 4))[0] == 201
        assert floor.stock(mug) == (5, 4)
        release(floor, "T-3")

    def test_if_one_of_several_products_is_short_nothing_is_promised(self, floor: Floor) -> None:
        plenty, short, gone = (floor.product(on_hand=many) for many in (10, 2, 0))
        lines = {"a": (plenty, 5), "b": (short, 3), "c": (gone, 1)}
        status, answer = reserve(floor, "T-4", **lines)
        assert (status, answer["type"]) == (409, "insufficient-stock")
        assert sorted(answer["lines"], key=str) == sorted(
            [
                {"product_id": short.id, "available": 2},
                {"product_id": gone.id, "available": 0},
            ],
            key=str,
        )
        assert [floor.stock(one) for one in (plenty, short, gone)] == [(10, 0), (2, 0), (0, 0)]
        assert floor.count(StockReservation, order_number="T-4") == 0
        assert floor.count(Outbox, subject_id="T-4") == 0

    def test_the_last_items_are_never_promised_twice(self, floor: Floor) -> None:
        mug = floor.product(on_hand=7)
        wanted = [(f"T-5-{number}", 1 + number % 3) for number in range(12)]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda one: reserve(floor, one[0], mug=(mug, one[1])), wanted))
        promised = sum(
            quantity
            for (_, quantity), (status, _) in zip(wanted, answers, strict=True)
            if status == 201
        )
        assert {status for status, _ in answers} == {201, 409}
        assert floor.stock(mug) == (7, promised)
        for number, _ in wanted:
            release(floor, number)


class TestSelling:
    def test_stock_falls_by_exactly_what_was_bought(self, floor: Floor) -> None:
        mug, ada = floor.product(on_hand=5), floor.person()
        number = ada.bought(mug, 2)
        floor.wait_for_stock(mug, on_hand=3, reserved=0)
        assert moves_of(floor, mug)[1:] == [(-2, "sale", number, ada.user_id)]
        assert floor.count(Outbox, topic="stock.committed", subject_id=number) == 1

    def test_the_news_of_a_payment_told_twice_sells_once(self, floor: Floor) -> None:
        mug = floor.product(on_hand=5)
        number = floor.guest().bought(mug, 2)
        floor.wait_for_stock(mug, on_hand=3, reserved=0)
        with floor.database.read() as session:
            row = session.scalars(
                select(Outbox).filter_by(topic="order.paid", subject_id=number)
            ).one()
        url = floor.shop.settings.url_of("inventory")
        for event_id in (row.id, "another-event-with-the-same-news"):
            told = {"id": event_id, "topic": "order.paid", "subject_id": number, "headers": {}}
            told |= {"payload": json.loads(row.payload), "occurred_at": str(row.created_at)}
            assert floor.tell(url, json.dumps(told)) == 204
        assert floor.stock(mug) == (3, 0)
        assert len(moves_of(floor, mug)) == 2
        assert floor.count(Inbox, event_id=row.id, consumer="inventory") == 1


class TestReplenishing:
    def test_ten_and_five_are_fifteen(self, floor: Floor) -> None:
        mug, sam = floor.product(on_hand=10), floor.person("staff")
        path = f"/api/inventory/{mug.sku}/replenishments"
        answer = sam.ask("POST", path, json={"quantity": 5, "reason": "van from Stoke"})
        assert answer.status_code == 201
        assert body_of(answer)["on_hand"] == 15
        assert floor.stock(mug) == (15, 0)
        assert moves_of(floor, mug)[1:] == [(5, "replenishment", "van from Stoke", sam.user_id)]
        assert floor.count(Outbox, topic="stock.replenished", subject_id=mug.sku) == 1

    def test_many_deliveries_at_once_all_count(self, floor: Floor) -> None:
        mug, sam = floor.product(on_hand=0), floor.person("staff")
        path = f"/api/inventory/{mug.sku}/replenishments"
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _: sam.ask("POST", path, json={"quantity": 3}), range(6)))
        assert floor.stock(mug) == (18, 0)

    @pytest.mark.parametrize(
        "quantity",
        ["0", "-1", "1.0", "2.5", '"5"', "true", "null", "1000000", "9" * 40, "[]", "NaN", "1e2"],
    )
    def test_a_senseless_quantity_changes_nothing(self, floor: Floor, quantity: str) -> None:
        mug, sam = floor.product(on_hand=10), floor.person("staff")
        path = f"/api/inventory/{mug.sku}/replenishments"
        answer = sam.ask("POST", path, content=f'{{"quantity": {quantity}}}')
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["loc"] == ["body", "quantity"]
        assert floor.stock(mug) == (10, 0)

    def test_the_shelf_has_an_end(self, floor: Floor) -> None:
        mug, sam = floor.product(on_hand=999_999), floor.person("staff")
        path = f"/api/inventory/{mug.sku}/replenishments"
        assert sam.ask("POST", path, json={"quantity": 1}).status_code == 201
        assert sam.ask("POST", path, json={"quantity": 1}).json()["type"] == "shelf-full"
        assert floor.stock(mug) == (1_000_000, 0)

    def test_only_staff_may_do_it(self, floor: Floor) -> None:
        mug = floor.product(on_hand=10)
        path = f"/api/inventory/{mug.sku}/replenishments"
        assert floor.person().ask("POST", path, json={"quantity": 5}).status_code == 403
        assert floor.guest().ask("POST", path, json={"quantity": 5}).status_code == 401
        assert floor.stock(mug) == (10, 0)

    def test_an_unknown_product_is_not_found(self, floor: Floor) -> None:
        path = "/api/inventory/NOTHING/replenishments"
        assert floor.person("staff").ask("POST", path, json={"quantity": 5}).status_code == 404


class TestLowStock:
    def test_one_alert_until_replenished_above_the_threshold(self, floor: Floor) -> None:
        mug, sam = floor.product(on_hand=6, low_threshold=5), floor.person("staff")
        path = f"/api/inventory/{mug.sku}/replenishments"

        def alerts() -> list[bool]:
            query = select(StockAlert).filter_by(product_id=mug.id).order_by(StockAlert.opened_at)
            with floor.database.read() as session:
                return [row.closed_at is None for row in session.scalars(query)]

        floor.guest().bought(mug, 1)
        floor.wait_for_stock(mug, 5, 0)
        assert alerts() == [True]
        floor.guest().bought(mug, 1)
        floor.wait_for_stock(mug, 4, 0)
        assert alerts() == [True]
        sam.ask("POST", path, json={"quantity": 2})
        assert alerts() == [False]
        floor.guest().bought(mug, 1)
        floor.wait_for_stock(mug, 5, 0)
        assert alerts() == [False, True]
        assert floor.count(Outbox, topic="stock.low", subject_id=mug.sku) == 2

    def test_the_list_names_what_is_at_or_below_the_threshold(self, floor: Floor) -> None:
        sam = floor.person("staff")
        low, fine = floor.product(on_hand=5), floor.product(on_hand=6, low_threshold=6)

        def listed(query: str) -> set[str]:
            answer = sam.ask("GET", f"/api/inventory/low-stock{query}").json()
            return {row["sku"] for row in answer} & {low.sku, fine.sku}

        assert listed("?threshold=5") == {low.sku}
        assert listed("?threshold=6") == {low.sku, fine.sku}
        assert listed("") == {fine.sku}

    @pytest.mark.parametrize("threshold", ["", "-1", "five", "1.5", "9" * 40])
    def test_a_senseless_threshold_is_refused(self, floor: Floor, threshold: str) -> None:
        path = f"/api/inventory/low-stock?threshold={threshold}"
        assert floor.person("staff").ask("GET", path).status_code == 422

    def test_the_lists_are_for_staff(self, floor: Floor) -> None:
        for path in ("/api/inventory", "/api/inventory/low-stock"):
            assert floor.guest().ask("GET", path).status_code == 401
            assert floor.person().ask("GET", path).status_code == 403


def test_anybody_may_know_the_stock_of_a_product(floor: Floor) -> None:
    mug = floor.product("Blue mug", on_hand=4, low_threshold=2)
    assert floor.guest().ask("GET", f"/api/inventory/{mug.sku}").json() == {
        "sku": mug.sku,
        "name": "Blue mug",
        "on_hand": 4,
        "reserved": 0,
        "available": 4,
        "low_threshold": 2,
        "counted": True,
        "backorder_limit": 0,
    }
    assert floor.guest().ask("GET", "/api/inventory/NOTHING").status_code == 404
