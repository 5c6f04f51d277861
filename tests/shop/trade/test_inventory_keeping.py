"""Counting, and products of which more or none at all is kept in the books."""

import json
from typing import Any
from uuid import uuid4

import pytest

from app_under_test.inventory.models import StockReservation, StockWait
from tests.shop.trade.floor import Floor
from tests.shop.trade.visitor import body_of


def hear(floor: Floor, topic: str, **payload: Any) -> None:
    """Tell the inventory what has become of an account."""
    told = {"id": str(uuid4()), "topic": topic, "subject_id": "u-1", "headers": {}}
    told |= {"payload": payload, "occurred_at": "2026-11-05T10:00:00+00:00"}
    assert floor.tell(floor.shop.settings.url_of("inventory"), json.dumps(told)) == 204


def test_a_count_is_what_lies_there_so_what_is_owed_comes_off(floor: Floor) -> None:
    staff, chair = floor.person("staff"), floor.product("Oak chair", on_hand=1)
    path = f"/api/inventory/{chair.sku}"
    body_of(staff.ask("PUT", f"{path}/keeping", json={"backorder_limit": 4}))
    floor.person().bought(chair, 3)
    floor.wait_for_stock(chair, -2, 0)
    counted = staff.ask("PUT", f"{path}/count", json={"on_hand": 7, "reason": "delivery"})
    assert body_of(counted)["on_hand"] == 5
    assert body_of(counted)["available"] == 9


def test_no_limit_below_what_is_reserved_already(floor: Floor) -> None:
    staff, chair, buyer = floor.person("staff"), floor.product(on_hand=1), floor.person()
    path = f"/api/inventory/{chair.sku}/keeping"
    body_of(staff.ask("PUT", path, json={"backorder_limit": 2}))
    buyer.add(chair, 3)
    body_of(buyer.order())
    refused = staff.ask("PUT", path, json={"backorder_limit": 1})
    assert (refused.status_code, refused.json()["type"]) == (409, "below-reserved")


def test_what_is_not_counted_is_never_reserved(floor: Floor) -> None:
    staff, card = floor.person("staff"), floor.product("Gift card", on_hand=0)
    path = f"/api/inventory/{card.sku}/keeping"
    assert body_of(staff.ask("PUT", path, json={"counted": False}))["available"] == 1_000_000
    floor.person().bought(card, 7)
    assert floor.stock(card) == (0, 0)
    assert floor.count(StockReservation, product_id=card.id) == 0


def test_who_asks_twice_waits_once(floor: Floor) -> None:
    mug = floor.product(on_hand=0)
    for _ in range(2):
        wait = {"email": "Ada@example.org"}
        answer = floor.guest().ask("POST", f"/api/inventory/{mug.sku}/waitlist", json=wait)
        assert answer.status_code == 202
    assert floor.count(StockWait, product_id=mug.id, email="ada@example.org") == 1


@pytest.mark.parametrize(("was_confirmed", "waits"), [(True, [0, 1, 1]), (False, [1, 1, 1])])
def test_who_waits_under_both_addresses_waits_once_after_a_change(
    floor: Floor, was_confirmed: bool, waits: list[int]
) -> None:
    mug = floor.product(on_hand=0)
    for email in ("old@example.org", "new@example.org", "ben@example.org"):
        floor.guest().ask("POST", f"/api/inventory/{mug.sku}/waitlist", json={"email": email})
    payload = {"email": "new@example.org", "former_email": "old@example.org"}
    hear(floor, "user.verified", **payload, was_confirmed=was_confirmed)
    emails = ("old@example.org", "new@example.org", "ben@example.org")
    assert [floor.count(StockWait, product_id=mug.id, email=email) for email in emails] == waits


@pytest.mark.parametrize(("was_confirmed", "waits"), [(True, 0), (False, 1)])
def test_only_a_confirmed_account_that_closes_takes_its_waits_along(
    floor: Floor, was_confirmed: bool, waits: int
) -> None:
    mug, email = floor.product(on_hand=0), "ada@example.org"
    floor.guest().ask("POST", f"/api/inventory/{mug.sku}/waitlist", json={"email": email})
    hear(floor, "user.deleted", email=email, was_confirmed=was_confirmed)
    assert floor.count(StockWait, product_id=mug.id, email=email) == waits


def test_only_staff_may_look_at_the_ledger_or_change_how_stock_is_kept(floor: Floor) -> None:
    mug, customer = floor.product(), floor.person()
    path = f"/api/inventory/{mug.sku}"
    keeping = customer.ask("PUT", f"{path}/keeping", json={"backorder_limit": 9})
    moves = customer.ask("GET", f"{path}/moves")
    assert (keeping.status_code, moves.status_code) == (403, 403)
