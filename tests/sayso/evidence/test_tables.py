"""Tables of the system's database: found by reflection, read fresh, never written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from sayso.evidence import tables as tables_module
from sayso.evidence.attachments import Evidence
from sayso.evidence.tables import Schema, Tables, UnknownNameError, UnreadableError
from sayso.redaction import rules as redaction

SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE orders (number TEXT PRIMARY KEY, email TEXT, total INTEGER);
CREATE TABLE "order lines" (id INTEGER PRIMARY KEY, picture BLOB);
CREATE TABLE users (email TEXT, password_hash TEXT);
CREATE VIEW paid AS SELECT number FROM orders WHERE total > 0;
INSERT INTO orders VALUES ('B2', NULL, 5), ('A1', 'ada@shop.example', 0);
INSERT INTO "order lines" VALUES (1, x'00ff');
INSERT INTO users VALUES ('ada@shop.example', 'argon2-abcdefgh-12345678');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "the shop?.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
    return path


@pytest.fixture
def schema(path: Path) -> Iterator[Schema]:
    with Schema(f"sqlite:///{str(path).replace('?', '%3F')}") as schema:
        yield schema


@pytest.fixture
def tables(schema: Schema, evidence: Evidence) -> Tables:
    return Tables(schema, evidence)


def kept(evidence: Evidence) -> dict[str, Any]:
    (entry,) = evidence.take()
    body: dict[str, Any] = json.loads(entry["text"])
    return {"title": entry["title"], "note": body["note"]} | {
        table["name"]: [change["after"] for change in table["changes"]] for table in body["tables"]
    }


def test_rows_are_plain_mappings_in_the_order_of_their_key(tables: Tables) -> None:
    first = {"number": "A1", "email": "ada@shop.example", "total": 0}
    assert tables.orders.rows() == [first, {"number": "B2", "email": None, "total": 5}]
    assert tables.orders.rows(number="A1", total=0) == [first]


def test_no_value_is_asked_for_with_none(tables: Tables) -> None:
    assert [row["number"] for row in tables.orders.rows(email=None)] == ["B2"]


def test_rows_are_counted(tables: Tables) -> None:
    assert (tables.orders.count(), tables.orders.count(total=5), tables.paid.count()) == (2, 1, 1)


def test_each_question_sees_what_is_committed_just_then(path: Path, tables: Tables) -> None:
    orders = tables.orders
    assert orders.count() == 2
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO orders VALUES ('C3', NULL, 1)")
        connection.execute("CREATE TABLE later (id INTEGER)")
    assert (orders.count(), tables.later.count()) == (3, 0)


def test_an_unknown_name_comes_with_the_nearest_one_and_all_there_are(tables: Tables) -> None:
    table = (
        'the database has no table "ordres". Did you mean "orders"? '
        "It has order lines, orders, paid, users."
    )
    with pytest.raises(UnknownNameError, match=f"^{table}$".replace("?", r"\?")):
        tables.ordres.count()
    column = r'table "orders" has no column "numbr". Did you mean "number"\? It has email, number'
    with pytest.raises(UnknownNameError, match=column):
        tables.orders.rows(numbr="A1")


def test_nothing_can_be_written(schema: Schema) -> None:
    from sqlalchemy import text

    with pytest.raises(UnreadableError, match="readonly"):
        schema.ask(text("DELETE FROM orders"), "orders")


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, evidence: Evidence) -> None:
    with (
        Schema(f"sqlite:///{tmp_path}/none.db") as schema,
        pytest.raises(UnreadableError, match="the database cannot be read: unable to open"),
    ):
        Tables(schema, evidence).orders.count()
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("url", ["mysql://127.0.0.1/shop", "no address"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(UnreadableError, match=r"only of sqlite and postgresql|cannot be reached"):
        Schema(url)


def test_a_question_and_its_answer_are_evidence(tables: Tables, evidence: Evidence) -> None:
    tables.orders.rows(number="A1")
    assert kept(evidence) == {
        "title": "Rows of orders: 1 row",
        "note": "asked for number = A1",
        "orders": [["A1", "ada@shop.example", 0]],
    }
    tables["order lines"].rows()
    assert kept(evidence)["order lines"] == [[1, "(2 bytes)"]]
    tables.orders.count()
    assert kept(evidence) == {"title": "Rows of orders: 2 rows", "note": "asked for all rows"}


def test_the_same_answer_is_kept_once_in_a_step(tables: Tables, evidence: Evidence) -> None:
    for step in (0, 0, 1):
        evidence.step = step
        tables.orders.count()
    assert [entry["step"] for entry in evidence.take()] == [0, 1]


def test_very_many_rows_are_cut_and_that_is_said(
    tables: Tables, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_module, "MAX_SHOWN", 1)
    assert len(tables.orders.rows()) == 2
    shown = kept(evidence)
    assert (len(shown["orders"]), shown["note"]) == (1, "asked for all rows; 1 more row left out")


def test_secrets_are_for_the_step_and_not_for_the_evidence(
    tables: Tables, evidence: Evidence
) -> None:
    [row] = tables.users.rows(password_hash="argon2-abcdefgh-12345678")
    assert row["password_hash"] == "argon2-abcdefgh-12345678"
    shown = kept(evidence)
    assert shown["users"] == [["ada@shop.example", "[removed]"]]
    assert shown["note"] == "asked for password_hash = [removed]"
    assert redaction.redact_text("it was argon2-abcdefgh-12345678") == "it was [removed]"


def test_tables_of_a_server_are_read_and_not_written(on_server: str, evidence: Evidence) -> None:
    from sqlalchemy import text

    engine = create_engine(on_server)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO stock VALUES ('mug')")
    engine.dispose()
    # the address as an application has it, whose driver is no use here
    with Schema(on_server.replace("+psycopg", "+asyncpg")) as schema:
        tables = Tables(schema, evidence)
        assert tables.stock.rows(sku="mug") == [{"sku": "mug"}]
        assert tables.users.count() == 0
        with pytest.raises(UnreadableError, match='table "stock" cannot be read: operator does'):
            tables.stock.count(sku=5)
        with pytest.raises(UnreadableError, match="read-only transaction"):
            schema.ask(text("DELETE FROM stock"), "stock")


def test_a_locked_table_of_a_server_is_given_up(
    on_server: str, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_module, "READ_ONLY", ("SET statement_timeout = '100ms'",))
    engine = create_engine(on_server)
    with Schema(on_server) as schema, engine.begin() as connection:
        table = Tables(schema, evidence).stock
        connection.exec_driver_sql("LOCK TABLE stock")
        with pytest.raises(UnreadableError, match="statement timeout"):
            table.count()
    engine.dispose()
