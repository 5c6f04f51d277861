"""Signing in and out, and what a token is worth afterwards."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import median
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from app_under_test.composition import Shop
from app_under_test.identity.errors import TooManyTries, WrongCredentials
from app_under_test.identity.models import AuditEntry, LoginSession, Tries, User
from app_under_test.identity.passwords import Passwords
from app_under_test.identity.schemas import Credentials
from app_under_test.identity.sessions import IDLE, LIFETIME, Sessions
from app_under_test.identity.tries import Counting
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Outbox
from app_under_test.kernel.migrations import make_ready
from app_under_test.settings import Settings
from tests.shop.customer import PASSWORD, Customer, Door, new_address

LIMITS = Settings(sign_in_limit="3/10 minutes", caller_limit="6/10 minutes")


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


def sessions_of(database: Database, clock: StoppedClock, passwords: Passwords) -> Sessions:
    return Sessions(database, clock, passwords, Counting(database, clock, LIMITS))


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
    sessions = sessions_of(database, StoppedClock(), passwords)
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
    sessions = sessions_of(database, clock, passwords)
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
    sessions = sessions_of(database, StoppedClock(), passwords)
    email = with_user(database, old)
    given = Credentials(username=email, password=PASSWORD)
    sessions.sign_in(given, "")
    with database.read() as session:
        new = session.scalar(select(User.password_hash).filter_by(email=email)) or ""
    assert new != old
    assert not passwords.is_outdated(new)
    sessions.sign_in(given, "")


def test_a_pause_begun_by_a_clock_that_was_ahead_locks_nobody_out(database: Database) -> None:
    clock, passwords = StoppedClock(), Passwords("low")
    sessions = sessions_of(database, clock, passwords)
    email = with_user(database, passwords.hash(PASSWORD))
    began = clock.moment
    clock.moment = began + timedelta(days=14)
    assert [bool(try_in_vain(sessions, email, "")) for _ in range(4)] == [False] * 3 + [True]
    clock.moment = began
    assert sessions.sign_in(Credentials(username=email, password=PASSWORD), "").token


@pytest.mark.parametrize("name", ["' OR 1=1 --", "%", "\x00", "x" * 10_000, " "])
def test_odd_names_are_just_unknown(door: Door, name: str) -> None:
    assert door.sign_in(name, "wrong").status_code in {401, 422}


def test_a_hash_that_is_none_lets_nobody_in(database: Database) -> None:
    sessions = sessions_of(database, StoppedClock(), Passwords("low"))
    email = with_user(database, f"imported-{uuid4()}")
    with pytest.raises(WrongCredentials):
        sessions.sign_in(Credentials(username=email, password=PASSWORD), "")


def try_in_vain(sessions: Sessions, name: str, address: str, typed: str = "wrong") -> int:
    """What is said about a try that must not succeed: 0, or the seconds to wait."""
    try:
        sessions.sign_in(Credentials(username=name, password=typed), address)
    except WrongCredentials:
        return 0
    except TooManyTries as refusal:
        return int(refusal.headers["Retry-After"])
    raise AssertionError("let in")


def warnings(database: Database) -> int:
    with database.read() as session:
        found = select(func.count()).select_from(Outbox).filter_by(topic="user.sign_in_blocked")
        return session.scalar(found) or 0


@pytest.mark.parametrize("known", [True, False])
def test_an_account_rests_after_some_wrong_passwords(database: Database, known: bool) -> None:
    passwords, clock = Passwords("low"), StoppedClock()
    sessions, began = sessions_of(database, clock, passwords), clock.moment
    email = with_user(database, passwords.hash(PASSWORD)) if known else new_address("eve")
    said = []
    for number in range(5):
        clock.moment = began + timedelta(minutes=number)
        said.append(try_in_vain(sessions, email.upper(), f"10.0.0.{number}"))
    assert said == [0, 0, 0, 9 * 60, 8 * 60]
    assert try_in_vain(sessions, email, "10.0.1.1", PASSWORD) == 8 * 60, "even the right one"
    assert warnings(database) == known
    clock.moment = began + timedelta(minutes=12)
    assert try_in_vain(sessions, email, "10.0.0.1") == 0


def test_the_right_password_begins_the_count_anew(database: Database) -> None:
    passwords = Passwords("low")
    sessions = sessions_of(database, StoppedClock(), passwords)
    email = with_user(database, passwords.hash(PASSWORD))
    for _ in range(4):
        assert try_in_vain(sessions, email, "10.0.0.1") == 0
        sessions.sign_in(Credentials(username=email, password=PASSWORD), "10.0.0.1")
    assert warnings(database) == 0


def test_a_caller_rests_who_tries_many_names(database: Database) -> None:
    sessions = sessions_of(database, StoppedClock(), Passwords("low"))
    said = [try_in_vain(sessions, new_address("eve"), "10.0.0.1") for _ in range(7)]
    assert said == [0, 0, 0, 0, 0, 0, 600]
    assert try_in_vain(sessions, new_address("eve"), "10.0.0.2") == 0


def test_many_tries_at_once_are_counted_one_by_one(database: Database) -> None:
    sessions = sessions_of(database, StoppedClock(), Passwords("low"))
    email = new_address("eve")

    def guess(number: int) -> int:
        return try_in_vain(sessions, email, f"10.0.0.{number}")

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(guess, range(8))) == [0, 0, 0, *[600] * 5]


def test_a_name_that_nobody_has_is_kept_nowhere_and_not_for_ever(database: Database) -> None:
    passwords, clock = Passwords("low"), StoppedClock()
    sessions = sessions_of(database, clock, passwords)
    try_in_vain(sessions, "my password, in the wrong field", "10.0.0.1")
    with database.read() as session:
        kept = session.execute(select(Tries.purpose, Tries.whose)).all()
    assert {purpose for purpose, _ in kept} == {"sign-in", "caller"}
    assert not any("password" in whose for _, whose in kept)
    clock.moment += timedelta(minutes=10)
    email = with_user(database, passwords.hash(PASSWORD))
    sessions.sign_in(Credentials(username=email, password=PASSWORD), "10.0.0.2")
    with database.read() as session:
        assert [row.whose for row in session.scalars(select(Tries))] == ["10.0.0.2"]


def test_a_session_elsewhere_is_listed_and_ended(ada: Customer, door: Door) -> None:
    elsewhere, ben = door.admit(ada.email), door.welcome("Ben")
    listed = ada.call("GET", "/profile/sessions").json()
    assert [session["is_this"] for session in listed] == [False, True]
    path = f"/profile/sessions/{listed[0]['id']}"
    assert ben.call("DELETE", path).status_code == 404
    assert elsewhere.call("GET", "/profile").status_code == 200
    assert ada.call("DELETE", path).status_code == 204
    assert elsewhere.call("GET", "/profile").status_code == 401
    assert ada.call("GET", "/profile").status_code == 200
    assert ada.call("DELETE", path).status_code == 404


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(
    ada: Customer, door: Door
) -> None:
    elsewhere = door.admit(ada.email)
    wrong = {"current_password": "wrong", "password": "brand new one 3"}
    refused = ada.call("PUT", "/profile/password", json=wrong)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == ["body", "current_password"]
    assert elsewhere.call("GET", "/profile").status_code == 200
    right = {**wrong, "current_password": PASSWORD}
    assert ada.call("PUT", "/profile/password", json=right).status_code == 204
    assert elsewhere.call("GET", "/profile").status_code == 401
    assert ada.call("GET", "/profile").status_code == 200
    assert door.sign_in(ada.email).status_code == 401
    assert door.sign_in(ada.email, "brand new one 3").status_code == 200


def test_the_current_password_cannot_be_guessed_in_an_open_session(ada: Customer) -> None:
    wrong = {"current_password": "wrong", "password": "brand new one 3"}
    said = [ada.call("PUT", "/profile/password", json=wrong).status_code for _ in range(6)]
    assert said == [422] * 5 + [429]


@pytest.mark.parametrize(
    "path", ["/profile", "/api/protected", "/api/orders", "/api/cart", "/profile/sessions"]
)
def test_private_answers_are_kept_nowhere(ada: Customer, path: str) -> None:
    answer = ada.call("GET", path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
