"""Signing in once for each role and worker, and going on from there in every scenario."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import signature
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from sayso.evidence.attachments import Evidence
from sayso.evidence.http import HttpSession
from sayso.redaction.sessions import remember_cookies, remember_tokens
from sayso.target.ports import is_loopback

EARLY = 30.0  # seconds; a session that ends so soon is renewed
WAYS = ("page", "http")  # the names by which a project's function says how it signs in


@dataclass(frozen=True)
class Kept:
    """What is left of signing in: the browser's storage state, and headers like Authorization."""

    storage: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether a cookie has run out, or will in a moment; one without a time lasts."""
        ends = (each.get("expires", -1) for each in self.storage["cookies"])
        return any(0 < end < time.time() + EARLY for end in ends)


class Member:
    """Somebody signed in, in a browser of their own and with an HTTP session of their own."""

    def __init__(
        self,
        role: str,
        kept: Kept,
        new_context: Callable[[], Callable[..., BrowserContext]],
        evidence: Evidence,
        correlation_id: str,
    ) -> None:
        self.role = role
        self._kept = kept
        self._new_context = new_context
        self._evidence = evidence
        self._correlation_id = correlation_id

    @cached_property
    def page(self) -> Page:
        """A page in a context of its own that holds the session; closed after the scenario."""
        return self._new_context()(storage_state=self._kept.storage).new_page()

    @cached_property
    def http(self) -> HttpSession:
        """Calls with the session's cookies and headers; each is evidence."""
        http = HttpSession(self._evidence, self._correlation_id)
        http.headers.update(self._kept.headers)
        for cookie in self._kept.storage["cookies"]:
            # requests sends no secure cookie to http://127.0.0.1, where browsers do
            local = is_loopback(f"http://{cookie['domain'].lstrip('.')}/")
            http.cookies.set(
                cookie["name"],
                cookie["value"],
                domain=cookie["domain"],
                path=cookie["path"],
                secure=bool(cookie.get("secure")) and not local,
            )
        return http


SignIn = Callable[..., object]
SignedIn = Callable[[str], Member]


def members(
    request: pytest.FixtureRequest,
    pool: dict[str, Kept],
    evidence: Evidence,
    correlation_id: str,
) -> SignedIn:
    """What the fixture `signed_in` gives; `pool` is the worker's, by role."""

    def new_context() -> Callable[..., BrowserContext]:
        create: Callable[..., BrowserContext] = request.getfixturevalue("new_context")
        return create

    def member(role: str, kept: Kept) -> Member:
        return Member(role, kept, new_context, evidence, correlation_id)

    def signed_in(role: str) -> Member:
        if role not in pool or pool[role].is_over:
            nobody = member(role, Kept({"cookies": [], "origins": []}))
            pool[role] = _sign_in(request.getfixturevalue("sign_in"), nobody)
        return member(role, pool[role])

    return signed_in


def _sign_in(sign_in: SignIn, nobody: Member) -> Kept:
    """What is left when the project's function has signed somebody in."""
    ways = [way for way in WAYS if way in signature(sign_in).parameters]
    if not ways:
        raise pytest.UsageError(
            "the function that the fixture sign_in gives takes neither `page` nor `http`: "
            "def sign_in(role, page): ... or def sign_in(role, http): ..."
        )
    sign_in(role=nobody.role, **{way: getattr(nobody, way) for way in ways})
    kept = _of_page(nobody.page) if "page" in ways else _of_http(nobody.http)
    remember_cookies((each["name"], each["value"]) for each in kept.storage["cookies"])
    remember_tokens(kept.headers.values(), "a token of somebody signed in")
    return kept


def _of_page(page: Page) -> Kept:
    storage: Any = page.context.storage_state()
    page.context.close()
    for origin in storage["origins"]:
        held = (each["value"] for each in origin["localStorage"])
        remember_tokens((each for each in held if " " not in each), "a value of local storage")
    return Kept(storage)


def _of_http(http: HttpSession) -> Kept:
    cookies = [
        {
            "name": each.name,
            "value": each.value or "",
            "domain": each.domain,
            "path": each.path,
            "expires": float(each.expires or -1),
            "httpOnly": False,
            "secure": each.secure,
            "sameSite": "Lax",
        }
        for each in http.cookies
    ]
    token = http.headers.get("Authorization")
    headers = {"Authorization": str(token)} if token else {}
    return Kept({"cookies": cookies, "origins": []}, headers)
