"""A mailbox for everybody: an SMTP server that keeps what it is given."""

from __future__ import annotations

import asyncio
import contextlib
import email
import email.policy
import smtplib
import threading
from collections import defaultdict
from email.message import EmailMessage
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sayso.target.description import host_and_port
from sayso.target.ports import free_port
from sayso.target.waiting import eventually
from sayso.text import plural

HOST = "127.0.0.1"
STOP_WITHIN = 5.0  # seconds
PASS_ON_WITHIN = 5.0  # seconds
ACCEPTED = "250 Message accepted for delivery"


class MailSink:
    """Receives real SMTP while it is open, and delivers nothing.

    `address` is a fixed "host:port"; a free loopback port without it.
    """

    def __init__(self, address: str = "") -> None:
        host, port = host_and_port(address) if address else (HOST, free_port())
        self._lock = threading.Lock()
        self._mailboxes: defaultdict[str, list[EmailMessage]] = defaultdict(list)
        self._received: list[EmailMessage] = []
        self._server = _Server(self, hostname=host, port=port, ready_timeout=STOP_WITHIN)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        """Where to send mail: smtp://127.0.0.1:PORT."""
        return f"smtp://{self.address}"

    @property
    def address(self) -> str:
        """Its "host:port"."""
        return f"{self._server.hostname}:{self._server.port}"

    def messages_to(self, address: str) -> list[EmailMessage]:
        """The mails accepted for this recipient of the envelope, oldest first."""
        with self._lock:
            return list(self._mailboxes[address.strip().lower()])

    def wait(
        self, *, to: str, subject: str = "", number: int = 1, within: float = 10.0
    ) -> EmailMessage:
        """The newest mail to somebody, once there are `number` of them; `within` is in seconds.

        `subject` is a part of its subject line. Raises EventuallyTimeoutError, which tells the
        subjects that came instead.
        """
        subjects = eventually(
            lambda: [str(each["Subject"]) for each in self.messages_to(to)],
            satisfies=lambda came: sum(subject in each for each in came) >= number,
            what=f'{plural(number, "mail")} to {to} about "{subject}"',
            where=f"the mailbox at {self.address}",
            within=within,
        )
        newest = max(at for at, each in enumerate(subjects) if subject in each)
        return self.messages_to(to)[newest]

    @property
    def received(self) -> list[EmailMessage]:
        """Every mail in the order of arrival."""
        with self._lock:
            return list(self._received)

    async def handle_DATA(  # noqa: N802  # the name that aiosmtpd looks for
        self,
        server: SMTP,  # noqa: ARG002  # aiosmtpd's signature
        session: Session,  # noqa: ARG002
        envelope: Envelope,
    ) -> str:
        """Put it into each recipient's mailbox (called by the server's own thread)."""
        content = (envelope.original_content or b"").replace(b"\r\n", b"\n")  # as on disk
        message = email.message_from_bytes(content, policy=email.policy.default)
        with self._lock:
            self._received.append(message)
            for recipient in envelope.rcpt_tos:
                self._mailboxes[recipient.lower()].append(message)
        return ACCEPTED


class SharedMailSink(MailSink):
    """Passes each mail on to the sinks of the workers, since only one process can have a port."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.workers: list[str] = []  # the "host:port" of each

    async def handle_DATA(  # noqa: N802  # the name that aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep it, and pass it on."""
        for worker in self.workers:
            await asyncio.to_thread(_pass_on, envelope, worker)
        return await super().handle_DATA(server, session, envelope)


def _pass_on(envelope: Envelope, address: str) -> None:
    content = envelope.original_content or b""
    with (
        contextlib.suppress(OSError),  # the worker has not begun, or has ended
        smtplib.SMTP(*host_and_port(address), timeout=PASS_ON_WITHIN) as server,
    ):
        server.sendmail(envelope.mail_from or "", envelope.rcpt_tos, content)


class _Server(Controller):
    """aiosmtpd's server in a thread, whose stop has a deadline."""

    def stop(self, no_assert: bool = False) -> None:  # noqa: ARG002  # aiosmtpd's signature
        """Close the server; raises TimeoutError when its thread does not end in time."""
        self.loop.call_soon_threadsafe(self.cancel_tasks)
        if self._thread is not None:
            self._thread.join(STOP_WITHIN)
            if self._thread.is_alive():
                raise TimeoutError(f"the mail sink did not stop within {STOP_WITHIN:g} s")
            self._thread = None
        self._cleanup()  # type: ignore[no-untyped-call]  # aiosmtpd's is not annotated
