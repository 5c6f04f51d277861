"""The whole shop in this process, on real ports, with a mail server that keeps everything."""

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import structlog

from app_under_test.composition import Shop, open_shop
from app_under_test.settings import Settings
from sayso.target.mail_sink import MailSink
from tests.shop.customer import Customer, Door
from tests.shop.postgres import new_database


@pytest.fixture(scope="session", autouse=True)
def no_log_lines() -> None:
    """Shops in this process would write between the lines of the test report."""
    nothing = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=nothing)


@pytest.fixture(scope="session")
def mailboxes() -> Iterator[MailSink]:
    with MailSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def whole_shop(mailboxes: MailSink, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Started once; every test brings people and products of its own."""
    database: Path = tmp_path_factory.mktemp("shop") / "shop.db"
    settings = Settings(
        environment="test",
        database_url=f"sqlite:///{database}",
        smtp_url=mailboxes.url,
        password_cost="low",
        rate_limit="1000/second",
        caller_limit="1000/minute",
    )
    with open_shop(settings, migrate=True) as shop:
        yield shop


@pytest.fixture
def door(whole_shop: Shop) -> Iterator[Door]:
    """The gateway, for somebody nobody knows."""
    with httpx2.Client(base_url=whole_shop.settings.url_of("gateway"), timeout=10) as client:
        yield Door(client)


@pytest.fixture
def ada(door: Door) -> Customer:
    """Somebody with an account, signed in."""
    return door.welcome("Ada")


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with new_database() as url:
        yield url
