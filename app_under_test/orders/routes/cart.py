"""The caller's cart."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response

from app_under_test.kernel.caller import AnyCaller, Caller
from app_under_test.kernel.fields import Country
from app_under_test.kernel.postal_address import problem_with
from app_under_test.kernel.problems import Invalid
from app_under_test.orders.carts import Carts
from app_under_test.orders.merging import Merging
from app_under_test.orders.schemas import (
    CartShown,
    DeliveryShown,
    LineChange,
    NewLine,
    VoucherEntry,
)


def _settled(request: Request, caller: AnyCaller, response: Response) -> Caller:
    """The caller, left with one cart if two came together by signing in; the answer says so."""
    outcome = cast(Merging, request.app.state.merging).settle(caller)
    if outcome is not None:
        response.headers["X-Cart-Merged"] = outcome
    return caller


def _carts(request: Request) -> Carts:
    return cast(Carts, request.app.state.carts)


Shopper = Annotated[Caller, Depends(_settled)]
Service = Annotated[Carts, Depends(_carts)]

router = APIRouter(prefix="/api/cart")


@router.get("")
def show(carts: Service, shopper: Shopper) -> CartShown:
    return carts.shown(shopper)


@router.post("/lines")
def add(line: NewLine, carts: Service, shopper: Shopper, response: Response) -> CartShown:
    cart, token = carts.put(shopper, line.sku, line.quantity, more=True)
    return _with_token(cart, token, response)


@router.put("/lines/{sku}")
def change(
    sku: str, line: LineChange, carts: Service, shopper: Shopper, response: Response
) -> CartShown:
    if line.quantity == 0:
        return carts.take_out(shopper, sku)
    cart, token = carts.put(shopper, sku, line.quantity, more=False)
    return _with_token(cart, token, response)


@router.get("/delivery")
def deliveries(
    country: Country,
    carts: Service,
    shopper: Shopper,
    postcode: Annotated[str, Query(max_length=20)] = "",
) -> list[DeliveryShown]:
    if postcode and (problem := problem_with(postcode, country)):
        raise Invalid("postcode", problem)
    return [DeliveryShown.model_validate(one) for one in carts.deliveries(shopper, country)]


@router.put("/voucher")
def use_voucher(entry: VoucherEntry, carts: Service, shopper: Shopper) -> CartShown:
    return carts.use_voucher(shopper, entry.code)


@router.delete("/voucher")
def take_voucher_out(carts: Service, shopper: Shopper) -> CartShown:
    return carts.take_voucher_out(shopper)


@router.delete("/lines/{sku}")
def take_out(sku: str, carts: Service, shopper: Shopper) -> CartShown:
    return carts.take_out(shopper, sku)


def _with_token(cart: CartShown, token: str | None, response: Response) -> CartShown:
    if token is not None:
        response.headers["X-Cart-Token"] = token
    return cart
