"""How the clock of a part is set in a test of the shop."""

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app_under_test.kernel.clock import AdjustableClock
from app_under_test.kernel.sweeper import Sweeper

PATH = "/internal/clock"

LONGEST = 366 * 24 * 3600
"""Seconds: no limit of the shop is a year long."""


class Setting(BaseModel):
    """How far the shop's clock is ahead of the machine's."""

    ahead_seconds: int = Field(ge=0, le=LONGEST)


def router(clock: AdjustableClock, sweepers: Sequence[Sweeper]) -> APIRouter:
    """Sets the clock for those who hold the internal key."""
    routes = APIRouter()

    @routes.post(PATH, status_code=204)
    def set_clock(setting: Setting) -> None:
        """Answer when everything was looked at once at the new time: nobody waits for a look."""
        clock.set_ahead(timedelta(seconds=setting.ahead_seconds))
        for sweeper in sweepers:
            sweeper.look()

    return routes
