"""Limits that several gateways share: one count in Redis, and no limit while that is away."""

from limits.storage import RedisStorage

from app_under_test.gateway.limiting import Allowance, RateLimit
from app_under_test.kernel.redis_server import RedisServer


class SharedRateLimit(RateLimit):
    """Every gateway with the same server and namespace counts the same calls."""

    def __init__(self, rate: str, server: RedisServer, namespace: str) -> None:
        pool = server.client.connection_pool
        prefix = f"{namespace}:limits"
        super().__init__(rate, RedisStorage("redis://", pool, key_prefix=prefix))
        self.server = server

    def count(self, caller: str) -> Allowance | None:
        """Count one call; None while the server is away: the call is let through."""
        return self.server.ask(lambda: self._count(caller))
