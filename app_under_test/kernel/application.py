"""A service of the shop: the same doors, headers, refusals and log lines everywhere."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from contextlib import AbstractContextManager as ContextManager
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from app_under_test.kernel import api_document, condition, outage, problems, timekeeping
from app_under_test.kernel.bodies import BodyLimit
from app_under_test.kernel.clock import AdjustableClock, Clock, SystemClock
from app_under_test.kernel.exchange import Exchange
from app_under_test.kernel.internal_key import InternalKey
from app_under_test.kernel.repetition import Repetition
from app_under_test.kernel.servers import Server, states
from app_under_test.kernel.sweeper import Sweeper
from app_under_test.settings import Settings


def create_service(
    name: str,
    settings: Settings,
    *routers: APIRouter,
    clock: Clock | None = None,
    during: Sequence[ContextManager[Any] | AbstractAsyncContextManager[Any]] = (),
    invalid_status: int = 422,
    open_to_all: bool = False,
    servers: Sequence[Server] = (),
) -> FastAPI:
    """An application that answers /health and /live and speaks problem details.

    Its health is also that of the `Database` in its state, where there is one.

    `clock`: that of the machine unless given; one that can be set is set by a route, and what
    sweeps `during` the service looks again then.

    `during`: what lives as long as the service (a relay, clients of other parts), entered when it
    starts and left in reverse order when it stops. `invalid_status`: the answer to a request that
    lacks something. `open_to_all`: no internal key is asked for. `servers`: those that the service
    can do without for a while; /health says whether they are there.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for thing in during:
                if isinstance(thing, ContextManager):
                    stack.enter_context(thing)
                else:
                    await stack.enter_async_context(thing)
            yield

    clock = clock or SystemClock()
    app = FastAPI(
        title=name,
        lifespan=lifespan,
        openapi_url=None,  # the gateway publishes one for all parts: see `api_document`
        redirect_slashes=False,
    )
    problems.install(app, invalid_status=invalid_status)
    outage.install(app)
    if not open_to_all:
        secret = settings.internal_key.get_secret_value()
        app.add_middleware(Repetition, service=name, secret=secret, clock=clock)
    app.add_middleware(BodyLimit)
    if not open_to_all:
        app.include_router(api_document.router())
        app.add_middleware(InternalKey, key=settings.internal_key.get_secret_value())
    app.add_middleware(Exchange, service=name)  # added last, so it sees every answer
    app.state.checks = condition.checks_of_servers(servers)
    app.include_router(condition.router(settings))
    if isinstance(clock, AdjustableClock):
        sweepers = [thing for thing in during if isinstance(thing, Sweeper)]
        app.include_router(timekeeping.router(clock, sweepers))
    for router in routers:
        app.include_router(router)
    app.include_router(_pulse(servers))  # last, so that a service can answer /health in its own way
    return app


def _pulse(servers: Sequence[Server]) -> APIRouter:
    router = APIRouter()

    @router.get("/health")
    async def health(request: Request) -> JSONResponse:
        database = getattr(request.app.state, "database", None)
        if database is not None and not await outage.answers(database):
            headers = {"Retry-After": str(outage.RETRY_AFTER)}
            return JSONResponse({"status": "unhealthy", "reason": "database"}, 503, headers)
        said = await asyncio.to_thread(states, servers)
        return JSONResponse({"status": "healthy", **said})

    @router.get("/live")
    async def live() -> dict[str, str]:
        return {"status": "alive"}

    return router
