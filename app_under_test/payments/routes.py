"""The addresses of the payments."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header, Request

from app_under_test.kernel.caller import AnyCaller, SignedIn, Staff
from app_under_test.kernel.events import Event
from app_under_test.payments.notices import Notices
from app_under_test.payments.refunding import Refunding
from app_under_test.payments.schemas import (
    Closure,
    PaymentRequest,
    PaymentShown,
    RefundRequest,
    RefundShown,
)
from app_under_test.payments.service import Payments


def _payments(request: Request) -> Payments:
    return cast(Payments, request.app.state.payments)


def _notices(request: Request) -> Notices:
    return cast(Notices, request.app.state.notices)


def _refunding(request: Request) -> Refunding:
    return cast(Refunding, request.app.state.refunding)


async def _raw_body(request: Request) -> bytes:
    """What was signed: the very bytes that came."""
    return await request.body()


Service = Annotated[Payments, Depends(_payments)]
Refunds = Annotated[Refunding, Depends(_refunding)]

router = APIRouter()


@router.post("/api/payments", status_code=201)
def pay(asked: PaymentRequest, payments: Service, caller: AnyCaller) -> PaymentShown:
    return payments.pay(caller, asked)


@router.get("/api/payments")
def own_payments(payments: Service, person: SignedIn) -> list[PaymentShown]:
    return payments.of_person(person.user_id)


@router.post("/api/payments/{order_number}/refunds", status_code=201)
def refund(
    order_number: str, asked: RefundRequest, refunding: Refunds, staff: Staff
) -> RefundShown:
    return refunding.ask_for(order_number, asked, actor=staff.user_id)


@router.get("/api/payments/{order_number}/refunds")
def refunds_of(order_number: str, refunding: Refunds, _staff: Staff) -> list[RefundShown]:
    return refunding.of_order(order_number)


@router.post("/webhooks/payments")
def take_notice(
    notices: Annotated[Notices, Depends(_notices)],
    body: Annotated[bytes, Depends(_raw_body)],
    sandbox_signature: Annotated[str, Header()] = "",
) -> dict[str, bool]:
    notices.take(body, sandbox_signature)
    return {"received": True}


@router.post("/internal/payments/{order_number}/closure", status_code=204)
def close(order_number: str, closure: Closure, payments: Service) -> None:
    payments.close(order_number, closure)


@router.post("/internal/events", status_code=204)
def take_event(event: Event, refunding: Refunds) -> None:
    refunding.take_event(event)
