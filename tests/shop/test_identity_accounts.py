"""Accounts: opening one, keeping it, and what strangers can learn about it."""

import json
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app_under_test.composition import Shop
from app_under_test.identity.models import AuditEntry, EmailToken, User
from sayso.target.mail_sink import MailSink
from sayso.target.waiting import eventually
from tests.shop.customer import PASSWORD, Customer, Door, new_address


def user(shop: Shop, email: str) -> User | None:
    with shop.database.read() as session:
        return session.scalar(select(User).filter_by(email=email))


def people(shop: Shop) -> int:
    with shop.database.read() as session:
        return session.scalar(select(func.count()).select_from(User)) or 0


def test_opening_an_account(door: Door, whole_shop: Shop, mailboxes: MailSink) -> None:
    email = new_address("ada")
    answer = door.register(f"  {email.upper()} ", name="Zoë O'Neill", marketing_consent=True)
    assert (answer.status_code, answer.headers["Location"]) == (201, "/profile")
    assert answer.json() == {"email": email, "username": None, "name": "Zoë O'Neill"}
    kept = user(whole_shop, email)
    assert kept is not None
    assert kept.password_hash.startswith("$argon2id$")
    assert PASSWORD not in kept.password_hash
    assert (kept.role, kept.verified_at) == ("customer", None)
    assert kept.consented_at == kept.created_at
    (mail,) = eventually(
        lambda: mailboxes.messages_to(email), satisfies=bool, what="mails", where=email
    )
    assert mail["Subject"] == "Welcome, confirm your address"


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(
    door: Door, whole_shop: Shop, mailboxes: MailSink
) -> None:
    email = new_address("ada")
    first = door.register(email, name="Ada")
    before = user(whole_shop, email)
    again = [door.register(email, name="Ada", password="another one 2") for _ in range(3)]
    assert {(a.status_code, a.text) for a in again} == {(first.status_code, first.text)}
    after = user(whole_shop, email)
    assert before is not None
    assert after is not None
    assert after.password_hash == before.password_hash
    subjects = eventually(
        lambda: sorted(mail["Subject"] for mail in mailboxes.messages_to(email)),
        equals=["Welcome, confirm your address", "You already have an account"],
        what="mails",
        where=email,
    )
    assert len(subjects) == 2


def test_a_taken_user_name_is_refused_at_the_field(door: Door, whole_shop: Shop) -> None:
    username = f"ada-{uuid4().hex[:8]}"
    assert door.register(new_address("ada"), username=username).status_code == 201
    before = people(whole_shop)
    answer = door.register(new_address("ben"), username=username)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"loc": ["body", "username"], "msg": "is already taken"}]
    assert people(whole_shop) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "ada"),
        ("email", None),
        ("email", ["ada@example.org"]),
        ("password", "1234567"),
        ("password", "x" * 129),
        ("password", 12345678),
        ("password", "iloveyou"),
        ("password", "PASSWORD1"),
        ("password", "Kettle & Loom 2026!"),
        ("password", "half \ud800 a character"),
        ("name", "Ada\r\nBcc: all@example.org"),
        ("name", "x" * 201),
        ("username", "ada@example.org"),
        ("username", ""),
        ("username", "../../etc"),
        ("marketing_consent", "perhaps"),
    ],
)
def test_a_malformed_field_is_named_and_nothing_is_stored(
    door: Door, whole_shop: Shop, field: str, value: Any
) -> None:
    before = people(whole_shop)
    body = json.dumps({"email": new_address("ada"), "password": PASSWORD, field: value})
    kind = {"Content-Type": "application/json"}
    answer = door.call("POST", "/register", content=body, headers=kind)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][:2] == ["body", field]
    assert people(whole_shop) == before


@pytest.mark.parametrize("password", ["8 signs.", "x" * 128, "  spaces kept  ", "пароль 🗝 密码"])
def test_a_password_is_taken_exactly_as_typed(door: Door, password: str) -> None:
    email = new_address("ada")
    assert door.register(email, password=password).status_code == 201
    assert door.sign_in(email, password).status_code == 200
    for other in (password[:-1], password.strip() + "!", password.upper() + " "):
        assert door.sign_in(email, other).status_code == 401


