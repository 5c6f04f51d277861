"""Mails as evidence: as they are read, so that nothing secret hides in how they are encoded."""

from __future__ import annotations

import base64
import email.policy
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sayso.evidence.attachments import Evidence
from sayso.evidence.mail import MailRecorder, readable
from sayso.redaction.rules import redact_text

LINK = "https://shop.example/reset?token=abcdefghijkl"


def mail(source: bytes) -> EmailMessage:
    message = email.message_from_bytes(source, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_secret_cannot_hide_beside_letters_that_are_not_ascii() -> None:
    message = EmailMessage()
    message["Subject"] = f"Grüße {LINK}"
    message.set_content(f"Grüße {LINK}", cte="base64")
    message.add_alternative(f"<p>Grüße {LINK}", subtype="html", cte="quoted-printable")
    message.add_attachment(f"Grüße {LINK}", cte="base64", filename="greetings.txt")
    shown = readable(mail(message.as_bytes()))
    assert shown.count(f"Grüße {LINK}") == 4
    assert 'filename="greetings.txt"' in shown
    assert redact_text(shown).count("token=[removed]") == 4
    again = mail(shown.encode())
    assert again["Subject"] == f"Grüße {LINK}"
    body = again.get_body(("plain",))
    assert body is not None
    assert body.get_content() == f"Grüße {LINK}\n"


@pytest.mark.parametrize("charset", ["utf8mb4", "hex", "idna"])
@pytest.mark.parametrize(
    ("encoding", "body"),
    [("8bit", b"gr\xc3\xbc\xc3\x9fe \xff\n"), ("base64", b"Z3LDvMOfZSD/Cg==\n")],
)
def test_a_text_in_an_unknown_charset_is_read_all_the_same(
    charset: str, encoding: str, body: bytes
) -> None:
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert readable(mail(head.encode() + body)).endswith("\n\ngrüße \ufffd\n")


@pytest.mark.parametrize(
    "header",
    [
        b"X-Odd: \xe9\xff =?utf-8?q?a=0Ab?=",
        b"Reply-To: =?utf-8?q?a=0Ab?= <",
        b"To: =?utf-8?q?a=0Ab?= <",
    ],
)
def test_a_broken_header_does_not_end_the_run(tmp_path: Path, header: bytes) -> None:
    evidence = Evidence(tmp_path)
    sink: Any = SimpleNamespace(received=[])
    recorder = MailRecorder(evidence, [sink])
    sink.received.append(mail(header + b"\n\nhello\n"))
    recorder.finish(failed=False)
    (entry,) = evidence.take()  # which of them Python can write again depends on its version
    assert entry["title"].startswith(("Mail to ", "A mail with invalid headers"))


def kept(tmp_path: Path, source: bytes) -> list[dict[str, Any]]:
    evidence = Evidence(tmp_path)
    sink: Any = SimpleNamespace(received=[])
    recorder = MailRecorder(evidence, [sink])
    sink.received.append(mail(source))
    recorder.finish(failed=False)
    return evidence.take()


NESTED = b"To: " + b"(" * 3000


@pytest.mark.parametrize(
    "head",
    [
        NESTED,
        b'Content-Type: text/plain; charset="a\0b"',
        b"Content-Type: text/plain; charset=hex\nX: =?utf-8?q?a=0Ab?= =?utf-8?b?a?=\n" + NESTED,
    ],
    ids=["nested", "charset", "undecodable"],
)
def test_a_broken_mail_is_kept_as_far_as_it_can_be_read(tmp_path: Path, head: bytes) -> None:
    secret = f"Gr\u00fc\u00dfe {LINK}".encode()
    encoded = b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(secret)
    (entry,) = kept(tmp_path, b"Subject: =?utf-8?q?gr=C3=BC?=\n" + head + b"\n" + encoded)
    told = entry.get("text") or (tmp_path / entry["path"]).read_text("utf-8")
    assert entry["title"] == "A mail with invalid headers"
    assert "Gr\u00fc\u00dfe https://shop.example/reset?token=[removed]" in told
