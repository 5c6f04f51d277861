"""The trading parts of the shop on real ports, and a look into their books."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from secrets import token_hex
from typing import Any

import httpx2
from sqlalchemy import select, update

from app_under_test.catalogue.models import Product
from app_under_test.composition import Shop, open_shop
from app_under_test.identity.models import User
from app_under_test.inventory.models import Stock, StockMove, StockReservation
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.clock import SystemClock
from app_under_test.orders.models import Order
from app_under_test.payments.models import Payment, PaymentAttempt
from sayso.target.waiting import eventually
from tests.shop.trade.visitor import Visitor

NOWHERE = "http://127.0.0.1:9"
"""An address where nobody answers."""

_numbers = (f"{token_hex(3)}-{number}" for number in itertools.count(1))


class Floor:
    """The shop as these tests use it."""

    def __init__(self, shop: Shop, http: httpx2.Client) -> None:
        self.shop = shop
        self.database = shop.database
        self._http = http

    @contextmanager
    def beside(self, *parts: str, **addresses: str) -> Iterator["Floor"]:
        """The same shop and books with some parts running a second time, led astray.

        `addresses` are what the second ones believe, such as payments_url.
        """
        anew: dict[str, str | None] = {f"{part}_url": None for part in parts}
        settings = self.shop.settings.model_copy(update={**addresses, **anew})
        with open_shop(settings, parts) as shop:
            yield Floor(shop, self._http)

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **how: Any
    ) -> httpx2.Response:
        """What a part answers to another part of the shop."""
        said = {"X-Internal-Key": self.shop.settings.internal_key.get_secret_value()}
        if "content" in how:
            said["Content-Type"] = "application/json"
        url = self.shop.settings.url_of(part_for(path)) + path
        return self._http.request(method, url, headers={**said, **(headers or {})}, **how)

    def get(self, url: str) -> httpx2.Response:
        """What is answered at an address as it stands."""
        return self._http.get(url)

    def tell(self, address: str, event: str) -> int:
        """The status a part answers to an event, given as JSON."""
        headers = {"X-Internal-Key": self.shop.settings.internal_key.get_secret_value()}
        headers["Content-Type"] = "application/json"
        url = f"{address}/internal/events"
        return self._http.post(url, headers=headers, content=event).status_code

    def calls(self, part: str) -> ServiceClient:
        """How another part of the shop asks this one."""
        settings = self.shop.settings
        return ServiceClient(part, settings.url_of(part), settings.internal_key.get_secret_value())

    def provider(self, method: str, path: str, **how: Any) -> Any:
        """What the card company tells the merchant."""
        key = {"Authorization": f"Bearer {self.shop.settings.payment_key.get_secret_value()}"}
        key |= how.pop("headers", {})
        url = self.shop.settings.url_of("payment_sandbox") + path
        return self._http.request(method, url, headers=key, **how).json()

    def product(self, name: str = "Blue mug", *, on_hand: int = 10, **facts: Any) -> Product:
        """A new product with stock; `low_threshold` is 0 unless said otherwise."""
        number, now = next(_numbers), SystemClock().now()
        threshold = facts.pop("low_threshold", 0)
        product = Product(
            sku=f"SKU-{number}",
            slug=f"product-{number}",
            name=name,
            **{"description": "", "price_minor": 1250, "created_at": now, **facts},
        )
        with self.database.begin() as session:
            session.add(product)
            session.flush()
            session.add(Stock(product_id=product.id, on_hand=on_hand, low_threshold=threshold))
            session.add(
                StockMove(
                    product_id=product.id,
                    quantity=on_hand,
                    reason="initial",
                    actor="test",
                    created_at=now,
                )
            )
        return product

    def guest(self) -> Visitor:
        return Visitor(self, email=f"guest-{next(_numbers)}@example.org")

    def person(self, role: str = "customer") -> Visitor:
        now = SystemClock().now()
        email = f"person-{next(_numbers)}@example.org"
        user = User(
            email=email,
            name="Ada",
            password_hash="",
            role=role,
            created_at=now,
            updated_at=now,
        )
        with self.database.begin() as session:
            session.add(user)
        return Visitor(self, user_id=user.id, role=role, email=email)

    def withdraw(self, product: Product) -> None:
        with self.database.begin() as session:
            session.execute(update(Product).filter_by(id=product.id).values(active=False))

    def reprice(self, product: Product, price_minor: int) -> None:
        with self.database.begin() as session:
            change = update(Product).filter_by(id=product.id)
            session.execute(change.values(price_minor=price_minor))

    def stock(self, product: Product) -> tuple[int, int]:
        """What is on hand and what is reserved, read in the database."""
        with self.database.read() as session:
            row = session.scalars(select(Stock).filter_by(product_id=product.id)).one()
        return row.on_hand, row.reserved

    def make_promises_older(self, product: Product, minutes: int) -> None:
        """Let so much time pass for what is promised of a product, and for nothing else."""
        rows = select(StockReservation).filter_by(product_id=product.id)
        with self.database.begin() as session:
            for row in session.scalars(rows):
                row.created_at -= timedelta(minutes=minutes)

    def status_of(self, number: str) -> str:
        with self.database.read() as session:
            return session.scalars(select(Order.status).filter_by(number=number)).one()

    def wait_for_status(self, number: str, status: str) -> None:
        eventually(
            lambda: self.status_of(number),
            equals=status,
            what=f"status of order {number}",
            where="the database",
        )

    def wait_for_stock(self, product: Product, on_hand: int, reserved: int) -> None:
        eventually(
            lambda: self.stock(product),
            equals=(on_hand, reserved),
            what=f"stock of {product.name!r} (on hand, reserved)",
            where="the database",
        )

    def count(self, table: type[Any], **of: Any) -> int:
        """How many rows of a table have these values."""
        with self.database.read() as session:
            return len(session.scalars(select(table).filter_by(**of)).all())

    def attempts(self, number: str) -> list[tuple[str, str | None]]:
        """Outcome and decline code of every try to pay for an order, oldest first."""
        query = select(PaymentAttempt).join(Payment).where(Payment.order_number == number)
        with self.database.read() as session:
            rows = session.scalars(query.order_by(PaymentAttempt.created_at)).all()
        return [(row.outcome, row.decline_code) for row in rows]

    def charges(self, number: str) -> list[tuple[str, int, str]]:
        """Status, amount and currency of every charge the card company made for an order."""
        told = self.provider("GET", f"/v1/charges?order_number={number}")
        return [(one["status"], one["amount"], one["currency"]) for one in told]

    def notices(self, number: str) -> list[dict[str, Any]]:
        """What the card company has to say about an order."""
        notices: list[dict[str, Any]] = self.provider("GET", f"/v1/events?order_number={number}")
        return notices

    def deliver(self, notice: Any, *, secret: str = "", age: int = 0) -> httpx2.Response:
        """Bring a notice to the shop, signed as the card company signs."""
        body = notice if isinstance(notice, bytes) else json.dumps(notice).encode()
        settings = self.shop.settings
        secret = secret or settings.payment_webhook_secret.get_secret_value()
        timestamp = int(time.time()) - age
        signed = f"{timestamp}.".encode() + body
        digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        headers = {"Sandbox-Signature": f"t={timestamp},v1={digest}"}
        return self.ask("POST", "/webhooks/payments", headers=headers, content=body)


def part_for(path: str) -> str:
    """The part of the shop an address belongs to, as the gateway knows it."""
    owners = {
        "/api/products": "catalogue",
        "/api/inventory": "inventory",
        "/internal/stock": "inventory",
        "/internal/reservations": "inventory",
        "/api/cart": "orders",
        "/api/orders": "orders",
        "/internal/orders": "orders",
        "/api/payments": "payments",
        "/internal/payments": "payments",
        "/webhooks": "payments",
    }
    return next(part for prefix, part in owners.items() if path.startswith(prefix))
