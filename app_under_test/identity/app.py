"""Identity as an application."""

from fastapi import FastAPI

from app_under_test.identity import internal, profile_routes, routes
from app_under_test.identity.accounts import Accounts
from app_under_test.identity.addresses import AddressBook
from app_under_test.identity.closing import Closing
from app_under_test.identity.email_changes import EmailChanges
from app_under_test.identity.links import Links
from app_under_test.identity.passwords import Passwords
from app_under_test.identity.sessions import Sessions
from app_under_test.identity.tries import Counting
from app_under_test.kernel.application import create_service
from app_under_test.kernel.clock import Clock, SystemClock
from app_under_test.kernel.database import Database
from app_under_test.kernel.messaging import Messaging, channels
from app_under_test.settings import Settings


def create_app(
    settings: Settings, database: Database, messaging: Messaging, clock: Clock | None = None
) -> FastAPI:
    """Accounts, sessions and links in mails, and the relay of what happens to them."""
    clock = clock or SystemClock()
    passwords = Passwords(settings.password_cost)
    events = channels(messaging, database, "identity", produces=True)
    app = create_service(
        *("identity", settings, routes.router, profile_routes.router, internal.router),
        clock=clock,
        during=events.during,
        servers=events.servers,
    )
    app.state.database = database
    app.state.accounts = Accounts(database, clock, passwords)
    tries = Counting(database, clock, settings)
    app.state.sessions = Sessions(database, clock, passwords, tries)
    app.state.address_book = AddressBook(database, clock)
    app.state.email_changes = EmailChanges(database, clock, app.state.sessions, tries)
    app.state.closing = Closing(database, clock, app.state.sessions)
    app.state.links = Links(database, clock, passwords, tries)
    return app
