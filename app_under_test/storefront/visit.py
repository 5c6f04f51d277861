"""One request of one person: who it is, what the shop is asked, what the browser is told."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Annotated, Any, Self

from fastapi import Depends
from jinja2 import Environment
from starlette.requests import Request

from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.languages import preferred
from app_under_test.kernel.problems import Problem, Unauthenticated
from app_under_test.kernel.proxies import Proxies
from app_under_test.storefront.cookies import CART, FORMS, NOTICE, SESSION, Cookies
from app_under_test.storefront.seals import Seals

GUEST_CART_SECONDS = 14 * 24 * 3600
AWAY = frozenset({502, 503, 504})
"""How it is answered that a part of the shop does not answer."""

SESSION_ENDED = "Your session has ended. Please sign in again."

MERGED = {
    "whole": "What you collected before you signed in is in your cart, too.",
    "in part": (
        "What you collected before you signed in is in your cart, too, as far as it is in stock."
    ),
    "later": (
        "What you collected before you signed in comes into your cart once its payment is settled."
    ),
}

Facts = Mapping[str, Any]
"""Decoded JSON of the gateway."""


@dataclass(frozen=True)
class Shop:
    """What every request of the storefront needs; made once."""

    gateway: ServiceClient
    seals: Seals
    templates: Environment
    proxies: Proxies


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    name: str
    email: str
    language: str
    verified: bool
    is_staff: bool

    @classmethod
    def of(cls, profile: Facts) -> Self:
        """From the gateway's profile."""
        name = profile["name"] or profile["email"]
        staff = profile["role"] == "staff"
        return cls(name, profile["email"], profile["language"], bool(profile["verified"]), staff)


class Visit:
    """Asks the gateway in the name of the person, and gathers the cookies of the answer."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.shop: Shop = request.app.state.shop
        self.cookies = Cookies(request)
        self.person: Person | None = None
        self.session_ended = False
        self.notice = self.shop.seals.unseal(NOTICE, self.cookies.get(NOTICE) or "")
        self._cart: Facts | None = None
        self._guest_cart_waits = False
        self._unrecognised: Problem | None = None

    @property
    def session(self) -> str | None:
        """The access token, if the browser has one; `person` tells whether it is still good."""
        return self.cookies.get(SESSION)

    def ask(
        self, method: str, path: str, *, nobody: bool = False, key: str = "", **how: Any
    ) -> Any:
        """The decoded answer of the gateway; raises what `ServiceClient.send` raises.

        `nobody`: ask without saying who is asking, for what everybody may see. `key`: asked with
        the same one again, it is the same request.
        """
        headers = self._browser() if nobody else {**self._browser(), **self._credentials()}
        headers |= {"Idempotency-Key": key} if key else {}
        response = self.shop.gateway.send(method, path, headers=headers, **how)
        if token := response.headers.get("X-Cart-Token"):
            self.cookies.keep(CART, token, GUEST_CART_SECONDS)
        elif method != "GET" and path.startswith("/api/cart"):
            self._keep_cart_longer()
        if outcome := response.headers.get("X-Cart-Merged"):
            self.notice = " ".join(filter(None, [self.notice, MERGED[outcome]]))
            self._guest_cart_waits = outcome == "later"
        if token := response.headers.get("X-Access-Token"):
            self.begin_session(token, int(response.headers["X-Access-Token-Expires-In"]))
        return response.json() if response.content else None

    def refusal(
        self, statuses: Container[int], method: str, path: str, **how: Any
    ) -> Problem | None:
        """Ask, and give back a refusal that has one of these statuses; raises any other."""
        return self.tried(statuses, method, path, **how)[1]

    def tried(
        self, statuses: Container[int], method: str, path: str, **how: Any
    ) -> tuple[Any, Problem | None]:
        """The answer, or a refusal that has one of these statuses; raises any other."""
        try:
            return self.ask(method, path, **how), None
        except Problem as problem:
            if problem.status not in statuses:
                raise
            return None, problem

    def recognise(self) -> None:
        """Find out who it is; nobody, if the session is over or cannot be looked up now."""
        if not self.session:
            return
        try:
            self.person = Person.of(self.ask("GET", "/profile"))
        except Problem as problem:
            self._unrecognised = problem
            if problem.status == 401:
                self.end_session()
                self.session_ended = True
                self.notice = SESSION_ENDED

    def require_person(self) -> Person:
        """Who it is; raises `Unauthenticated`, or what hindered the shop from finding out."""
        if self.person is None:
            raise self._unrecognised or Unauthenticated()
        return self.person

    def begin_session(self, token: str, seconds: int) -> None:
        """Keep somebody signed in for as long as the token is good."""
        self.cookies.keep(SESSION, token, seconds)

    def end_session(self) -> None:
        """Forget who it was."""
        self.cookies.forget(SESSION)
        self.person = None

    def cart(self, *, again: bool = False) -> Facts:
        """The cart as the gateway shows it; asked for once unless `again`."""
        if self._cart is None or again:
            self._cart = self.ask("GET", "/api/cart")
            if self.session and not self._guest_cart_waits:
                self.cookies.forget(CART)  # the guest's cart has become part of the person's
        return self._cart

    def cart_count(self, *, known_only: bool = False) -> int | None:
        """How many things are in the cart; None if that cannot be told now."""
        if self._cart is None and known_only:
            return None
        if self._cart is None and not self.session and not self.cookies.get(CART):
            return 0
        try:
            return int(self.cart()["count"])
        except Problem:
            return None

    def form_token(self) -> str:
        """What the forms of this answer carry, made from the browser's own cookie."""
        if not self.cookies.get(FORMS):
            self.cookies.keep(FORMS, token_urlsafe(32))
        return self.shop.seals.mark(FORMS, self.cookies.get(FORMS) or "")

    def _keep_cart_longer(self) -> None:
        """A guest's cart lapses a fortnight after it was last changed; so does its cookie."""
        if token := self.cookies.get(CART):
            self.cookies.keep(CART, token, GUEST_CART_SECONDS)

    def _browser(self) -> dict[str, str]:
        """Where it is, for the audit log that would name the storefront, and what is read there."""
        address = self.shop.proxies.caller(self.request)
        language = preferred(self.request.headers.get("accept-language", ""))
        told = {"X-Client-Address": address, "Accept-Language": language}
        return {name: value for name, value in told.items() if value}

    def _credentials(self) -> dict[str, str]:
        headers = {}
        if self.session:
            headers["Authorization"] = f"Bearer {self.session}"
        if token := self.cookies.get(CART):
            headers["X-Cart-Token"] = token
        return headers


def visitor(request: Request) -> Visit:
    """The visit that this request is; recognised once, whoever asks for it."""
    visit = Visit(request)
    request.state.visit = visit
    visit.recognise()
    return visit


Visitor = Annotated[Visit, Depends(visitor)]


def shopper(visit: Visitor) -> Visit:
    """A visit by whoever owns the cart; raises `Unauthenticated` if that was a session now over.

    Going on as a guest would show an empty cart, or fill another one.
    """
    if visit.session_ended:
        raise Unauthenticated
    return visit


Shopper = Annotated[Visit, Depends(shopper)]


def member(visit: Visitor) -> Visit:
    """A visit by somebody signed in; raises `Unauthenticated` for others."""
    visit.require_person()
    return visit


Member = Annotated[Visit, Depends(member)]
