"""The inventory's addresses."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request

from app_under_test.inventory.schemas import (
    Replenishment,
    Reservation,
    ReturnedGoods,
    StockLevel,
    StockQuestion,
    StockShown,
)
from app_under_test.inventory.service import MOST_ON_HAND, Inventory
from app_under_test.kernel.caller import Staff
from app_under_test.kernel.events import Event


def _inventory(request: Request) -> Inventory:
    return cast(Inventory, request.app.state.inventory)


Service = Annotated[Inventory, Depends(_inventory)]

router = APIRouter()


@router.get("/api/inventory")
def all_products(inventory: Service, _staff: Staff) -> list[StockShown]:
    return inventory.all_products()


@router.get("/api/inventory/low-stock")
def low_stock(
    inventory: Service,
    _staff: Staff,
    threshold: Annotated[int | None, Query(ge=0, le=MOST_ON_HAND)] = None,
) -> list[StockShown]:
    return inventory.low(threshold)


@router.get("/api/inventory/{sku}")
def of_product(sku: str, inventory: Service) -> StockShown:
    return inventory.of_product(sku)


@router.post("/api/inventory/{sku}/replenishments", status_code=201)
def replenish(sku: str, arrived: Replenishment, inventory: Service, staff: Staff) -> StockShown:
    return inventory.replenish(sku, arrived, actor=staff.user_id)


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
