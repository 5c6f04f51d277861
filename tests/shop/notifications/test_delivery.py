"""Delivery: again when the server says later, given up when it says never."""

import email
import email.policy
import socket
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from app_under_test.notifications import delivery
from sayso.target.ports import free_port
from sayso.target.waiting import eventually
from tests.shop.notifications.conftest import Open
from tests.shop.notifications.post_office import PERSON, PostOffice, Shop, mail_server


def test_later_is_tried_again_and_sent_once(shop: Shop) -> None:
    shop.office.answers = ["451 Later", "421 Busy"]
    shop.tell("user.registered", "1", **PERSON)
    shop.settled("sent")
    assert shop.owed() == [("sent", 3)]
    assert (shop.office.tries, len(shop.office.taken)) == (3, 1)


@pytest.mark.parametrize("address", ["ada@example.org", "nobody@example.org"])
def test_never_is_given_up_at_once(shop: Shop, address: str) -> None:
    shop.office.answers = ["554 Never"]
    shop.tell("user.registered", "1", email=address, name="Ada")
    shop.settled("failed")
    assert shop.owed() == [("failed", 1)]
    assert shop.office.taken == []


def test_a_server_that_takes_nothing_from_the_shop_gets_the_mail_later(shop: Shop) -> None:
    shop.office.takes_from = False
    shop.tell("user.registered", "1", **PERSON)
    eventually(lambda: shop.office.tries, satisfies=bool, what="tries", where="the mail server")
    shop.office.takes_from = True
    shop.settled("sent")


def test_a_server_that_does_not_let_the_shop_in_gets_the_mail_later(open_shop: Open) -> None:
    office = PostOffice()
    with mail_server(office) as url:
        needs_encryption = url.replace("//", "//shop:word@")
        with open_shop(office, smtp_url=needs_encryption) as shop:
            shop.tell("user.registered", "1", **PERSON)
            eventually(shop.owed, satisfies=lambda o: o[0][1] >= 1, what="tries", where="the table")
        with open_shop(office, smtp_url=url) as shop:
            shop.settled("sent")


def test_a_server_that_is_away_gets_the_mail_when_it_is_back(open_shop: Open) -> None:
    office = PostOffice()
    with mail_server(office) as url:
        """Only to have an address that is free again."""
    with open_shop(office, smtp_url=url) as shop:
        shop.tell("user.registered", "1", **PERSON)
        eventually(
            shop.owed,
            satisfies=lambda owed: owed[0][1] >= 1 and owed[0][0] == "pending",
            what="notifications",
            where="the table",
        )
        controller = Controller(office, hostname="127.0.0.1", port=int(url.rpartition(":")[2]))
        controller.start()
        try:
            shop.settled("sent")
        finally:
            controller.stop()
    assert len(office.taken) == 1


def test_a_silent_server_costs_no_more_than_the_time_limit(
    open_shop: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        with open_shop(PostOffice(), smtp_url=url) as shop:
            shop.tell("user.registered", "1", **PERSON)
            eventually(
                shop.owed,
                satisfies=lambda owed: owed[0][1] >= 2,
                what="attempts",
                where="the table",
            )


def test_a_mail_that_was_owed_before_a_restart_is_sent_after_it(open_shop: Open) -> None:
    office = PostOffice()
    with open_shop(office, smtp_url=f"smtp://127.0.0.1:{free_port()}") as shop:
        shop.tell("user.registered", "1", **PERSON)
        eventually(shop.owed, satisfies=lambda o: o[0][1] >= 1, what="tries", where="the table")
    with mail_server(office) as url, open_shop(office, smtp_url=url) as shop:
        shop.settled("sent")
    assert len(office.taken) == 1


def test_without_a_server_mails_become_files(open_shop: Open, tmp_path: Path) -> None:
    directory = tmp_path / "mail"
    with open_shop(PostOffice(), mail_dir=directory) as shop:
        shop.tell("user.registered", "1", **PERSON)
        shop.settled("sent")
    (file,) = directory.glob("*.eml")
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (mail["To"], mail["Subject"]) == ("ada@example.org", "Welcome, confirm your address")
