"""What a mail holds that must not lie about in tables: fetched when it is sent."""

from typing import Any
from urllib.parse import quote

from app_under_test.kernel.calls import ServiceClient
from app_under_test.settings import Settings


class Enclosures:
    """Links with tokens from identity, orders with their keys from orders."""

    def __init__(self, settings: Settings, identity: ServiceClient, orders: ServiceClient) -> None:
        self._settings = settings
        self._identity = identity
        self._orders = orders

    def for_template(self, template: str, facts: dict[str, Any]) -> dict[str, Any]:
        """The facts to add; raises `Problem` when the other part cannot give them."""
        match template:
            case "confirm-address" | "confirm-again":
                return {"link": self._token_link("confirm", "/confirm-email", facts)}
            case "change-address":
                return {"link": self._token_link("change", "/change-email", facts)}
            case "reset-password":
                return {"link": self._token_link("reset", "/reset-password", facts)}
            case "account-exists":
                sign_in, forgotten = self._link("/sign-in"), self._link("/forgotten-password")
                return {"sign_in": sign_in, "forgotten": forgotten}
            case "password-changed" | "sign-in-blocked" | "address-changing":
                return {"forgotten": self._link("/forgotten-password")}
            case "order-confirmation" | "order-cancelled" | "order-dispatched" | "order-refunded":
                order = self._orders.get(f"/internal/orders/{quote(facts['number'], safe='')}")
                return {
                    "order": order,
                    "link": self._link(f"/orders/{order['number']}?key={order['key']}"),
                }
            case "refund-refused":
                return {"link": self._link(f"/sign-in?next=/orders/{facts['number']}")}
            case "low-stock":
                return {"link": self._link("/staff/stock")}
            case "stock-back":
                return {"link": self._link(f"/products/{quote(facts['slug'], safe='')}")}
            case _:
                return {}

    def _token_link(self, purpose: str, path: str, facts: dict[str, Any]) -> str:
        asked = {"user_id": facts["user_id"], "purpose": purpose, "email": facts["email"]}
        token = self._identity.post("/internal/email-tokens", asked)["token"]
        return self._link(f"{path}?token={token}")

    def _link(self, path: str) -> str:
        return self._settings.link(path)
