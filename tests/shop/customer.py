"""People who use the shop through its gateway."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2

PASSWORD = "correct horse 1"


@dataclass(frozen=True)
class Customer:
    """Somebody with an account; calls go out with the access token."""

    email: str
    password: str
    token: str
    door: "Door"

    @property
    def headers(self) -> dict[str, str]:
        """How this person proves who is calling."""
        return {"Authorization": f"Bearer {self.token}"}

    def call(self, method: str, path: str, **how: Any) -> httpx2.Response:
        """The answer, whatever it is."""
        return self.door.call(method, path, headers=self.headers | how.pop("headers", {}), **how)


class Door:
    """The gateway as a stranger finds it."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client

    def call(self, method: str, path: str, **how: Any) -> httpx2.Response:
        """The answer, whatever it is."""
        return self._client.request(method, path, **how)

    def register(self, email: str, **more: Any) -> httpx2.Response:
        """Ask for an account."""
        body = {"email": email, "password": PASSWORD, **more}
        return self.call("POST", "/register", json=body)

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx2.Response:
        """Ask for an access token."""
        return self.call("POST", "/login", data={"username": name, "password": password})

    def welcome(self, name: str, **more: Any) -> Customer:
        """Somebody new, signed in."""
        email = new_address(name)
        registered = self.register(email, name=name, **more)
        assert registered.status_code == 201, registered.text
        return self.admit(email)

    def admit(self, email: str, password: str = PASSWORD) -> Customer:
        """Somebody known, signed in again."""
        signed_in = self.sign_in(email, password)
        assert signed_in.status_code == 200, signed_in.text
        return Customer(email, password, signed_in.json()["access_token"], self)


def new_address(name: str) -> str:
    """An address nobody has."""
    return f"{name.lower()}.{uuid4().hex[:12]}@example.org"
