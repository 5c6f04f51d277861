"""The inventory as a service."""

from fastapi import FastAPI

from app_under_test.catalogue.client import Products
from app_under_test.inventory import routes
from app_under_test.inventory.counting import Counting
from app_under_test.inventory.service import Inventory
from app_under_test.inventory.sweeping import Sweeping
from app_under_test.inventory.waitlist import Waitlist
from app_under_test.kernel.application import create_service
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.clock import Clock, SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.messaging import Messaging, channels
from app_under_test.orders.client import OrderBook
from app_under_test.settings import Settings


def create_app(
    settings: Settings, database: Database, messaging: Messaging, clock: Clock | None = None
) -> FastAPI:
    """The inventory; it asks the catalogue for names, and the orders which of them exist."""
    clock = clock or SystemClock()
    key = settings.internal_key.get_secret_value()
    catalogue = ServiceClient("catalogue", settings.url_of("catalogue"), key)
    orders = ServiceClient("orders", settings.url_of("orders"), key)
    products = Products(catalogue)
    waitlist = Waitlist(products, clock)
    inventory = Inventory(database, products, waitlist, clock)
    take = inventory.take_event
    events = channels(messaging, database, "inventory", produces=True, take=take)
    sweeping = Sweeping(database, OrderBook(orders), waitlist, clock)
    app = create_service(
        *("inventory", settings, routes.router),
        clock=clock,
        during=[catalogue, orders, *events.during, sweeping.resting(settings.longest_rest)],
        servers=events.servers,
    )
    app.state.inventory = inventory
    app.state.counting = Counting(database, products, waitlist, clock)
    return app
