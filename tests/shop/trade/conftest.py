"""One shop for all tests of the trading parts; each test brings its own products and people.

The database is a new SQLite file, or the one that TEST_DATABASE_URL names: races between writers
can be shown on PostgreSQL only, because SQLite lets one of them write at a time.
"""

import os
from collections.abc import Iterator, Set
from pathlib import Path

import httpx2
import pytest

from app_under_test.composition import open_shop
from app_under_test.settings import Settings
from sayso.target.waiting import eventually
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.invariants import IN_ORDER, Books, broken

PARTS = (
    *("identity", "catalogue", "inventory", "orders", "payments", "notifications"),
    "payment_sandbox",
)


@pytest.fixture(scope="session")
def open_floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    directory: Path = tmp_path_factory.mktemp("shop")
    settings = Settings(
        environment="test",
        database_url=os.environ.get("TEST_DATABASE_URL", f"sqlite:///{directory / 'shop.db'}"),
        mail_dir=directory / "mail",
        password_cost="low",
    )
    # Without a gateway the card company's notices arrive only when a test delivers them.
    settings = settings.at({"gateway": NOWHERE, "storefront": NOWHERE})
    with (
        open_shop(settings, PARTS, migrate=True) as shop,
        httpx2.Client(timeout=10, trust_env=False) as http,
    ):
        yield Floor(shop, http)


@pytest.fixture
def floor(open_floor: Floor) -> Iterator[Floor]:
    """The shop; what a test breaks is told of this test alone, and not of all that come later."""
    before = broken(open_floor.database).keys()
    yield open_floor
    eventually(
        lambda: _without(broken(open_floor.database), before),
        equals=IN_ORDER,
        what="broken rules of the books",
        where="the database, after the test",
        within=3.0,
    )


def _without(books: Books, known: Set[str]) -> Books:
    return {sentence: rows for sentence, rows in books.items() if sentence not in known}
