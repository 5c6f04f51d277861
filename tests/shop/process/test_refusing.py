"""A shop that cannot start: it says why in one line, and leaves nothing behind."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing

import pytest

from app_under_test.composition import open_shop
from app_under_test.gateway.parts import Parts
from app_under_test.kernel.server import listen
from app_under_test.settings import Settings
from tests.shop.process.conftest import ELSEWHERE


@pytest.mark.parametrize(
    ("arguments", "environment", "reason"),
    [
        (("ordrs",), {}, "ordrs is no part of the shop"),
        (("--port", "gateway"), {}, "'gateway' is not NAME=PORT"),
        (("--port", "gateway=99999"), {}, "'gateway=99999' is not NAME=PORT"),
        (("--port", "ordrs=8000"), {}, "ordrs is no part of the shop; there are identity,"),
        (("orders",), {}, "the address of"),
        (("orders", "--processes"), {}, "--processes runs every part, and has no --demo"),
        (("--processes", "--gateways", "0"), {}, "--gateways is a number from 1"),
        (("--processes",), {}, "processes share a database and a place for mails; set SHOP_DATA"),
        (("--database", "nonsense"), {}, "SHOP_DATABASE_URL: must be an SQLAlchemy URL"),
        (("gateway", "--host", "192.0.2.1"), ELSEWHERE, "gateway cannot listen on 192.0.2.1"),
        ((), {"SHOP_PASWORD_COST": "low"}, "did you mean SHOP_PASSWORD_COST?"),
        (
            (),
            {"SHOP_PASSWORD_COST": "low", "SHOP_ENVIRONMENT": "production"},
            "SHOP_PASSWORD_COST=low is a test switch",
        ),
        ((), {"SHOP_INTERNAL_KEY": "hunter2"}, "SHOP_INTERNAL_KEY: Value should have at least 16"),
        (
            ("catalogue",),
            ELSEWHERE | {"SHOP_DATABASE_URL": "sqlite:////nowhere/shop.db"},
            "the database file is not there; run `python -m app_under_test migrate`",
        ),
    ],
)
def test_nonsense_is_refused_in_a_line(
    refused: Callable[..., str],
    arguments: tuple[str, ...],
    environment: dict[str, str],
    reason: str,
) -> None:
    said = refused(*arguments, **environment)
    assert reason in said
    assert "hunter2" not in said


@pytest.mark.parametrize("address", ["postgresql+psycopg://shop@db/shop", "postgresql://db/shop"])
def test_a_missing_driver_is_named_with_its_remedy(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # to Python, that is: not installed
    said = refused("gateway", **ELSEWHERE, SHOP_DATABASE_URL=address)
    assert "PostgreSQL needs psycopg, which is not installed" in said
    assert "run `uv sync --extra postgres`" in said


def test_the_missing_driver_of_redis_is_named(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app_under_test.kernel.redis_server", None)
    said = refused("gateway", **ELSEWHERE, SHOP_REDIS_URL="redis://127.0.0.1:9")
    assert "Redis needs redis, which is not installed; run `uv sync --extra redis`" in said


def test_a_part_that_is_missing_is_named() -> None:
    with (
        pytest.raises(ImportError, match="bakery"),
        open_shop(Settings(), ["bakery"]),
    ):
        pass


def test_a_port_that_is_taken_is_named(refused: Callable[..., str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        said = refused("gateway", "--port", f"gateway={port}", **ELSEWHERE)
    assert f"gateway cannot listen on 127.0.0.1:{port}: Address already in use" in said


def test_a_part_that_does_not_get_healthy_is_named(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Parts) -> None:
        raise OSError("no")

    monkeypatch.setattr(Parts, "__aenter__", fail)
    assert "gateway did not start" in refused("gateway", **ELSEWHERE)


def test_a_migration_that_cannot_be_done_says_why(refused: Callable[..., str]) -> None:
    assert refused("migrate") == (
        "migrate: no database is named; set SHOP_DATABASE_URL or give --database URL\n"
    )
    said = refused("migrate", SHOP_DATABASE_URL="sqlite:////nowhere/shop.db")
    assert said == "migrate: the database cannot be migrated: unable to open database file\n"


def test_tables_that_were_made_in_another_way_are_left_alone(
    refused: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("old") / "shop.db"
    with closing(sqlite3.connect(file)) as old:
        old.execute("CREATE TABLE users (id TEXT)")
    said = refused("migrate", "--database", f"sqlite:///{file}")
    assert said == "migrate: the database cannot be migrated: table users already exists\n"
    with closing(sqlite3.connect(file)) as old:
        tables = old.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("users",)], "a part of the migrations was kept"


def test_a_trial_on_a_server_that_is_not_there_says_so(refused: Callable[..., str]) -> None:
    said = refused("trial", "create", "--database", "postgresql://127.0.0.1:9/shop")
    assert said.startswith("trial create: connection failed: ")
