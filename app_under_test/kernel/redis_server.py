"""One Redis server as a part sees it: asked with a deadline, and done without while it is away."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import Self, TypeVar

import structlog
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

SECONDS = 0.25
"""How long one answer may take: with the rest of a call that makes 0.3 s at most."""

PAUSE = 1.0
"""Seconds in which nobody asks again after a failure, so that not every call waits."""

T = TypeVar("T")

log = structlog.get_logger()


class RedisServer:
    """Safe to share between threads; a context manager that closes its connections at the end."""

    name = "redis"

    def __init__(self, url: str) -> None:
        """Nothing is opened before the first question."""
        self.client = Redis.from_url(
            url,
            socket_timeout=SECONDS,
            socket_connect_timeout=SECONDS,
            retry=Retry(NoBackoff(), 0),  # redis-py would try ten times, for seconds
        )
        self._lock = Lock()
        self._is_away = False
        self._ask_again_at = 0.0

    def __enter__(self) -> Self:
        """Ready for questions."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        self.client.close()

    def ask(self, question: Callable[[], T]) -> T | None:
        """What the question gives; None while the server is away."""
        if monotonic() < self._ask_again_at:
            return None
        try:
            answer = question()
        except RedisError as error:
            self._note(away=type(error).__name__)
            return None
        self._note()
        return answer

    def is_there(self) -> bool:
        """Whether it answers now, or did not a moment ago."""
        return bool(self.ask(self.client.ping))

    def _note(self, away: str = "") -> None:
        """One line when it goes and one when it is back."""
        with self._lock:
            changed = bool(away) != self._is_away
            self._is_away = bool(away)
            self._ask_again_at = monotonic() + PAUSE if away else 0.0
        if changed and away:
            log.warning("redis is away, going on without it", reason=away)
        elif changed:
            log.info("redis is back")
