"""Signing in and out, and what a token is worth afterwards."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import median
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from app_under_test.composition import Shop
from app_under_test.identity.errors import WrongCredentials
from app_under_test.identity.models import AuditEntry, LoginSession, User
from app_under_test.identity.passwords import Passwords
from app_under_test.identity.schemas import Credentials
from app_under_test.identity.sessions import IDLE, LIFETIME, Sessions
from app_under_test.kernel.database import Database
from app_under_test.kernel.migrations import make_ready
from tests.shop.customer import PASSWORD, Customer, Door, new_address


class StoppedClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'shop.db'}")
    make_ready(database)
    yield database
    database.dispose()


def with_user(database: Database, password_hash: str) -> str:
    """The address of somebody who is in the table."""
    now, email = datetime.now(UTC), new_address("ada")
    person = User(
        email=email, name="Ada", password_hash=password_hash, created_at=now, updated_at=now
    )
    with database.begin() as session:
        session.add(person)
    return email


def count(database: Database, action: str, subject: str) -> int:
    entries = select(func.count()).select_from(AuditEntry)
    with database.read() as session:
        return session.scalar(entries.filter_by(action=action, subject=subject)) or 0


def test_only_the_digest_of_a_token_is_kept(ada: Customer, whole_shop: Shop) -> None:
    own_id = ada.call("GET", "/profile").json()["id"]
    with whole_shop.database.read() as session:
        (kept,) = session.scalars(select(LoginSession).filter_by(user_id=own_id))
        owner = session.get(User, own_id)
    assert kept.token_hash == sha256(ada.token.encode()).hexdigest()
    assert owner is not None
    assert owner.last_login_at == kept.created_at
    assert count(whole_shop.database, "login.succeeded", own_id) == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    ada: Customer, door: Door, whole_shop: Shop
) -> None:
    own_id = ada.call("GET", "/profile").json()["id"]
    wrong, unknown = door.sign_in(ada.email, "wrong"), door.sign_in(new_address("eve"), "wrong")
    for answer in (wrong, unknown):
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert wrong.json()["detail"] == unknown.json()["detail"]
    assert wrong.json().keys() == unknown.json().keys()
    assert count(whole_shop.database, "login.failed", own_id) == 1
    assert count(whole_shop.database, "login.succeeded", own_id) == 1


def test_an_unknown_address_costs_as_much_work_as_a_known_one(database: Database) -> None:
    passwords = Passwords("standard")
    sessions = Sessions(database, StoppedClock(), passwords)
    email = with_user(database, passwords.hash(PASSWORD))

    def seconds(name: str) -> float:
        started = time.perf_counter()
        with pytest.raises(WrongCredentials):
            sessions.sign_in(Credentials(username=name, password="wrong"), "")
        return time.perf_counter() - started

    known = median(seconds(email) for _ in range(3))
    unknown = median(seconds(new_address("eve")) for _ in range(3))
    assert 0.4 < unknown / known < 2.5, f"{unknown:.3f} s for nobody, {known:.3f} s for somebody"


@pytest.mark.parametrize("path", ["/profile", "/api/protected", "/api/products", "/api/orders"])
@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer", "Basic YTpi", "bearer\ta", "Bearer é"]
)
def test_a_token_that_is_none_is_refused_everywhere(door: Door, header: str, path: str) -> None:
    raw = {b"Authorization": header.encode("latin-1")}
    answer = door.call("GET", path, headers=raw)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_stale_token_keeps_nobody_from_signing_in(ada: Customer) -> None:
    ada.call("POST", "/logout")
    form = {"username": ada.email, "password": ada.password}
    assert ada.call("POST", "/login", data=form).status_code == 200


def test_signing_out_ends_this_session_and_no_other(ada: Customer, door: Door) -> None:
    elsewhere = door.admit(ada.email)
    assert elsewhere.token != ada.token
    assert ada.call("POST", "/logout").status_code == 204
    assert ada.call("GET", "/profile").status_code == 401
    assert ada.call("POST", "/logout").status_code == 401
    assert elsewhere.call("GET", "/profile").status_code == 200


def test_a_disabled_customer_is_out_at_once(ada: Customer, door: Door, whole_shop: Shop) -> None:
    with whole_shop.database.begin() as session:
        person = session.scalar(select(User).filter_by(email=ada.email))
        assert person is not None
        person.disabled_at = datetime.now(UTC)
    assert ada.call("GET", "/profile").status_code == 401
    answer, unknown = door.sign_in(ada.email), door.sign_in(new_address("eve"))
    assert answer.status_code == 401
    assert answer.json()["detail"] == unknown.json()["detail"]


def test_a_session_ends_after_a_while_unused_and_after_its_lifetime(database: Database) -> None:
    passwords, clock = Passwords("low"), StoppedClock()
    sessions = Sessions(database, clock, passwords)
    email = with_user(database, passwords.hash(PASSWORD))
    given = Credentials(username=email, password=PASSWORD)
    began = clock.moment
    idle, busy = sessions.sign_in(given, ""), sessions.sign_in(given, "")
    almost = timedelta(seconds=1)

    clock.moment = began + IDLE - almost
    assert sessions.recognise(busy.token).active
    clock.moment = began + IDLE
    assert not sessions.recognise(idle.token).active, "nobody used it for two hours"
    while clock.moment < began + LIFETIME - almost:
        assert sessions.recognise(busy.token).active, f"in use, at {clock.moment}"
        clock.moment = min(clock.moment + IDLE / 2, began + LIFETIME - almost)
    assert sessions.recognise(busy.token).active
    clock.moment = began + LIFETIME
    assert not sessions.recognise(busy.token).active, "twelve hours are over"


def test_an_outdated_hash_is_renewed_at_the_next_sign_in(database: Database) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    passwords = Passwords("low")
    sessions = Sessions(database, StoppedClock(), passwords)
    email = with_user(database, old)
    given = Credentials(username=email, password=PASSWORD)
    sessions.sign_in(given, "")
    with database.read() as session:
        new = session.scalar(select(User.password_hash).filter_by(email=email)) or ""
    assert new != old
    assert not passwords.is_outdated(new)
    sessions.sign_in(given, "")


@pytest.mark.parametrize("name", ["' OR 1=1 --", "%", "\x00", "x" * 10_000, " "])
def test_odd_names_are_just_unknown(door: Door, name: str) -> None:
    assert door.sign_in(name, "wrong").status_code in {401, 422}


def test_a_hash_that_is_none_lets_nobody_in(database: Database) -> None:
    sessions = Sessions(database, StoppedClock(), Passwords("low"))
    email = with_user(database, f"imported-{uuid4()}")
    with pytest.raises(WrongCredentials):
        sessions.sign_in(Credentials(username=email, password=PASSWORD), "")
