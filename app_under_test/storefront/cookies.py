"""The cookies of the storefront: read carefully, changed together when the answer leaves."""

import re

from starlette.requests import Request
from starlette.responses import Response

SESSION = "__Host-session"
CART = "__Host-cart"
FORMS = "__Host-csrf"
NOTICE = "__Host-notice"
LAST_ORDER = "__Host-last-order"

ACCEPTED = re.compile(r"[A-Za-z0-9._~+/=-]{1,4000}")
"""What our own cookies look like; anything else was not set here and is not passed on."""


class Cookies:
    """What the browser sent, and what it is told to keep or to forget."""

    def __init__(self, request: Request) -> None:
        self._kept = {n: v for n, v in request.cookies.items() if ACCEPTED.fullmatch(v)}
        self._changes: dict[str, tuple[str, int | None]] = {}

    def get(self, name: str) -> str | None:
        """The value, changes of this request included."""
        return self._kept.get(name)

    def keep(self, name: str, value: str, seconds: int | None = None) -> None:
        """Set a cookie; without a time it lasts until the browser is closed."""
        self._kept[name] = value
        self._changes[name] = (value, seconds)

    def forget(self, name: str) -> None:
        """Take a cookie away if there is one."""
        if self._kept.pop(name, None) is not None:
            self._changes[name] = ("", 0)

    def write(self, response: Response) -> None:
        """Put the changes into an answer. The prefix __Host- demands Secure, Path=/, no Domain."""
        for name, (value, seconds) in self._changes.items():
            response.set_cookie(
                *(name, value, seconds), path="/", secure=True, httponly=True, samesite="lax"
            )
