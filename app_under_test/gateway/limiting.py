"""How many calls one caller may make in a while."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter


@dataclass(frozen=True)
class Allowance:
    """What a caller has left after a call; the seconds are whole, and never too few."""

    granted: bool
    limit: int
    remaining: int
    seconds: int

    def headers(self) -> Mapping[str, str]:
        """For every answer (draft-ietf-httpapi-ratelimit-headers-07), and RFC 9110 10.2.3."""
        headers = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.seconds),
        }
        return headers if self.granted else headers | {"Retry-After": str(self.seconds)}


class RateLimit:
    """Counts calls in a window that moves along, so no burst fits around a window's edge."""

    def __init__(self, rate: str, storage: MemoryStorage | RedisStorage | None = None) -> None:
        """Counts in the memory of this process unless there is another place for them."""
        self._rate: RateLimitItem = parse(rate)
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())

    def count(self, caller: str) -> Allowance | None:
        """Count one call; a call that is not granted does not count. None: there is no limit."""
        return self._count(caller)

    def _count(self, caller: str) -> Allowance:
        granted = self._limiter.hit(self._rate, caller)
        oldest_leaves_at, remaining = self._limiter.get_window_stats(self._rate, caller)
        seconds = max(1, math.ceil(oldest_leaves_at - time.time()))
        return Allowance(granted, self._rate.amount, max(remaining, 0), seconds)
