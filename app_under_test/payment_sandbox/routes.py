"""The card company's counter; every call of the merchant shows its key."""

import hmac
from typing import Annotated, cast
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app_under_test.payment_sandbox.errors import WrongKeyError
from app_under_test.payment_sandbox.schemas import (
    Charge,
    ChargeRequest,
    Delivery,
    Hold,
    JournalEntry,
    Notice,
    Refund,
    RefundRequest,
    Refusal,
)
from app_under_test.payment_sandbox.service import CardCompany


def _company(request: Request) -> CardCompany:
    return cast(CardCompany, request.app.state.company)


def _show_key(request: Request, authorization: Annotated[str, Header()] = "") -> None:
    expected = f"Bearer {request.app.state.settings.key}"
    if not hmac.compare_digest(authorization.encode(), expected.encode()):
        raise WrongKeyError("Show the merchant's key: Authorization: Bearer <key>.")


Company = Annotated[CardCompany, Depends(_company)]
OrderNumber = Annotated[str | None, Query()]
IdempotencyKey = Annotated[str, Header(min_length=1, max_length=255)]

health = APIRouter()
bank = APIRouter()
counter = APIRouter(prefix="/v1", dependencies=[Depends(_show_key)])


@health.get("/health")
def healthy() -> dict[str, str]:
    return {"status": "healthy"}


@bank.get("/challenges/{charge_id}", response_class=HTMLResponse)
def question(charge_id: str, company: Company) -> str:
    return company.challenges.page(charge_id)


@bank.post("/challenges/{charge_id}")
async def answer_question(charge_id: str, request: Request, company: Company) -> Response:
    sent = parse_qs((await request.body()).decode())
    confirm = sent.get("decision") == ["confirm"]
    onward = company.challenges.answer(charge_id, confirm=confirm)
    return RedirectResponse(onward, 303) if onward else Response("Thank you.")


@counter.post("/charges")
def charge(
    asked: ChargeRequest,
    idempotency_key: IdempotencyKey,
    company: Company,
    request: Request,
    response: Response,
) -> Charge | Refusal:
    own_address = request.app.state.settings.public_url or str(request.base_url)
    answer = company.charge(asked, idempotency_key, own_address.rstrip("/"))
    response.status_code = answer.status
    return answer.body


@counter.get("/charges")
def charges(company: Company, order_number: OrderNumber = None) -> list[Charge]:
    return company.ledger.charges(order_number)


@counter.post("/charges/{charge_id}/cancel")
def cancel(charge_id: str, company: Company) -> Charge:
    return company.challenges.cancel(charge_id)


@counter.post("/refunds")
def refund(asked: RefundRequest, idempotency_key: IdempotencyKey, company: Company) -> Refund:
    return company.refunds.refund(asked, idempotency_key)


@counter.get("/refunds")
def refunds(company: Company, order_number: OrderNumber = None) -> list[Refund]:
    return company.ledger.refunds(order_number)


@counter.get("/journal")
def journal(company: Company, order_number: OrderNumber = None) -> list[JournalEntry]:
    return company.ledger.journal(order_number)


@counter.get("/events")
def notices(company: Company, order_number: OrderNumber = None) -> list[Notice]:
    return company.ledger.notices(order_number)


@counter.post("/events/holds", status_code=204)
def hold(asked: Hold, company: Company) -> None:
    company.hold_notices(asked.order_number)


@counter.post("/events/{notice_id}/resend")
def resend(
    notice_id: str, company: Company, signed_ago: Annotated[int, Query(ge=0, le=86_400)] = 0
) -> Delivery:
    return Delivery(delivered_status=company.deliver_again(notice_id, signed_ago))
