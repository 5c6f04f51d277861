"""Another e-mail address, the address book, and the end of an account."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app_under_test.composition import Shop
from app_under_test.identity.models import Address, User
from sayso.target.mail_sink import MailSink
from tests.shop.customer import PASSWORD, Customer, Door, new_address
from tests.shop.test_identity_links import links

CHANGE = "Confirm your new address"
HOME = {
    "name": "Ada Lovelace",
    "line1": "12 Mill Lane",
    "city": "York",
    "postcode": "YO1 7HH",
    "country": "GB",
}


def ask_for(ada: Customer, email: str, password: str = PASSWORD) -> int:
    body = {"email": email, "current_password": password}
    return ada.call("PUT", "/profile/email", json=body).status_code


def change(door: Door, token: str) -> int:
    return door.call("POST", "/email/change", json={"token": token}).status_code


def keep(ada: Customer, street: str) -> str:
    answer = ada.call("POST", "/profile/addresses", json={**HOME, "line1": street})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def defaults(ada: Customer) -> list[str]:
    book = ada.call("GET", "/profile/addresses").json()
    return [address["line1"] for address in book if address["is_default"]]


def test_a_link_changes_to_the_address_it_was_sent_to_and_no_other(
    whole_shop: Shop, ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    first, second = new_address("first"), new_address("second")
    assert ask_for(ada, first) == 202
    (token,) = links(mailboxes, first, CHANGE)
    with whole_shop.database.begin() as session:
        owner = session.scalars(select(User).filter_by(email=ada.email)).one()
        owner.pending_email = second
    assert change(door, token) == 410
    assert ada.call("GET", "/profile").json()["email"] == ada.email


def test_a_second_wish_makes_the_first_link_worthless(
    ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    first, second = new_address("first"), new_address("second")
    ask_for(ada, first)
    (token,) = links(mailboxes, first, CHANGE)
    ask_for(ada, second)
    assert change(door, token) == 410
    (token,) = links(mailboxes, second, CHANGE)
    assert change(door, token) == 204
    assert ada.call("GET", "/profile").json()["email"] == second


def test_a_link_to_confirm_an_address_changes_none(
    ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    (token,) = links(mailboxes, ada.email, "Welcome, confirm your address")
    assert change(door, token) == 400


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/profile/email", {"email": "new@example.org"}),
        ("POST", "/profile/closure", {}),
    ],
)
def test_a_wrong_password_is_said_of_its_field(
    ada: Customer, method: str, path: str, body: dict[str, str]
) -> None:
    refused = ada.call(method, path, json={**body, "current_password": "wrong"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == ["body", "current_password"]
    assert ada.call("GET", "/profile").status_code == 200


def test_several_who_want_a_default_at_once_leave_one(ada: Customer) -> None:
    kept = [keep(ada, f"{number} Mill Lane") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        paths = [f"/profile/addresses/{one}/default" for one in kept]
        answers = list(pool.map(lambda path: ada.call("PUT", path), paths))
    assert [answer.status_code for answer in answers] == [204] * 4
    assert len(defaults(ada)) == 1


def test_a_book_has_an_end_and_an_address_a_shape(whole_shop: Shop, ada: Customer) -> None:
    refused = ada.call("POST", "/profile/addresses", json={**HOME, "country": "US"})
    assert (refused.status_code, refused.json()["errors"][0]["loc"][-1]) == (422, "country")
    for number in range(50):
        keep(ada, f"{number} Mill Lane")
    assert ada.call("POST", "/profile/addresses", json=HOME).status_code == 409
    with whole_shop.database.read() as session:
        owner = session.scalar(select(User.id).filter_by(email=ada.email))
        assert len(session.scalars(select(Address).filter_by(user_id=owner)).all()) == 50


def test_nothing_of_a_closed_account_can_be_used(
    whole_shop: Shop, ada: Customer, door: Door
) -> None:
    keep(ada, "12 Mill Lane")
    closed = ada.call("POST", "/profile/closure", json={"current_password": PASSWORD})
    assert closed.status_code == 204
    assert ada.call("GET", "/profile").status_code == 401
    assert door.sign_in(ada.email).status_code == 401
    assert door.call("POST", "/password/forgotten", json={"email": ada.email}).status_code == 202
    with whole_shop.database.read() as session:
        assert session.scalar(select(User).filter_by(email=ada.email)) is None
