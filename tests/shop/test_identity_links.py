"""Links in mails: once, in time, and only the newest."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from app_under_test.composition import Shop
from app_under_test.identity.models import EmailToken, User
from app_under_test.kernel.events import Outbox
from sayso.target.mail_sink import MailSink
from sayso.target.waiting import eventually
from tests.shop.customer import Customer, Door, new_address

NEW = "brand new one 3"
CONFIRM, RESET = "Welcome, confirm your address", "Choose a new password"


def links(mailboxes: MailSink, email: str, subject: str, number: int = 1) -> list[str]:
    """The tokens in the mails of this kind, oldest first, when so many have come."""

    def tokens() -> list[str]:
        mails = [mail for mail in mailboxes.messages_to(email) if mail["Subject"] == subject]
        texts = [mail.get_body(("plain",)) for mail in mails]
        found = [re.findall(r"token=([\w-]+)", text.get_content()) for text in texts if text]
        return [token for (token,) in found]

    return eventually(
        tokens, satisfies=lambda found: len(found) >= number, what="links", where=email
    )


def confirm(door: Door, token: str) -> int:
    return door.call("POST", "/email/confirm", json={"token": token}).status_code


def reset(door: Door, token: str, password: str = NEW) -> int:
    body = {"token": token, "password": password}
    return door.call("POST", "/password/reset", json=body).status_code


def forget(door: Door, email: str) -> None:
    answer = door.call("POST", "/password/forgotten", json={"email": email})
    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})


def let_expire(shop: Shop, email: str) -> None:
    with shop.database.begin() as session:
        owner = session.scalar(select(User.id).filter_by(email=email))
        past = datetime.now(UTC) - timedelta(seconds=1)
        session.execute(update(EmailToken).filter_by(user_id=owner).values(expires_at=past))


def test_a_link_confirms_the_address_once(ada: Customer, door: Door, mailboxes: MailSink) -> None:
    (token,) = links(mailboxes, ada.email, CONFIRM)
    assert confirm(door, token) == 204
    assert ada.call("GET", "/profile").json()["verified"] is True
    assert confirm(door, token) == 410
    assert ada.call("GET", "/profile").json()["verified"] is True


def test_an_expired_or_altered_link_confirms_nothing(
    ada: Customer, door: Door, whole_shop: Shop, mailboxes: MailSink
) -> None:
    (token,) = links(mailboxes, ada.email, CONFIRM)
    assert confirm(door, token[:-1]) == 400
    assert reset(door, token) == 400, "a link is good for its own purpose only"
    let_expire(whole_shop, ada.email)
    assert confirm(door, token) == 410
    assert ada.call("GET", "/profile").json()["verified"] is False


def test_a_forgotten_password_is_replaced_and_everybody_else_signed_out(
    ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    forget(door, ada.email)
    (token,) = links(mailboxes, ada.email, RESET)
    answer = door.call("POST", "/password/reset", json={"token": token, "password": NEW})
    assert answer.status_code == 204
    assert ada.call("GET", "/profile").status_code == 401, "the old session goes on"
    assert door.sign_in(ada.email).status_code == 401, "the old password still works"
    signed_in = {"Authorization": f"Bearer {answer.headers['X-Access-Token']}"}
    assert int(answer.headers["X-Access-Token-Expires-In"]) > 0
    assert door.call("GET", "/profile", headers=signed_in).json()["email"] == ada.email
    assert door.sign_in(ada.email, NEW).status_code == 200
    assert reset(door, token, "yet another 4") == 410
    assert door.sign_in(ada.email, NEW).status_code == 200
    eventually(
        lambda: [mail["Subject"] for mail in mailboxes.messages_to(ada.email)],
        satisfies=lambda subjects: subjects.count("Your password was changed") == 1,
        what="notices of the change",
        where=ada.email,
    )


def test_three_links_an_hour_are_sent_and_the_answer_stays_the_same(
    ada: Customer, door: Door, whole_shop: Shop
) -> None:
    for _ in range(5):
        forget(door, ada.email)
    with whole_shop.database.read() as session:
        owner = select(User.id).filter_by(email=ada.email).scalar_subquery()
        asked = select(func.count()).select_from(Outbox).filter_by(subject_id=owner)
        assert session.scalar(asked.filter_by(topic="password.reset_requested")) == 3


def test_a_new_link_to_confirm_retires_the_old_one(
    ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    (old,) = links(mailboxes, ada.email, CONFIRM)
    assert ada.call("POST", "/profile/confirmation-link").status_code == 202
    (new,) = links(mailboxes, ada.email, "Confirm your address")
    assert confirm(door, old) == 410
    assert confirm(door, new) == 204


def test_only_the_newest_link_works(ada: Customer, door: Door, mailboxes: MailSink) -> None:
    forget(door, ada.email)
    links(mailboxes, ada.email, RESET)
    forget(door, ada.email)
    first, second = links(mailboxes, ada.email, RESET, 2)
    assert reset(door, first) == 410
    assert reset(door, second) == 204


def test_an_expired_link_changes_no_password(
    ada: Customer, door: Door, whole_shop: Shop, mailboxes: MailSink
) -> None:
    forget(door, ada.email)
    (token,) = links(mailboxes, ada.email, RESET)
    let_expire(whole_shop, ada.email)
    assert reset(door, token) == 410
    assert door.sign_in(ada.email).status_code == 200


def test_a_refused_new_password_leaves_the_link_good(
    ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    forget(door, ada.email)
    (token,) = links(mailboxes, ada.email, RESET)
    assert reset(door, token, "short") == 422
    assert door.sign_in(ada.email).status_code == 200
    assert reset(door, token) == 204


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    ada: Customer, door: Door, mailboxes: MailSink
) -> None:
    stranger = new_address("eve")
    forget(door, stranger)
    forget(door, ada.email)  # asked later, so the other mail would be there by then
    links(mailboxes, ada.email, RESET)
    assert mailboxes.messages_to(stranger) == []


@pytest.mark.parametrize("token", ["", "x" * 201, "nonsense", "' OR 1=1 --"])
def test_what_is_no_token_is_refused(door: Door, token: str) -> None:
    assert confirm(door, token) in {400, 422}
    assert reset(door, token) in {400, 422}
