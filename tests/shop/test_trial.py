"""Trial databases: clones of one migrated template, made and dropped by whoever runs tests."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import URL, Connection, text

from app_under_test import trial
from app_under_test.kernel import migrations
from app_under_test.kernel.database import Database
from app_under_test.settings import Settings
from tests.shop.postgres import SERVER, server


def databases() -> set[str]:
    with server() as connection:
        return set(connection.scalars(text("SELECT datname FROM pg_database")))


@pytest.fixture
def named() -> Iterator[Settings]:
    """A database that is not there yet, with a name that has to be quoted."""
    settings = Settings(database_url=f"{SERVER}/shop-trial-{uuid4().hex}")
    databases()  # skips without a server
    yield settings
    trial.drop(settings)


@pytest.fixture
def own_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a template that nobody has made yet."""
    mark = uuid4().hex[:16]
    monkeypatch.setattr(trial, "_hash_of_migrations", lambda: mark)
    yield f"shop_template_{mark}"
    trial.drop(Settings(database_url=f"{SERVER}/shop_template_{mark}"))


def test_a_trial_database_is_migrated_and_gone_afterwards(named: Settings) -> None:
    name = str(named.database_url).rpartition("/")[2]
    said = trial.create(named)
    assert said.startswith(f"{name} is there, a clone of shop_template_")
    database = Database(str(named.database_url))
    migrations.refuse_old(database, ["identity", "orders"])
    with database.begin() as session:
        session.execute(text("INSERT INTO users SELECT * FROM users"))
    assert trial.drop(named) == f"{name} is gone", "a connection kept it"
    database.dispose()
    assert name not in databases()
    assert trial.drop(named) == f"{name} was not there"


def test_the_leftover_of_a_killed_trial_is_replaced(named: Settings) -> None:
    trial.create(named)
    database = Database(str(named.database_url))
    with database.begin() as session:
        session.execute(text("CREATE TABLE leftover (id INTEGER)"))
    database.dispose()
    trial.create(named)
    with pytest.raises(Exception, match='"leftover" does not exist'), database.read() as session:
        session.execute(text("SELECT * FROM leftover"))
    database.dispose()


def test_several_workers_share_one_template_that_is_missing(
    own_templates: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = trial._make_template

    def noted(connection: Connection, url: URL, template: str) -> None:
        made.append(template)
        make(connection, url, template)

    monkeypatch.setattr(trial, "_make_template", noted)
    names = [f"shop_trial_{uuid4().hex}" for _ in range(4)]
    workers = [Settings(database_url=f"{SERVER}/{name}") for name in names]
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(trial.create, workers))
        assert databases() >= {own_templates, *names}
        assert made == [own_templates]
    finally:
        for worker in workers:
            trial.drop(worker)


def test_a_changed_migration_asks_for_another_template(monkeypatch: pytest.MonkeyPatch) -> None:
    before = trial._hash_of_migrations()
    assert trial._hash_of_migrations() == before
    monkeypatch.setattr(migrations, "HISTORIES", migrations.HISTORIES[1:])
    assert trial._hash_of_migrations() != before


def test_what_was_not_made_for_a_trial_is_left_alone(postgres: str) -> None:
    name = postgres.rpartition("/")[2]
    for command in (trial.create, trial.drop):
        with pytest.raises(trial.Refused, match=f"{name} was not made by `trial create`"):
            command(Settings(database_url=postgres))
    assert name in databases()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (Settings(), "no database is named; set SHOP_DATABASE_URL"),
        (Settings(database_url="sqlite:////tmp/shop.db"), "made in PostgreSQL"),
        (
            Settings(database_url=f"{SERVER}/shop").model_copy(
                update={"environment": "production"}
            ),
            "refused in production",
        ),
    ],
)
def test_a_trial_is_refused_in_words(settings: Settings, reason: str) -> None:
    for command in (trial.create, trial.drop):
        with pytest.raises(trial.Refused, match=reason):
            command(settings)
