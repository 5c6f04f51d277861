"""What is wrong with the shop, part by part, for those who hold the watch key."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from app_under_test.gateway.parts import Parts
from app_under_test.gateway.watching import watchman
from app_under_test.kernel import condition
from app_under_test.kernel.problems import Problem
from app_under_test.settings import Settings


def router(settings: Settings, parts: Parts) -> APIRouter:
    """`GET /health/details`: 200 when all is well and 503 otherwise, with all that was found."""
    routes = APIRouter(dependencies=[Depends(watchman(settings))])

    @routes.get("/health/details")
    async def tell(request: Request) -> JSONResponse:
        own = await asyncio.to_thread(condition.condition, settings, request.app.state.checks)
        told = {"gateway": own, **await _ask(parts)}
        shown = {part: _shown(said, told["gateway"]) for part, said in told.items()}
        well = not any(reason for one in shown.values() for reason in one["checks"].values())
        body = {"status": "healthy" if well else "unhealthy", "parts": shown}
        return JSONResponse(body, 200 if well else 503)

    return routes


async def _ask(parts: Parts) -> dict[str, Any]:
    told = await asyncio.gather(*(_told(parts, part) for part in parts.names))
    return dict(zip(parts.names, told, strict=True))


async def _told(parts: Parts, part: str) -> dict[str, Any]:
    try:
        response = await parts.call(part, "GET", condition.PATH)
    except Problem as problem:
        return _silent(problem.detail)
    if response.status_code == 403:
        return _silent("It does not accept the gateway's internal key.")
    if response.status_code != 200:
        return _silent(f"It answers {response.status_code}.")
    told: dict[str, Any] = response.json()
    return {**told, "checks": {"answer": "", **told["checks"]}}


def _silent(reason: str) -> dict[str, Any]:
    return {"version": None, "settings": {}, "checks": {"answer": reason}}


def _shown(told: Mapping[str, Any], gateway: Mapping[str, Any]) -> dict[str, Any]:
    """Without the marks: they are compared here, and are nobody else's business."""
    others = told["settings"]
    unlike = [f"SHOP_{n.upper()}" for n, m in gateway["settings"].items() if others.get(n, m) != m]
    differs = f"differs from the gateway's: {', '.join(unlike)}" if unlike else ""
    return {"version": told["version"], "checks": {**told["checks"], "settings": differs}}
