"""Who is calling, as the gateway found out; parts never look at access tokens themselves."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from app_under_test.kernel.problems import Forbidden, Unauthenticated

IDENTITY_HEADERS = ("X-User-Id", "X-User-Role", "X-Session-Id", "X-Client-Address")
"""What only the gateway may say; it throws away whatever comes from outside under these names."""


@dataclass(frozen=True)
class Caller:
    """A person or a guest; the cart token is what a guest's cart is found by."""

    user_id: str | None = None
    role: str | None = None
    session_id: str | None = None
    cart_token: str | None = None
    address: str = ""
    """Where the caller is on the network."""

    @property
    def is_staff(self) -> bool:
        """Whether the shop's own people are calling."""
        return self.role == "staff"


@dataclass(frozen=True)
class Person:
    """A caller who is signed in."""

    user_id: str
    role: str
    session_id: str

    @property
    def is_staff(self) -> bool:
        """Whether the shop's own people are calling."""
        return self.role == "staff"


def _caller(
    x_user_id: Annotated[str | None, Header()] = None,
    x_user_role: Annotated[str | None, Header()] = None,
    x_session_id: Annotated[str | None, Header()] = None,
    x_cart_token: Annotated[str | None, Header(max_length=200)] = None,
    x_client_address: Annotated[str, Header()] = "",
) -> Caller:
    return Caller(x_user_id, x_user_role, x_session_id, x_cart_token, x_client_address)


AnyCaller = Annotated[Caller, Depends(_caller)]
"""Guests too."""


def _signed_in(caller: AnyCaller) -> Person:
    if caller.user_id is None or caller.role is None:
        raise Unauthenticated
    return Person(caller.user_id, caller.role, caller.session_id or "")


SignedIn = Annotated[Person, Depends(_signed_in)]
"""Anybody with an account; guests get 401."""


def _staff(person: SignedIn) -> Person:
    if not person.is_staff:
        message = "Only staff may do this."
        raise Forbidden(message)
    return person


Staff = Annotated[Person, Depends(_staff)]
"""The shop's own people; guests get 401, customers 403."""
