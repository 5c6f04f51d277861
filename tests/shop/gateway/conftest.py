"""A gateway before parts that only listen."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import pytest

from app_under_test.composition import open_shop
from app_under_test.settings import SERVICES, Settings
from tests.shop.listener import Listener

ADA = {"active": True, "user_id": "ada-id", "role": "customer", "session_id": "session-1"}
TOKEN = {"Authorization": "Bearer good"}
KEY = "the internal key of the test"


@contextmanager
def gateway(
    parts: dict[str, Listener],
    rate: str = "1000/second",
    shared: dict[str, str] | None = None,
    **urls: str,
) -> Iterator[httpx2.Client]:
    """A gateway of its own, for what the shared one cannot show.

    `shared`: the settings of what it shares with others.
    """
    addresses = {name: urls.get(name, listener.url) for name, listener in parts.items()}
    values = {"rate_limit": rate, "internal_key": KEY, **(shared or {})}
    settings = Settings.model_validate(values).at(addresses)
    with (
        open_shop(settings, ["gateway"]) as shop,
        httpx2.Client(base_url=shop.settings.url_of("gateway"), timeout=10) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def listeners() -> Iterator[dict[str, Listener]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(Listener()) for name in SERVICES}


@pytest.fixture(scope="session")
def shared_gateway(listeners: dict[str, Listener]) -> Iterator[httpx2.Client]:
    with gateway(listeners) as client:
        yield client


@pytest.fixture
def parts(listeners: dict[str, Listener]) -> dict[str, Listener]:
    """Every part answers 200; identity knows everybody as Ada."""
    for listener in listeners.values():
        listener.forget(200)
    listeners["identity"].bodies["/internal/introspect"] = ADA
    listeners["identity"].statuses["/internal/audit"] = 204
    return listeners


@pytest.fixture
def door(parts: dict[str, Listener], shared_gateway: httpx2.Client) -> httpx2.Client:
    """The way in, before parts that have heard nothing yet."""
    assert parts
    return shared_gateway