def test_role_and_verification_cannot_be_given_oneself(door: Door, whole_shop: Shop) -> None:
    email = new_address("ada")
    door.register(email, role="staff", verified_at="2026-01-01", id="1", disabled_at=None)
    customer = door.admit(email)
    customer.call("PUT", "/profile", json={"name": "Ada", "role": "staff", "email": "x@y.zz"})
    kept = user(whole_shop, email)
    assert kept is not None
    assert (kept.role, kept.verified_at) == ("customer", None)


def test_the_profile_is_read_and_changed(ada: Customer, door: Door) -> None:
    username = f"ada-{uuid4().hex[:8]}"
    before = ada.call("GET", "/profile").json()
    assert (before["email"], before["name"], before["verified"]) == (ada.email, "Ada", False)
    after = ada.call("PUT", "/profile", json={"name": "Ada L.", "username": username})
    assert after.status_code == 200
    assert after.json() == before | {"name": "Ada L.", "username": username}
    assert ada.call("GET", "/profile").json() == after.json()
    assert door.sign_in(username).status_code == 200
    assert ada.call("PUT", "/profile", json={}).json() == after.json()
    assert ada.call("PUT", "/profile", json={"username": username}).status_code == 200


def test_people_are_listed_to_staff_alone(ada: Customer, door: Door, whole_shop: Shop) -> None:
    own_id = ada.call("GET", "/profile").json()["id"]
    sam = door.welcome("Sam")
    assert door.call("GET", "/api/users").status_code == 401
    assert ada.call("GET", "/api/users").status_code == 403
    with whole_shop.database.read() as session:
        denied = session.scalars(
            select(AuditEntry).filter_by(action="access.denied", actor=own_id)
        ).all()
    assert [(entry.subject, entry.outcome) for entry in denied] == [("GET /api/users", "refused")]
    with whole_shop.database.begin() as session:
        employee = session.scalar(select(User).filter_by(email=sam.email))
        assert employee is not None
        employee.role = "staff"
    listed = sam.call("GET", "/api/users")  # a right counts at once, also for old tokens
    assert listed.status_code == 200
    assert {"id", "email", "username", "name", "role"} == listed.json()[0].keys()
    assert own_id in {person["id"] for person in listed.json()}
    assert sam.call("GET", f"/api/users/{own_id}").json()["email"] == ada.email


def test_nobody_reads_anybody_else(ada: Customer, door: Door) -> None:
    bens_id = door.welcome("Ben").call("GET", "/profile").json()["id"]
    theirs, nobodys = (ada.call("GET", f"/api/users/{i}") for i in (bens_id, str(uuid4())))
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.json()["detail"] == nobodys.json()["detail"]
    own_id = ada.call("GET", "/profile").json()["id"]
    assert ada.call("GET", f"/api/users/{own_id}").status_code == 200


def test_one_mail_means_one_link(door: Door, whole_shop: Shop, mailboxes: MailSink) -> None:
    ada = door.welcome("Ada")
    eventually(lambda: mailboxes.messages_to(ada.email), satisfies=bool, what="mails", where="it")
    with whole_shop.database.read() as session:
        owner = session.scalar(select(User.id).filter_by(email=ada.email))
        tokens = session.scalars(select(EmailToken).filter_by(user_id=owner)).all()
    assert [token.purpose for token in tokens] == ["confirm"]


@pytest.mark.parametrize(("said", "kept"), [("de-AT, en;q=0.5", "de"), ("fr", "en"), ("", "en")])
def test_the_language_of_the_browser_is_kept_and_can_be_changed(
    door: Door, said: str, kept: str
) -> None:
    email = new_address("ada")
    body = {"email": email, "password": PASSWORD}
    door.call("POST", "/register", json=body, headers={"Accept-Language": said})
    ada = door.admit(email)
    assert ada.call("GET", "/profile").json()["language"] == kept
    assert ada.call("PUT", "/profile", json={"language": "de"}).json()["language"] == "de"
    assert ada.call("PUT", "/profile", json={"name": "Ada"}).json()["language"] == "de"
    assert ada.call("PUT", "/profile", json={"language": "fr"}).status_code == 422
