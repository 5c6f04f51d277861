"""The gateway as an application."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app_under_test.gateway import description, inspection, timekeeping
from app_under_test.gateway.door import Door
from app_under_test.gateway.limiting import RateLimit
from app_under_test.gateway.parts import Parts
from app_under_test.kernel.application import create_service
from app_under_test.kernel.proxies import Proxies
from app_under_test.kernel.servers import Server, states
from app_under_test.settings import SERVICES, Settings


def create_app(settings: Settings, limit: RateLimit, servers: Sequence[Server] = ()) -> FastAPI:
    """Everything that is not the gateway's own pulse is passed on to the part it belongs to.

    `servers`: what the limit needs, open as long as the gateway.
    """
    key = settings.internal_key.get_secret_value()
    parts = Parts({part: settings.url_of(part) for part in SERVICES}, key)
    app = create_service(
        *("gateway", settings, _pulse(parts, servers), inspection.router(settings, parts)),
        description.router(parts),
        timekeeping.router(settings, parts),
        during=[parts, *servers],
        servers=servers,
        open_to_all=True,
    )
    app.router.default = Door(parts, limit, Proxies(settings.trusted_proxies), key)
    return app


def _pulse(parts: Parts, servers: Sequence[Server]) -> APIRouter:
    router = APIRouter()

    @router.get("/health")
    async def health() -> JSONResponse:
        """Healthy as a whole, or which part is not; servers that parts can do without for now."""
        ailing, known = await parts.pulse()
        known |= await run_in_threadpool(states, servers)
        if ailing:
            return JSONResponse({"status": "unhealthy", "parts": ailing, **known}, 503)
        return JSONResponse({"status": "healthy", **known})

    return router
