"""The gateway as an application."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse

from app_under_test.gateway import inspection
from app_under_test.gateway.door import Door
from app_under_test.gateway.limiting import RateLimit
from app_under_test.gateway.parts import Parts
from app_under_test.kernel.application import create_service
from app_under_test.settings import SERVICES, Settings


def create_app(settings: Settings) -> FastAPI:
    """Everything that is not the gateway's own pulse is passed on to the part it belongs to."""
    key = settings.internal_key.get_secret_value()
    parts = Parts({part: settings.url_of(part) for part in SERVICES}, key)
    app = create_service(
        *("gateway", settings, _pulse(parts), inspection.router(settings, parts)),
        during=[parts],
        open_to_all=True,
    )
    app.router.default = Door(parts, RateLimit(settings.rate_limit), key)
    return app


def _pulse(parts: Parts) -> APIRouter:
    router = APIRouter()

    @router.get("/health")
    async def health() -> JSONResponse:
        """Healthy as a whole, or which part is not."""
        ailing = await parts.ailing()
        if ailing:
            return JSONResponse({"status": "unhealthy", "parts": ailing}, 503)
        return JSONResponse({"status": "healthy"})

    return router
