"""Notifications as an application."""

from fastapi import APIRouter, FastAPI

from app_under_test.kernel.application import create_service
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.clock import Clock, SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event
from app_under_test.notifications.delivery import Delivery, Drop, Smtp
from app_under_test.notifications.enclosures import Enclosures
from app_under_test.notifications.intake import Intake
from app_under_test.notifications.postman import Postman
from app_under_test.settings import Settings


def create_app(settings: Settings, database: Database, clock: Clock | None = None) -> FastAPI:
    """Takes events in at /internal/events and sends mails in the background."""
    clock = clock or SystemClock()
    key = settings.internal_key.get_secret_value()
    identity = ServiceClient("identity", settings.url_of("identity"), key)
    orders = ServiceClient("orders", settings.url_of("orders"), key)
    enclosures = Enclosures(settings, identity, orders)
    delivery = _delivery(settings)
    postman = Postman(database, clock, enclosures, delivery)
    intake = Intake(database, clock, postman, settings.stock_team)
    router = APIRouter()

    @router.post("/internal/events", status_code=204)
    def take(event: Event) -> None:
        intake.take(event)

    app = create_service("notifications", settings, router, during=[identity, orders, postman])
    app.state.checks = {"mail server": delivery.ailment}
    return app


def _delivery(settings: Settings) -> Delivery:
    if settings.smtp_url is not None:
        return Smtp(settings.smtp_url)
    if settings.mail_dir is not None:
        return Drop(settings.mail_dir)
    message = "mails have nowhere to go; set SHOP_SMTP_URL or SHOP_MAIL_DIR"
    raise LookupError(message)
