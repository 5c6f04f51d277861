"""Carts and orders as a service."""

from datetime import timedelta

from fastapi import FastAPI

from app_under_test.catalogue.client import Products
from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.application import create_service
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.clock import Clock, SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.messaging import Messaging, channels
from app_under_test.orders.abandoning import Abandoning
from app_under_test.orders.cancelling import Cancelling
from app_under_test.orders.carts import Carts
from app_under_test.orders.dispatching import Dispatching
from app_under_test.orders.lapsing import Lapsing
from app_under_test.orders.merging import Merging
from app_under_test.orders.numbers import OrderKeys
from app_under_test.orders.people import People
from app_under_test.orders.placing import Placing
from app_under_test.orders.routes import cart, orders
from app_under_test.orders.service import Orders
from app_under_test.payments.client import Till
from app_under_test.settings import Settings

ASKED = ("catalogue", "inventory", "identity", "payments")


def create_app(
    settings: Settings, database: Database, messaging: Messaging, clock: Clock | None = None
) -> FastAPI:
    """Carts and orders; they ask four other parts and tell two of them what was paid."""
    clock = clock or SystemClock()
    key = settings.internal_key.get_secret_value()
    calls = {part: ServiceClient(part, settings.url_of(part), key) for part in ASKED}
    stock = StockKeeper(calls["inventory"])
    cancelling = Cancelling(database, stock, Till(calls["payments"]), clock)
    carts = Carts(database, Products(calls["catalogue"]), stock, clock)
    secret = settings.secret_key.get_secret_value()
    placed = Orders(database, OrderKeys(secret), clock)
    events = channels(messaging, database, "orders", produces=True, take=placed.take_event)
    lapsing = Lapsing(database, cancelling, clock, timedelta(seconds=settings.payment_within))
    sweeps = [one.resting(settings.longest_rest) for one in (lapsing, Abandoning(database, clock))]
    app = create_service(
        *("orders", settings, cart.router, orders.router, orders.internal),
        clock=clock,
        during=[*calls.values(), *events.during, *sweeps],
        servers=events.servers,
    )
    app.state.carts = carts
    app.state.cancelling = cancelling
    app.state.dispatching = Dispatching(database, stock, clock)
    app.state.merging = Merging(database, stock, cancelling, clock)
    people = People(calls["identity"])
    app.state.placing = Placing(database, carts, stock, people, cancelling, clock)
    app.state.orders = placed
    return app
