"""The payments as a service."""

from fastapi import FastAPI

from app_under_test.kernel.application import create_service
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.clock import Clock, SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.messaging import Messaging, channels
from app_under_test.orders.client import OrderBook
from app_under_test.payments import routes
from app_under_test.payments.notices import Notices
from app_under_test.payments.provider import CardCompany
from app_under_test.payments.refunding import Refunding
from app_under_test.payments.service import Payments
from app_under_test.payments.sweeping import AttemptSweep
from app_under_test.settings import Settings


def create_app(
    settings: Settings, database: Database, messaging: Messaging, clock: Clock | None = None
) -> FastAPI:
    """The payments; they ask the orders what is due and the card company for it."""
    clock = clock or SystemClock()
    key = settings.internal_key.get_secret_value()
    calls = ServiceClient("orders", settings.url_of("orders"), key)
    payment_key = settings.payment_key.get_secret_value()
    company = settings.url_of("payment_sandbox")
    provider = CardCompany(company, payment_key, settings.payment_patience)
    refunding = Refunding(database, provider, clock).resting(settings.longest_rest)
    take = refunding.take_event
    events = channels(messaging, database, "payments", produces=True, take=take)
    payments = Payments(database, OrderBook(calls), provider, clock, settings.link)
    sweep = AttemptSweep(database, payments, clock).resting(settings.longest_rest)
    app = create_service(
        *("payments", settings, routes.router),
        clock=clock,
        during=[calls, provider, *events.during, refunding, sweep],
        invalid_status=400,
        servers=events.servers,
    )
    secret = settings.payment_webhook_secret.get_secret_value()
    app.state.payments = payments
    app.state.refunding = refunding
    app.state.checks |= {"payment provider": provider.ailment}
    app.state.notices = Notices(database, OrderBook(calls), secret, clock)
    return app
