"""What is said while the database is away: to the caller 503, to the log one line."""

import asyncio

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import Problem, answer

OUTAGES = (OperationalError, InterfaceError, PoolTimeoutError)
"""The database's own troubles, as opposed to mistakes in what it was asked (PEP 249)."""

RETRY_AFTER = 2
"""Seconds after which trying again makes sense."""

PULSE_SECONDS = 1.0
"""How long the database may take to show that it is there."""

log = structlog.get_logger()


class DatabaseAway(Problem):
    """The database cannot be reached, or does not answer."""

    status = 503
    type = "database-away"
    title = "The shop cannot look anything up just now"

    def __init__(self) -> None:
        detail = "The database does not answer. Nothing was changed; please try again."
        super().__init__(detail, headers={"Retry-After": str(RETRY_AFTER)})


def install(app: FastAPI) -> None:
    """Answer 503 wherever the database fails a request of this application."""
    for kind in OUTAGES:
        app.add_exception_handler(kind, _answer)  # type: ignore[arg-type]  # narrower on purpose


def reason(error: SQLAlchemyError) -> str:
    """The first line of what the driver says."""
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return said.strip().partition("\n")[0]


async def answers(database: Database) -> bool:
    """Whether the database is there, found out within `PULSE_SECONDS`."""
    try:
        async with asyncio.timeout(PULSE_SECONDS):
            await asyncio.to_thread(database.ping)
    except (TimeoutError, SQLAlchemyError) as error:
        said = reason(error) if isinstance(error, SQLAlchemyError) else "no answer in time"
        log.warning("the database is away", reason=said)
        return False
    return True


def _answer(request: Request, error: SQLAlchemyError) -> JSONResponse:
    log.warning("the database is away", reason=reason(error))
    return answer(request, DatabaseAway())
