"""Placing orders and looking at them."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response

from app_under_test.kernel.caller import AnyCaller, SignedIn, Staff
from app_under_test.kernel.events import Event
from app_under_test.kernel.languages import Preferred
from app_under_test.orders.cancelling import Cancelling
from app_under_test.orders.dispatching import Dispatching
from app_under_test.orders.placing import Placing
from app_under_test.orders.routes.cart import Shopper
from app_under_test.orders.schemas import (
    Cancellation,
    Checkout,
    OrderKnown,
    OrderNumbers,
    OrderShown,
    Parcel,
    Returned,
)
from app_under_test.orders.service import Orders


def _orders(request: Request) -> Orders:
    return cast(Orders, request.app.state.orders)


def _placing(request: Request) -> Placing:
    return cast(Placing, request.app.state.placing)


def _cancelling(request: Request) -> Cancelling:
    return cast(Cancelling, request.app.state.cancelling)


def _dispatching(request: Request) -> Dispatching:
    return cast(Dispatching, request.app.state.dispatching)


Service = Annotated[Orders, Depends(_orders)]
Goods = Annotated[Dispatching, Depends(_dispatching)]

router = APIRouter(prefix="/api/orders")
internal = APIRouter(prefix="/internal")


@router.post("", status_code=201)
def place(
    checkout: Checkout,
    shopper: Shopper,
    language: Preferred,
    orders: Service,
    placing: Annotated[Placing, Depends(_placing)],
    response: Response,
) -> OrderShown:
    order, is_new = placing.place(shopper, checkout, language)
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = f"/api/orders/{order.number}"
    return orders.shown(order)


@router.get("")
def own_orders(
    orders: Service,
    person: SignedIn,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[OrderShown]:
    return orders.of_person(person.user_id, limit, offset)


@router.get("/{number}")
def one_order(
    number: str, orders: Service, caller: AnyCaller, key: Annotated[str | None, Query()] = None
) -> OrderShown:
    return orders.seen_by(caller, number, key)


@router.post("/{number}/cancellation")
def cancel(
    number: str,
    orders: Service,
    cancelling: Annotated[Cancelling, Depends(_cancelling)],
    caller: AnyCaller,
    asked: Cancellation | None = None,
    key: Annotated[str | None, Query()] = None,
) -> OrderShown:
    order = orders.of_buyer(caller, number, key)
    seen = asked.seen if asked else None
    cancelling.cancel_as_asked(order, caller.user_id or "guest", seen)
    return orders.shown(orders.of_buyer(caller, number, key))


@router.post("/{number}/dispatch")
def dispatch(
    number: str,
    orders: Service,
    dispatching: Goods,
    staff: Staff,
    parcel: Parcel | None = None,
) -> OrderShown:
    dispatching.dispatch(orders.for_staff(number), parcel or Parcel(), staff.user_id)
    return orders.shown(orders.for_staff(number))


@router.post("/{number}/returns")
def take_back(
    number: str, returned: Returned, orders: Service, dispatching: Goods, staff: Staff
) -> OrderShown:
    order = orders.for_staff(number)
    dispatching.take_back(order, returned, staff.user_id)
    return orders.shown(order)


@internal.get("/orders/{number}")
def known_order(number: str, orders: Service) -> OrderKnown:
    return orders.known(number)


@internal.post("/orders/written")
def written_orders(asked: OrderNumbers, orders: Service) -> OrderNumbers:
    return OrderNumbers(numbers=orders.written(asked.numbers))


@internal.post("/events", status_code=204)
def take_event(event: Event, orders: Service) -> None:
    orders.take_event(event)
