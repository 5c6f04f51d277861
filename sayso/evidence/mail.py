"""The mails that arrive while a scenario runs, in a form in which nothing secret can hide."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from pytest_bdd.parser import Step

from sayso.evidence.attachments import Evidence
from sayso.evidence.kinds import MAIL, TEXT

if TYPE_CHECKING:  # whoever opens a sink imports the server
    from sayso.target.mail_sink import MailSink

# Lines are not folded and characters not encoded, so that a secret cannot hide in the encoding.
READABLE = email.policy.default.clone(
    utf8=True, max_line_length=0, cte_type="8bit", refold_source="all"
)


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
            self._evidence.add(readable(message), kind=MAIL, title=title)
        except Exception as error:  # noqa: BLE001  # whatever `email` raises, the mail is kept
            text = f"{type(error).__name__}: {error}\n\n{decoded(message)}"
            self._evidence.add(text, kind=TEXT, title="A mail with invalid headers")


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
    return read.as_bytes().decode(errors="replace")  # as_string() would encode what is not ASCII


def _text_of(part: EmailMessage) -> str:
    """The text of a part; what says that it is in no known charset is read as UTF-8."""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        return bytes(part.get_payload(decode=True)).decode(errors="replace")


def decoded(message: EmailMessage) -> str:
    """The texts of a mail whose headers make no sense, which the old policy does not look into."""
    source = message.as_bytes(policy=email.policy.compat32)
    parts = [part for part in email.message_from_bytes(source).walk() if not part.is_multipart()]
    bodies = [bytes(part.get_payload(decode=True) or b"") for part in parts]
    return b"\n".join(bodies).decode(errors="replace")
