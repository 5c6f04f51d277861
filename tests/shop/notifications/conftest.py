"""Notifications between two parts that only listen and a mail server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app_under_test.kernel.database import Database
from app_under_test.kernel.http_messaging import HttpMessaging
from app_under_test.kernel.migrations import make_ready
from app_under_test.notifications.app import create_app
from app_under_test.settings import Settings
from tests.shop.listener import Listener
from tests.shop.notifications.post_office import ORDER, PostOffice, Shop, mail_server

Open = Callable[..., Any]


@pytest.fixture
def open_shop(tmp_path: Path) -> Iterator[Open]:
    """Notifications, opened with these settings; their database is the same each time."""
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    make_ready(database)
    with Listener() as identity, Listener() as orders:
        identity.statuses["/internal/email-tokens"] = 201
        identity.bodies["/internal/email-tokens"] = {"token": "the-token"}
        orders.statuses[f"/internal/orders/{ORDER['number']}"] = 200
        orders.bodies[f"/internal/orders/{ORDER['number']}"] = ORDER

        @contextmanager
        def opened(office: PostOffice, **values: Any) -> Iterator[Shop]:
            known = Settings.model_validate({"public_url": "https://shop.example", **values})
            settings = known.at({"identity": identity.url, "orders": orders.url})
            headers = {"X-Internal-Key": settings.internal_key.get_secret_value()}
            messaging = HttpMessaging(settings.url_of, settings.internal_key.get_secret_value())
            app = create_app(settings, database, messaging)
            with TestClient(app, headers=headers) as client:
                yield Shop(client, database, office)

        yield opened
    database.dispose()


@pytest.fixture
def shop(open_shop: Open) -> Iterator[Shop]:
    office = PostOffice()
    with mail_server(office) as url, open_shop(office, smtp_url=url) as shop:
        yield shop
