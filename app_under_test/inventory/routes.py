"""The inventory's addresses."""

from typing import Annotated, cast

from fastapi import APIRouter, Body, Depends, Query, Request

from app_under_test.inventory.counting import Counting
from app_under_test.inventory.schemas import (
    MOST_ON_HAND,
    Count,
    Keeping,
    ListTaken,
    MoveShown,
    Replenishment,
    Reservation,
    ReturnedGoods,
    StockLevel,
    StockQuestion,
    StockShown,
    Wait,
)
from app_under_test.inventory.service import Inventory
from app_under_test.kernel.caller import Staff
from app_under_test.kernel.events import Event


def _inventory(request: Request) -> Inventory:
    return cast(Inventory, request.app.state.inventory)


def _counting(request: Request) -> Counting:
    return cast(Counting, request.app.state.counting)


Service = Annotated[Inventory, Depends(_inventory)]
Counts = Annotated[Counting, Depends(_counting)]
Words = Annotated[str, Query(alias="q", max_length=100)]

router = APIRouter()


@router.get("/api/inventory")
def all_products(inventory: Service, _staff: Staff, words: Words = "") -> list[StockShown]:
    return inventory.all_products(words)


@router.put("/api/inventory")
def load_list(
    text: Annotated[bytes, Body(media_type="text/csv")], counts: Counts, staff: Staff
) -> ListTaken:
    return ListTaken(products=counts.load(text, actor=staff.user_id))


@router.get("/api/inventory/low-stock")
def low_stock(
    inventory: Service,
    _staff: Staff,
    threshold: Annotated[int | None, Query(ge=0, le=MOST_ON_HAND)] = None,
    words: Words = "",
) -> list[StockShown]:
    return inventory.low(threshold, words)


@router.get("/api/inventory/{sku}")
def of_product(sku: str, inventory: Service) -> StockShown:
    return inventory.of_product(sku)


@router.post("/api/inventory/{sku}/replenishments", status_code=201)
def replenish(sku: str, arrived: Replenishment, inventory: Service, staff: Staff) -> StockShown:
    return inventory.replenish(sku, arrived, actor=staff.user_id)


@router.put("/api/inventory/{sku}/count")
def count(sku: str, counted: Count, counts: Counts, staff: Staff) -> StockShown:
    return counts.set(sku, counted, actor=staff.user_id)


@router.put("/api/inventory/{sku}/keeping")
def keep(sku: str, keeping: Keeping, counts: Counts, _staff: Staff) -> StockShown:
    return counts.keep(sku, keeping)


@router.get("/api/inventory/{sku}/moves")
def moves(sku: str, counts: Counts, _staff: Staff) -> list[MoveShown]:
    return counts.moves(sku)


@router.post("/api/inventory/{sku}/waitlist", status_code=202)
def tell_when_back(sku: str, wait: Wait, inventory: Service) -> dict[str, str]:
    inventory.tell_when_back(sku, wait)
    return {"status": "accepted"}


@router.post("/internal/stock")
def levels(question: StockQuestion, inventory: Service) -> list[StockLevel]:
    return inventory.levels(question.product_ids)


@router.post("/internal/reservations", status_code=201)
def reserve(wanted: Reservation, inventory: Service) -> Reservation:
    inventory.reserve(wanted)
    return wanted


@router.post("/internal/reservations/{order_number}/release", status_code=204)
def release(order_number: str, inventory: Service) -> None:
    inventory.release(order_number)


@router.post("/internal/reservations/{order_number}/returns", status_code=204)
def take_back(order_number: str, goods: ReturnedGoods, inventory: Service) -> None:
    inventory.take_back(order_number, goods)


@router.post("/internal/events", status_code=204)
def take_event(event: Event, inventory: Service) -> None:
    inventory.take_event(event)
