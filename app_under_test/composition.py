"""Puts the shop together: which parts run here, where they listen, what they are given."""

import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from app_under_test.catalogue.kept import Kept, KeptInRedis, KeptNowhere
from app_under_test.gateway.limiting import RateLimit
from app_under_test.kernel import migrations
from app_under_test.kernel.clock import Clock, clock_for
from app_under_test.kernel.condition import checks_of_database
from app_under_test.kernel.database import GONE, Database
from app_under_test.kernel.http_messaging import HttpMessaging
from app_under_test.kernel.messaging import Messaging
from app_under_test.kernel.server import Server, listen
from app_under_test.kernel.servers import Server as ServerOutside
from app_under_test.settings import PARTS, SERVICES, Settings

READY_WITHIN = 20.0
"""Seconds a part may take until it answers."""

STOP_WITHIN = 1.3
"""Seconds all parts together get to end; whatever still runs then ends with the process."""


@dataclass(frozen=True)
class Shop:
    """Parts that run in this process, and the settings they all share."""

    settings: Settings
    database: Database
    parts: tuple[str, ...]

    def addresses(self) -> dict[str, Any]:
        """What somebody outside needs to know to use the shop or to look into it."""
        whole = {"gateway", "payment_sandbox"} <= {*self.parts}
        return addresses(self.settings, keys=whole)


@contextmanager
def open_shop(
    settings: Settings,
    parts: Sequence[str] = (),
    host: str = "127.0.0.1",
    ports: Mapping[str, int] | None = None,
    *,
    migrate: bool = False,
) -> Iterator[Shop]:
    """Run parts (none named: all that do not run elsewhere) until the block ends.

    `migrate`: bring the database to the newest version first; one that was made here always is.
    Every part is healthy inside the block. Raises `ImportError` for a part that is not there,
    `OSError` for a port that is taken, `LookupError` for the unknown address of another part and
    `RuntimeError` for a part that does not get healthy or a database that cannot be used.
    """
    chosen = tuple(dict.fromkeys(parts)) or parts_here(settings)
    with ExitStack() as stack:
        listeners = _bind(stack, chosen, host, ports or {})
        own = settings.database_url is None
        settings = _complete(stack, settings, host, listeners)
        makers = {part: import_module(f"app_under_test.{part}.app") for part in chosen}
        database = _open_database(stack, str(settings.database_url))
        _demand_tables(database, chosen, migrate=migrate or own)
        clock = clock_for(settings.environment)
        apps = {part: _create(part, makers[part], settings, database, clock) for part in chosen}
        servers = [Server(part, apps[part], listeners[part]) for part in chosen]
        stack.callback(_stop, servers)
        _start(servers)
        yield Shop(settings, database, chosen)


def parts_here(settings: Settings) -> tuple[str, ...]:
    """Every part whose address was not set: it does not run elsewhere."""
    return tuple(part for part in PARTS if not _runs_elsewhere(part, settings))


def addresses(settings: Settings, *, keys: bool = True) -> dict[str, Any]:
    """The addresses of the parts, the database and the mail server, by their names.

    `keys`: also the keys that a test needs. A part alone, as in a container, keeps them to itself:
    what it says ends in a log.
    """
    known = {part: getattr(settings, _field(part)) for part in PARTS}
    found: dict[str, Any] = {
        **{part: known[part] for part in ("gateway", "storefront", "payment_sandbox")},
        "database": _database(settings),
        "mail": settings.smtp_url,
        "services": {part: known[part] for part in SERVICES if known[part]},
    }
    if keys and settings.environment == "test":
        found["payment_key"] = settings.payment_key.get_secret_value()
        found["watch_key"] = settings.watch_key.get_secret_value()
    return found


def _database(settings: Settings) -> str | None:
    """In production without its password: the line with the addresses ends in a log."""
    if settings.environment != "production" or settings.database_url is None:
        return settings.database_url
    return make_url(settings.database_url).render_as_string(hide_password=True)


def reachable(host: str) -> str:
    """Where to call who listens at `host`; one can listen everywhere, and not call there."""
    try:
        return "127.0.0.1" if ip_address(host).is_unspecified else host
    except ValueError:  # a name
        return host


def _open_database(stack: ExitStack, url: str) -> Database:
    try:
        database = Database(url)
    except ImportError as error:  # its driver is not installed
        message = f"the database cannot be used: {_reason(error)}"
        raise RuntimeError(message) from error
    stack.callback(database.dispose)
    return database


def _demand_tables(database: Database, parts: Sequence[str], *, migrate: bool) -> None:
    """Refuse to serve with old tables; nothing is asked where no part needs any."""
    services = [part for part in parts if part in SERVICES]
    try:
        if migrate:
            migrations.make_ready(database)
        if services:
            migrations.refuse_old(database, services)
    except DBAPIError as error:
        message = f"the database cannot be used: {_reason(error)}"
        raise RuntimeError(message) from error


