"""The mails that arrive while a scenario runs, in a form in which nothing secret can hide."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from pytest_bdd.parser import Step

from sayso.evidence.record import Evidence

if TYPE_CHECKING:  # whoever opens a sink imports the server
    from sayso.system.mail import MailSink

KIND = "message/rfc822"
# Lines are not folded and characters not encoded, so that a secret cannot hide in the encoding.
READABLE = email.policy.default.clone(utf8=True, max_line_length=0, cte_type="8bit")


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
            title = f"Mail to {message['To']}: {message['Subject']}"
            self._evidence.add(readable(message), kind=KIND, title=title)
        self._seen = len(messages)


def readable(message: EmailMessage) -> str:
    """The source of a mail with its texts as they are read."""
    copy = email.message_from_bytes(message.as_bytes(), policy=READABLE)
    for part in copy.walk():
        if part.get_content_maintype() == "text" and not part.is_attachment():
            part.set_content(part.get_content(), subtype=part.get_content_subtype(), cte="8bit")
    return copy.as_string()
