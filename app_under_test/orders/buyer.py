"""Who buys, and where the order and its mail go."""

from dataclasses import dataclass, replace
from typing import Self

from app_under_test.kernel.languages import Language
from app_under_test.kernel.postal_address import PostalAddress
from app_under_test.orders.models import Order


@dataclass(frozen=True)
class Buyer:
    """Who orders, and where the order and its mail go."""

    user_id: str | None
    email: str
    language: Language
    shipping: PostalAddress
    delivery: str

    @property
    def actor(self) -> str:
        """The name under which the order's history knows the buyer."""
        return self.user_id or "guest"

    @property
    def customer(self) -> str:
        """The name under which a voucher knows the buyer."""
        return self.user_id or self.email

    def of_account(self, unpaid: Order | None) -> Self:
        """A guest whose order has got an account meanwhile buys for that account."""
        if unpaid is None or self.user_id is not None or self.email != unpaid.email:
            return self
        return replace(self, user_id=unpaid.user_id)

    def columns(self) -> dict[str, str | None]:
        """The part of an order that is the buyer's to say."""
        shipping = {f"ship_{name}": value for name, value in self.shipping.model_dump().items()}
        whose = {"user_id": self.user_id, "email": self.email, "language": self.language}
        return {**whose, **shipping, "delivery": self.delivery}