def _reason(error: DBAPIError | ImportError) -> object:
    """In the words of the driver; where that is not installed, what to do about it."""
    if isinstance(error, ImportError) and error.name == "psycopg":
        return "PostgreSQL needs psycopg, which is not installed; run `uv sync --extra postgres`"
    said = getattr(error, "orig", error)
    return f"{said}; run `python -m app_under_test migrate`" if str(said) == GONE else said


def _runs_elsewhere(part: str, settings: Settings) -> bool:
    return getattr(settings, _field(part), None) is not None


def _field(part: str) -> str:
    return "payment_url" if part == "payment_sandbox" else f"{part}_url"


def _bind(
    stack: ExitStack, parts: Sequence[str], host: str, ports: Mapping[str, int]
) -> dict[str, socket.socket]:
    """All sockets first: every part knows the address of every other before any starts."""
    listeners = {}
    for part in parts:
        try:
            listeners[part] = stack.enter_context(listen(host, ports.get(part, 0)))
        except OSError as error:
            message = f"{part} cannot listen on {host}:{ports.get(part, 0)}: {error.strerror}"
            raise OSError(message) from error
    return listeners


def _complete(
    stack: ExitStack, settings: Settings, host: str, listeners: Mapping[str, socket.socket]
) -> Settings:
    """Fill in what was left open: addresses of the parts here, a database, a place for mails."""
    here = {
        part: f"http://{reachable(host)}:{listener.getsockname()[1]}"
        for part, listener in listeners.items()
        if not _runs_elsewhere(part, settings)
    }
    settings = settings.at(here)
    if settings.database_url and (settings.smtp_url or settings.mail_dir):
        return settings
    temporary = TemporaryDirectory(prefix="shop-", ignore_cleanup_errors=True)
    directory = Path(stack.enter_context(temporary))
    return settings.model_copy(
        update={
            "database_url": settings.database_url or f"sqlite:///{directory / 'shop.db'}",
            "mail_dir": settings.mail_dir or directory / "mail",
        }
    )


def _create(
    part: str, module: Any, settings: Settings, database: Database, clock: Clock
) -> FastAPI:
    app: FastAPI
    if part == "payment_sandbox":  # a stranger: it gets an address and two secrets, no settings
        app = module.create_app(
            module.SandboxSettings(
                key=settings.payment_key.get_secret_value(),
                webhook_url=f"{settings.url_of('gateway')}/webhooks/payments",
                webhook_secret=settings.payment_webhook_secret.get_secret_value(),
                public_url=settings.payment_public_url,
            )
        )
    elif part == "gateway":
        app = module.create_app(settings, *_rate_limit(settings))
    elif part == "catalogue":
        app = module.create_app(settings, database, *_kept(settings), clock)
    elif part in SERVICES:
        app = module.create_app(settings, database, _messaging(settings), clock)
    else:
        app = module.create_app(settings)
    if part in SERVICES:
        app.state.database = database
        app.state.checks = {**checks_of_database(database, part), **app.state.checks}
    return app


def _rate_limit(settings: Settings) -> tuple[RateLimit, list[ServerOutside]]:
    """What counts calls, and the server it needs."""
    if settings.redis_url is None:
        return RateLimit(settings.rate_limit), []
    server = _redis(settings.redis_url)
    shared = import_module("app_under_test.gateway.shared_limiting")
    return shared.SharedRateLimit(settings.rate_limit, server, settings.namespace), [server]


def _kept(settings: Settings) -> tuple[Kept, list[ServerOutside]]:
    """Where the catalogue keeps what it read, and the server it needs."""
    if settings.redis_url is None:
        return KeptNowhere(), []
    server = _redis(settings.redis_url)
    return KeptInRedis(server, settings.namespace), [server]


def _messaging(settings: Settings) -> Messaging:
    """How events get from one part to the others."""
    if settings.broker_url is None:
        return HttpMessaging(settings.url_of, settings.internal_key.get_secret_value())
    try:
        by_broker = import_module("app_under_test.kernel.broker_messaging")
    except ModuleNotFoundError as error:
        message = "RabbitMQ needs kombu, which is not installed; run `uv sync --extra rabbitmq`"
        raise RuntimeError(message) from error
    messaging: Messaging = by_broker.BrokerMessaging(settings.broker_url, settings.namespace)
    return messaging


def _redis(url: str) -> Any:
    try:
        return import_module("app_under_test.kernel.redis_server").RedisServer(url)
    except ModuleNotFoundError as error:
        message = "Redis needs redis, which is not installed; run `uv sync --extra redis`"
        raise RuntimeError(message) from error


def _start(servers: Sequence[Server]) -> None:
    for server in servers:
        server.start()
    deadline = time.monotonic() + READY_WITHIN
    for server in servers:
        # Health is also that of what stands behind: the parts behind the gateway may run elsewhere,
        # and the database has answered before; its time limit must not end a start under load.
        path = "/live" if server.name in {"gateway", *SERVICES} else "/health"
        server.wait_until_it_answers(path, max(deadline - time.monotonic(), 0.1))


def _stop(servers: Sequence[Server]) -> None:
    for server in servers:
        server.stop()
    deadline = time.monotonic() + STOP_WITHIN
    for server in servers:
        server.join(max(deadline - time.monotonic(), 0))
