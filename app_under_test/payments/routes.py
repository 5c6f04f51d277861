"""The addresses of the payments."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Header, Request

from app_under_test.kernel.caller import AnyCaller, SignedIn
from app_under_test.payments.notices import Notices
from app_under_test.payments.schemas import Closure, PaymentRequest, PaymentShown
from app_under_test.payments.service import Payments


def _payments(request: Request) -> Payments:
    return cast(Payments, request.app.state.payments)


def _notices(request: Request) -> Notices:
    return cast(Notices, request.app.state.notices)


async def _raw_body(request: Request) -> bytes:
    """What was signed: the very bytes that came."""
    return await request.body()


Service = Annotated[Payments, Depends(_payments)]

router = APIRouter()


@router.post("/api/payments", status_code=201)
def pay(asked: PaymentRequest, payments: Service, caller: AnyCaller) -> PaymentShown:
    return payments.pay(caller, asked)


@router.get("/api/payments")
def own_payments(payments: Service, person: SignedIn) -> list[PaymentShown]:
    return payments.of_person(person.user_id)


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
