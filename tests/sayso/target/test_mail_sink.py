"""The mail sink: real SMTP in, mails by recipient out."""

from __future__ import annotations

import smtplib
import socket
import threading
import time
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from sayso import EventuallyTimeoutError
from sayso.target.mail_sink import MailSink


def send(sink: MailSink, subject: str, *recipients: str, hidden: str = "") -> None:
    message = EmailMessage()
    message["From"] = "shop@shop.example"
    message["To"] = ", ".join(recipients)
    message["Subject"] = subject
    message.set_content("Grüße")
    message.add_alternative("<p>Grüße</p>", subtype="html")
    address = urlsplit(sink.url)
    with smtplib.SMTP(str(address.hostname), address.port or 0, timeout=5) as server:
        server.send_message(message, to_addrs=[*recipients, *filter(None, [hidden])])


def test_a_mail_is_found_with_each_of_its_recipients() -> None:
    with MailSink() as sink:
        send(sink, "first", "Ada@Shop.example", "ben@shop.example", hidden="spy@shop.example")
        send(sink, "second", "ada@shop.example")
        assert [mail["Subject"] for mail in sink.messages_to("ada@SHOP.example ")] == [
            "first",
            "second",
        ]
        assert [mail["Subject"] for mail in sink.messages_to("spy@shop.example")] == ["first"]
        assert sink.messages_to("nobody@shop.example") == []
        assert [mail["Subject"] for mail in sink.received] == ["first", "second"]


def test_the_content_is_read_as_it_was_written() -> None:
    with MailSink() as sink:
        send(sink, "Grüße aus dem Laden", "ada@shop.example")
        (mail,) = sink.messages_to("ada@shop.example")
    assert mail["Subject"] == "Grüße aus dem Laden"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None and plain.get_content() == "Grüße\n"  # noqa: PT018  # for the type
    assert html is not None and html.get_content() == "<p>Grüße</p>\n"  # noqa: PT018


def test_mails_may_come_from_many_at_once() -> None:
    with MailSink() as sink:
        senders = [
            threading.Thread(target=send, args=(sink, f"{n}", "ada@shop.example"))
            for n in range(10)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(10)
        assert {mail["Subject"] for mail in sink.received} == {f"{n}" for n in range(10)}


def test_two_sinks_do_not_meet() -> None:
    with MailSink() as one, MailSink() as other:
        assert one.url != other.url
        send(one, "hello", "ada@shop.example")
        assert other.messages_to("ada@shop.example") == []


def test_after_the_end_nobody_listens_even_if_a_sender_stayed_connected() -> None:
    threads = threading.active_count()
    with MailSink() as sink:
        address = (str(urlsplit(sink.url).hostname), urlsplit(sink.url).port or 0)
        lingering = socket.create_connection(address, timeout=5)
        lingering.recv(100)
        started = time.monotonic()
    assert time.monotonic() - started < 2
    lingering.close()
    assert threading.active_count() == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=5)


def test_a_mail_is_waited_for_by_its_subject() -> None:
    with MailSink() as sink:
        send(sink, "Welcome", "ada@shop.example")
        later = threading.Timer(0.2, send, (sink, "Choose a new password, Ada", "ada@shop.example"))
        later.start()
        assert sink.wait(to="Ada@shop.example", subject="new password")["Subject"].endswith("Ada")
        later.join()
        assert sink.wait(to="ada@shop.example")["Subject"].startswith("Choose")


def test_a_mail_that_never_comes_is_told_with_those_that_came() -> None:
    with MailSink() as sink:
        send(sink, "Welcome", "ada@shop.example")
        with pytest.raises(EventuallyTimeoutError) as caught:
            sink.wait(to="ada@shop.example", subject="Welcome", number=2, within=0.1)
        assert str(caught.value).startswith('2 mails to ada@shop.example about "Welcome", read in')
        assert "it was ['Welcome']" in str(caught.value)
