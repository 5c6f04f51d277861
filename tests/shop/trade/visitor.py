"""The people who come into the shop."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import httpx2

from app_under_test.catalogue.models import Product

if TYPE_CHECKING:
    from tests.shop.trade.floor import Floor

GOOD_CARD = "4242424242424242"
SHIPPING = {
    "name": "Ada Lovelace",
    "line1": "12 St James's Square",
    "city": "London",
    "postcode": "SW1Y 4JH",
    "country": "GB",
}


@dataclass
class Visitor:
    """Somebody who shops: says who it is and keeps the cart token, as the gateway would pass on."""

    floor: "Floor"
    user_id: str | None = None
    role: str | None = None
    token: str | None = None
    email: str | None = None
    language: str | None = None
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        """What the gateway would say about the visitor."""
        said = {"X-User-Id": self.user_id, "X-User-Role": self.role, "X-Cart-Token": self.token}
        said |= {"Accept-Language": self.language}
        return {name: value for name, value in said.items() if value is not None}

    def ask(self, method: str, path: str, **how: Any) -> httpx2.Response:
        """The answer of the part this path belongs to."""
        response = self.floor.ask(method, path, headers=self.headers, **how)
        self.token = response.headers.get("X-Cart-Token", self.token)
        return response

    def at(self, floor: "Floor") -> "Visitor":
        """The same visitor with the same cart in another shop."""
        return replace(self, floor=floor)

    def add(self, product: Product, quantity: int = 1) -> httpx2.Response:
        return self.ask("POST", "/api/cart/lines", json={"sku": product.sku, "quantity": quantity})

    def set(self, product: Product, quantity: int) -> httpx2.Response:
        return self.ask("PUT", f"/api/cart/lines/{product.sku}", json={"quantity": quantity})

    def cart(self) -> dict[str, Any]:
        return body_of(self.ask("GET", "/api/cart"))

    def order(self, **more: Any) -> httpx2.Response:
        email = {} if self.user_id else {"email": self.email or "guest@example.org"}
        response = self.ask("POST", "/api/orders", json={**email, "shipping": SHIPPING, **more})
        if response.is_success:
            self.keys[response.json()["number"]] = response.json()["key"]
        return response

    def pay(self, number: str, card_number: str = GOOD_CARD, **more: Any) -> httpx2.Response:
        body = {
            "order_number": number,
            "card": {"number": card_number, "expiry": "12/30", "security_code": "123"},
            "key": self.keys.get(number),
            **more,
        }
        return self.ask("POST", "/api/payments", json=body)

    def ordered(self, product: Product | None = None) -> str:
        """The number of an order that waits for payment: one of a product at £12.50."""
        self.add(product or self.floor.product())
        number: str = self.order().json()["number"]
        return number

    def bought(self, product: Product, quantity: int = 1) -> str:
        """The number of an order of one product that has been paid."""
        self.add(product, quantity)
        number: str = self.order().json()["number"]
        assert self.pay(number).status_code == 201
        self.floor.wait_for_status(number, "paid")
        return number


def body_of(response: httpx2.Response) -> dict[str, Any]:
    """The JSON of a good answer."""
    assert response.is_success, f"{response.request.url.path}: {response.text}"
    body: dict[str, Any] = response.json()
    return body
