"""What a part tells about itself to whoever looks after the shop: release, settings, servers."""

import hmac
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.exc import SQLAlchemyError

from app_under_test.kernel import migrations, outage
from app_under_test.kernel.database import Database
from app_under_test.kernel.internal_key import proves_itself
from app_under_test.kernel.problems import Forbidden
from app_under_test.kernel.servers import Server
from app_under_test.settings import Settings

PATH = "/internal/condition"

SHARED = (
    *("environment", "database_url", "public_url"),
    *("secret_key", "payment_key", "payment_webhook_secret"),
)
"""Settings that have to be the same for all parts, or they work past each other."""

Check = Callable[[], str]
"""Looks at one thing a part needs; "" when that is well, otherwise what is wrong with it."""


def checks_of_database(database: Database, service: str) -> dict[str, Check]:
    """Whether it answers, and whether it has the tables this release of the service needs."""
    return {"database": lambda: _asked(database), "tables": lambda: _tables(database, service)}


def checks_of_servers(servers: Sequence[Server]) -> dict[str, Check]:
    """Whether those are there that a part can do without for a while."""
    return {server.name: partial(_reached, server) for server in servers}


def condition(settings: Settings, checks: Mapping[str, Check]) -> dict[str, Any]:
    """The release, a mark for each shared setting, and what is wrong ("": nothing) by its name."""
    return {
        "version": settings.version,
        "settings": marks(settings),
        "checks": {name: check() for name, check in checks.items()},
    }


def marks(settings: Settings) -> dict[str, str]:
    """A mark for each shared setting: equal where the values are, and telling nothing of them."""
    key = settings.internal_key.get_secret_value().encode()
    values = {name: getattr(settings, name) for name in SHARED}
    return {
        name: hmac.new(key, f"{name}={_plain(value)}".encode(), "sha256").hexdigest()[:16]
        for name, value in values.items()
    }


def router(settings: Settings) -> APIRouter:
    """Tells those who hold the internal key; `app.state.checks` holds what the part looks at."""
    routes = APIRouter()

    @routes.get(PATH)
    def tell(request: Request) -> dict[str, Any]:
        if not proves_itself(request.headers, settings.internal_key.get_secret_value()):
            message = "Only parts of the shop may call this address."
            raise Forbidden(message)
        return condition(settings, getattr(request.app.state, "checks", {}))

    return routes


def _plain(value: Any) -> Any:
    return value.get_secret_value() if hasattr(value, "get_secret_value") else value


def _asked(database: Database) -> str:
    try:
        database.ping()
    except SQLAlchemyError as error:
        return f"the database does not answer: {outage.reason(error)}"
    return ""


def _tables(database: Database, service: str) -> str:
    try:
        migrations.refuse_old(database, [service])
    except migrations.OldSchema as old:
        return str(old)
    except SQLAlchemyError:
        return "nobody knows, the database does not answer"
    return ""


def _reached(server: Server) -> str:
    return "" if server.is_there() else f"{server.name} cannot be reached"
