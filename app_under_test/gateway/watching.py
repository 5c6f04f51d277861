"""What is only for those who look after the shop: they hold the watch key."""

from collections.abc import Callable
from secrets import compare_digest

from fastapi import Request

from app_under_test.kernel.problems import Forbidden
from app_under_test.settings import Settings

HEADER = "X-Watch-Key"


def watchman(settings: Settings) -> Callable[[Request], None]:
    """A dependency of routes; it raises `Forbidden` for everybody else."""
    watch_key = settings.watch_key.get_secret_value().encode()

    def show_key(request: Request) -> None:
        if not compare_digest(request.headers.get(HEADER, "").encode(), watch_key):
            message = "Only those who look after the shop may ask this; their key is missing."
            raise Forbidden(message)

    return show_key
