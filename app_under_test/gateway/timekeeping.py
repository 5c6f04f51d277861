"""Setting the clock of the whole shop, in a test of it."""

import asyncio

from fastapi import APIRouter, Depends

from app_under_test.gateway.parts import Parts
from app_under_test.gateway.watching import watchman
from app_under_test.kernel.timekeeping import PATH, Setting
from app_under_test.settings import Settings


def router(settings: Settings, parts: Parts) -> APIRouter:
    """`PUT /clock`; there is no such address but in a test."""
    routes = APIRouter(dependencies=[Depends(watchman(settings))])
    if settings.environment != "test":
        return routes

    @routes.put("/clock", status_code=204)
    async def set_clock(setting: Setting) -> None:
        """Tell every part; the gateway itself decides nothing by the time of day."""
        body = setting.model_dump()
        await asyncio.gather(*(parts.ask(part, PATH, body) for part in parts.names))

    return routes
