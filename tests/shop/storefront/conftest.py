"""The storefront before a gateway that says what it is told to."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from app_under_test.settings import Settings
from app_under_test.storefront.app import create_app
from tests.shop.storefront.browser import ORIGIN, Person
from tests.shop.storefront.gateway_stub import Answer, GatewayStub
from tests.shop.storefront.samples import ADA


@pytest.fixture(scope="session")
def stub() -> Iterator[GatewayStub]:
    """Listens once for all tests; ask for `gateway` instead, which has forgotten the last one."""
    with GatewayStub() as stub:
        yield stub


@pytest.fixture(scope="session")
def client(stub: GatewayStub) -> Iterator[TestClient]:
    """The storefront, started once; ask for `visitor` instead, who has no cookies yet."""
    app = create_app(Settings().at({"gateway": stub.url}))
    with TestClient(app, ORIGIN, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def gateway(stub: GatewayStub) -> GatewayStub:
    stub.forget()
    return stub


@pytest.fixture
def visitor(client: TestClient, gateway: GatewayStub) -> Iterator[Person]:
    """Somebody nobody knows yet."""
    assert gateway.asked == [], "the gateway remembers another test"
    client.cookies.clear()
    with capture_logs():
        yield Person(client)


@pytest.fixture
def ada(gateway: GatewayStub, visitor: Person) -> Person:
    """A customer who is signed in."""
    gateway.answers["GET /profile"] = Answer(200, ADA)
    gateway.answers["GET /api/orders"] = Answer(200, [])
    visitor.remember("__Host-session", "good-token")
    return visitor
