"""A person in front of the storefront: keeps cookies, reads pages, sends their forms back."""

import re
from html import unescape

import httpx2
from fastapi.testclient import TestClient

ORIGIN = "https://shop.test"


class Person:
    """Speaks to the storefront as a browser without JavaScript would."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def open(self, path: str) -> httpx2.Response:
        """The answer to an address, redirects not followed."""
        return self.client.get(path, follow_redirects=False)

    def send(self, path: str, **fields: str) -> httpx2.Response:
        """The answer to a form of one of the shop's own pages, redirects not followed."""
        return self.post(path, {"csrf_token": self.form_token(), **fields})

    def post(
        self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
    ) -> httpx2.Response:
        """Exactly these fields, with headers that a browser would send from an own page."""
        own = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
        return self.client.post(path, data=fields, headers=headers or own, follow_redirects=False)

    def form_token(self) -> str:
        """The token that the shop's forms carry for this browser."""
        page = self.open("/reset-password").text
        found = re.search(r'name="csrf_token" value="([0-9a-f]+)"', page)
        assert found, "/reset-password shows no form with a csrf_token"
        return found[1]

    def cookie(self, name: str) -> str | None:
        """The value that the browser keeps."""
        return self.client.cookies.get(name)

    def remember(self, name: str, value: str) -> None:
        """Put a cookie into the browser."""
        self.client.cookies.set(name, value, domain="shop.test", path="/")


def text_of(response: httpx2.Response) -> str:
    """What stands on a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
