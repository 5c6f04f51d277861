"""A service of the shop: the same doors, headers, refusals and log lines everywhere."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from contextlib import AbstractContextManager as ContextManager
from typing import Any

from fastapi import APIRouter, FastAPI

from app_under_test.kernel import condition, problems
from app_under_test.kernel.bodies import BodyLimit
from app_under_test.kernel.exchange import Exchange
from app_under_test.kernel.internal_key import InternalKey
from app_under_test.settings import Settings


def create_service(
    name: str,
    settings: Settings,
    *routers: APIRouter,
    during: Sequence[ContextManager[Any] | AbstractAsyncContextManager[Any]] = (),
    invalid_status: int = 422,
    open_to_all: bool = False,
) -> FastAPI:
    """An application that answers /health and /live and speaks problem details.

    `during`: what lives as long as the service (a relay, clients of other parts), entered when it
    starts and left in reverse order when it stops. `invalid_status`: the answer to a request that
    lacks something. `open_to_all`: no internal key is asked for.
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

    app = FastAPI(
        title=name,
        lifespan=lifespan,
        openapi_url=None,  # no documentation pages: paths and versions are nobody's business
        redirect_slashes=False,
    )
    problems.install(app, invalid_status=invalid_status)
    app.add_middleware(BodyLimit)
    if not open_to_all:
        app.add_middleware(InternalKey, key=settings.internal_key.get_secret_value())
    app.add_middleware(Exchange, service=name)  # added last, so it sees every answer
    app.include_router(condition.router(settings))
    for router in routers:
        app.include_router(router)
    app.include_router(_pulse())  # last, so that a service can answer /health in its own way
    return app


def _pulse() -> APIRouter:
    router = APIRouter()

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "healthy"}

    @router.get("/live")
    async def live() -> dict[str, str]:
        return {"status": "alive"}

    return router
