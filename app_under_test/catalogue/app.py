"""The catalogue as a service."""

from collections.abc import Sequence

from fastapi import FastAPI

from app_under_test.catalogue import routes
from app_under_test.catalogue.kept import Kept
from app_under_test.catalogue.service import Catalogue
from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.application import create_service
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.servers import Server
from app_under_test.settings import Settings

PATIENCE = 2.0
"""Seconds a product page waits for the stock before it is shown without."""


def create_app(
    settings: Settings,
    database: Database,
    kept: Kept,
    servers: Sequence[Server] = (),
    clock: Clock | None = None,
) -> FastAPI:
    """The catalogue; it asks the inventory how many there are of each product.

    `servers`: what `kept` needs, open as long as the catalogue.
    """
    key = settings.internal_key.get_secret_value()
    inventory = ServiceClient("inventory", settings.url_of("inventory"), key, PATIENCE)
    app = create_service(
        *("catalogue", settings, routes.router),
        clock=clock,
        during=[inventory, *servers],
        servers=servers,
    )
    app.state.catalogue = Catalogue(database, StockKeeper(inventory), kept)
    return app
