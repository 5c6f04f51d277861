"""Requests that come again under their key: answered as before, unless nothing was answered."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from sqlalchemy import update

from app_under_test.kernel.application import create_service
from app_under_test.kernel.database import Database
from app_under_test.kernel.kept_answers import KEPT_FOR, LONGEST_CALL, KeptAnswer
from app_under_test.kernel.migrations import make_ready
from app_under_test.kernel.problems import Problem
from app_under_test.settings import Settings

SETTINGS = Settings()
ADA = {"X-Internal-Key": SETTINGS.internal_key.get_secret_value(), "X-User-Id": "ada"}
KEY = {"Idempotency-Key": "delivery-17"}


class Shelf:
    """Counts what was put on it; broken for as long as it is told to be."""

    def __init__(self) -> None:
        self.mugs = 0
        self.is_broken = False

    def router(self) -> APIRouter:
        router = APIRouter()

        @router.post("/mugs", status_code=201)
        def add(quantity: int) -> dict[str, int]:
            self.mugs += quantity
            if self.is_broken:
                raise ZeroDivisionError
            if self.mugs > 9:
                raise Problem("The shelf is full.", status=409)
            return {"mugs": self.mugs}

        return router


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    make_ready(database)
    yield database
    database.dispose()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def service(shelf: Shelf, database: Database) -> Iterator[TestClient]:
    app = create_service("shelf", SETTINGS, shelf.router())
    app.state.database = database
    with TestClient(app, headers=ADA, raise_server_exceptions=False) as client:
        yield client


def grow_older(database: Database, age: timedelta, **kept: object) -> None:
    with database.begin() as session:
        then = datetime.now(UTC) - age
        session.execute(update(KeptAnswer).values(created_at=then, **kept))


def test_answer_is_repeated_whole(service: TestClient, shelf: Shelf) -> None:
    answers = [service.post("/mugs?quantity=3", headers=KEY) for _ in range(3)]
    assert [(a.status_code, a.json()) for a in answers] == [(201, {"mugs": 3})] * 3
    assert {a.headers["Content-Type"] for a in answers} == {"application/json"}
    assert shelf.mugs == 3


def test_refusal_is_repeated_too(service: TestClient, shelf: Shelf) -> None:
    answers = [service.post("/mugs?quantity=10", headers=KEY) for _ in range(2)]
    assert [a.status_code for a in answers] == [409, 409]
    assert shelf.mugs == 10


def test_fault_of_ours_is_not_repeated(service: TestClient, shelf: Shelf) -> None:
    shelf.is_broken = True
    assert service.post("/mugs?quantity=1", headers=KEY).status_code == 500
    shelf.is_broken = False
    assert service.post("/mugs?quantity=1", headers=KEY).status_code == 201
    assert shelf.mugs == 2


@pytest.mark.parametrize("headers", [{}, {**KEY, "X-User-Id": ""}])
def test_without_key_or_person_every_request_counts(
    service: TestClient, shelf: Shelf, headers: dict[str, str]
) -> None:
    for _ in range(2):
        assert service.post("/mugs?quantity=1", headers=headers).status_code == 201
    assert shelf.mugs == 2


def test_request_in_progress_is_refused_until_it_can_be_no_more(
    service: TestClient, shelf: Shelf, database: Database
) -> None:
    service.post("/mugs?quantity=1", headers=KEY)
    grow_older(database, timedelta(seconds=1), status=None)
    busy = service.post("/mugs?quantity=1", headers=KEY)
    assert (busy.status_code, busy.json()["type"]) == (409, "request-in-progress")
    grow_older(database, LONGEST_CALL + timedelta(seconds=1))
    assert service.post("/mugs?quantity=1", headers=KEY).status_code == 201
    assert shelf.mugs == 2


def test_answer_is_kept_for_a_day(service: TestClient, shelf: Shelf, database: Database) -> None:
    service.post("/mugs?quantity=1", headers=KEY)
    grow_older(database, KEPT_FOR + timedelta(seconds=1))
    service.post("/mugs?quantity=1", headers=KEY)
    assert shelf.mugs == 2


@pytest.mark.parametrize(("length", "status"), [(200, 201), (201, 400)])
def test_key_has_a_longest_length(service: TestClient, length: int, status: int) -> None:
    answer = service.post("/mugs?quantity=1", headers={"Idempotency-Key": "k" * length})
    assert answer.status_code == status
