"""What only other parts of the shop may ask identity."""

from fastapi import APIRouter, Request

from app_under_test.identity.audit import note
from app_under_test.identity.models import User
from app_under_test.identity.routes import TheAccounts, TheLinks, TheSessions
from app_under_test.identity.schemas import (
    AuditNote,
    Introspection,
    KnownCaller,
    KnownUser,
    TokenOrder,
)
from app_under_test.kernel.database import Database

router = APIRouter(prefix="/internal")


@router.post("/introspect")
def introspect(asked: Introspection, sessions: TheSessions) -> KnownCaller:
    return sessions.recognise(asked.token)


@router.post("/email-tokens", status_code=201)
def issue_token(order: TokenOrder, links: TheLinks) -> dict[str, str]:
    return {"token": links.issue(order)}


@router.get("/users/{user_id}", response_model=KnownUser)
def read_user(user_id: str, accounts: TheAccounts) -> User:
    return accounts.of(user_id)


@router.post("/audit", status_code=204)
def write_down(entry: AuditNote, request: Request) -> None:
    database: Database = request.app.state.database
    with database.begin() as session:
        note(session, **entry.model_dump())
