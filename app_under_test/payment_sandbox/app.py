"""The card company as an application of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app_under_test.payment_sandbox import errors, routes
from app_under_test.payment_sandbox.ledger import Ledger
from app_under_test.payment_sandbox.notices import Courier
from app_under_test.payment_sandbox.service import CardCompany
from app_under_test.payment_sandbox.settings import SandboxSettings

MAX_BODY_BYTES = 64 * 1024


def create_app(settings: SandboxSettings) -> FastAPI:
    """The card company for one merchant; its books live as long as the application runs."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with Courier(settings) as courier:
            app.state.company = CardCompany(Ledger(), courier)
            yield

    app = FastAPI(
        title="Payment sandbox",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        max_body_size=MAX_BODY_BYTES,
    )
    app.state.settings = settings
    errors.install(app)
    app.include_router(routes.health)
    app.include_router(routes.bank)
    app.include_router(routes.counter)
    return app
