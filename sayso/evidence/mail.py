"""The mails that arrive while a scenario runs, in a form in which nothing secret can hide."""

from __future__ import annotations

import email.policy
from copy import copy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import TYPE_CHECKING

from pytest_bdd.parser import Step

from sayso.evidence.attachments import Evidence

if TYPE_CHECKING:  # whoever opens a sink imports the server
    from sayso.target.mail_sink import MailSink

KIND = "message/rfc822"
# Lines are not folded and characters not encoded, so that a secret cannot hide in the encoding.
READABLE = email.policy.default.clone(
    utf8=True, max_line_length=0, cte_type="8bit", refold_source="all"
)


OLD = email.policy.compat32
AS_SENT = READABLE.clone(refold_source="none")  # for headers that cannot be written again
BROKEN = (AttributeError, LookupError, TypeError, ValueError)  # what `email` raises for odd headers


class MailRecorder:
    """Keeps each mail with the step during which it came; `sinks` are those that are open."""

    def __init__(self, evidence: Evidence, sinks: list[MailSink]) -> None:
        self._evidence = evidence
        self._sinks = sinks
        self._seen = self._arrived()

    def before_step(self, step: Step) -> None:
        pass

    def after_step(self, *, failed: bool, last: bool) -> None:  # noqa: ARG002  # for every recorder
        self._keep_new()

    def finish(self, *, failed: bool) -> None:  # noqa: ARG002  # for every recorder
        self._keep_new()

    def _arrived(self) -> int:
        return sum(len(sink.received) for sink in self._sinks)

    def _keep_new(self) -> None:
        messages = [message for sink in self._sinks for message in sink.received]
        for message in messages[self._seen :]:
            self._keep(message)
        self._seen = len(messages)

    def _keep(self, message: EmailMessage) -> None:
        try:
            title = f"Mail to {message['To']}: {message['Subject']}"
            self._evidence.add(readable(message), kind=KIND, title=title)
        except Exception as error:  # noqa: BLE001  # whatever `email` raises, the mail is kept
            told = f"{type(error).__name__}: {error}\n\n{legible(message)}"
            self._evidence.add(told, kind="text/plain", title="A mail that cannot be read")


def readable(message: EmailMessage) -> str:
    """The source of a mail with its texts as they are read."""
    read = email.message_from_bytes(message.as_bytes(), policy=READABLE)
    for part in read.walk():
        if part.get_content_maintype() == "text":
            part.set_content(
                _text_of(part),
                subtype=part.get_content_subtype(),
                cte="8bit",
                disposition=part.get_content_disposition(),
                filename=part.get_filename(),
            )
    try:  # as_string() would encode again what is not ASCII
        source = read.as_bytes()
    except BROKEN:
        source = read.as_bytes(policy=AS_SENT)
    return source.decode(errors="replace")


def _text_of(part: EmailMessage) -> str:
    """The text of a part; what says that it is in no known charset is read as UTF-8."""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        return bytes(part.get_payload(decode=True)).decode(errors="replace")


def legible(message: EmailMessage) -> str:
    """What can be read of a broken mail: its headers and texts, decoded without being understood.

    The old policy of `email` does not look into headers.
    """
    told = []
    for part in message.walk():
        plain = copy(part)  # whoever reads the mail later does so with its own policy
        plain.policy = OLD
        told.append("".join(f"{name}: {_decoded(str(value))}\n" for name, value in plain.items()))
        kind = str(plain.get("Content-Type", "text/plain")).lower()
        if kind.startswith(("text", "message")) and not plain.is_multipart():
            told.append(bytes(plain.get_payload(decode=True) or b"").decode(errors="replace"))
    return "\n".join(told)


def _decoded(header: str) -> str:
    """A header with its encoded words as they are read."""
    try:
        return str(make_header(decode_header(header)))
    except (MessageError, LookupError, ValueError) as error:
        return f"(cannot be read: {error})"
