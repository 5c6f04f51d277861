"""Notifications as an application."""

from fastapi import FastAPI

from app_under_test.kernel.application import create_service
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.clock import Clock, SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.messaging import Messaging, channels
from app_under_test.notifications import routes
from app_under_test.notifications.dead_letters import DeadLetters
from app_under_test.notifications.delivery import Delivery, Drop, Smtp
from app_under_test.notifications.enclosures import Enclosures
from app_under_test.notifications.intake import Intake
from app_under_test.notifications.letters import Teams
from app_under_test.notifications.postman import Postman
from app_under_test.settings import Settings


def create_app(
    settings: Settings, database: Database, messaging: Messaging, clock: Clock | None = None
) -> FastAPI:
    """Takes events in, sends mails in the background, and shows staff what nobody could take in."""
    clock = clock or SystemClock()
    key = settings.internal_key.get_secret_value()
    identity = ServiceClient("identity", settings.url_of("identity"), key)
    orders = ServiceClient("orders", settings.url_of("orders"), key)
    enclosures = Enclosures(settings, identity, orders)
    delivery = _delivery(settings)
    postman = Postman(database, clock, enclosures, delivery)
    intake = Intake(database, clock, postman, Teams(settings.stock_team, settings.order_team))
    events = channels(messaging, database, "notifications", produces=False, take=intake.take)
    app = create_service(
        *("notifications", settings, routes.router),
        clock=clock,
        during=[identity, orders, postman, *events.during],
        servers=events.servers,
    )
    app.state.intake = intake
    app.state.dead_letters = DeadLetters(database, settings, clock)
    app.state.checks |= {"mail server": delivery.ailment}
    return app


def _delivery(settings: Settings) -> Delivery:
    if settings.smtp_url is not None:
        return Smtp(settings.smtp_url)
    if settings.mail_dir is not None:
        return Drop(settings.mail_dir)
    message = "mails have nowhere to go; set SHOP_SMTP_URL or SHOP_MAIL_DIR"
    raise LookupError(message)
