"""The ways a mail leaves the shop: over SMTP, or into a directory while there is no server."""

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

SECONDS = 5.0
"""How long the mail server may take for each of its answers."""

OUR_NAME = "shop.example"
"""How we greet; looking up this machine's own name can take seconds."""


class Refused(Exception):  # noqa: N818 - it is an answer
    """The mail server will never take this mail."""


class Later(Exception):  # noqa: N818 - it is an answer
    """The mail server takes no mail now, or is not there."""


class Delivery(Protocol):
    """Somewhere to hand mails to."""

    def deliver(self, mail: EmailMessage, recipient: str, /) -> None:
        """Return when the mail was taken; raise `Refused` or `Later` when it was not."""

    def ailment(self) -> str:
        """What keeps us from sending mails, "" if nothing does."""


class Smtp:
    """A mail server at `smtp://[user:password@]host[:port]`, or `smtps://` for TLS at once."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def deliver(self, mail: EmailMessage, recipient: str, /) -> None:
        """Hand the mail over to one recipient, whatever its headers say.

        Only an answer about the mail or its recipient is final: where the server does not let the
        shop in, or takes nothing from it now, the mail is not to blame.
        """
        try:
            with self._connect() as server:
                _send(server, mail, recipient)
        except (OSError, smtplib.SMTPException) as error:
            raise Later(type(error).__name__) from error

    def ailment(self) -> str:
        """Says hello, signs in if it has to, and leaves."""
        try:
            with self._connect():
                return ""
        except (OSError, smtplib.SMTPException) as error:
            return f"the mail server cannot be used: {type(error).__name__}"

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port or 0
        if self._url.scheme == "smtps":
            tls = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, local_hostname=OUR_NAME, timeout=SECONDS, context=tls
            )
        else:
            server = smtplib.SMTP(host, port, local_hostname=OUR_NAME, timeout=SECONDS)
        try:
            if self._url.username:
                self._sign_in(server)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        """Never say a password in the clear."""
        if self._url.scheme != "smtps":
            server.starttls(context=ssl.create_default_context())
        server.login(unquote(self._url.username or ""), unquote(self._url.password or ""))


class Drop:
    """Writes mails as files, for a shop that was started without a mail server."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def deliver(self, mail: EmailMessage, _recipient: str, /) -> None:
        """One file a mail, named by its own id."""
        self._directory.mkdir(parents=True, exist_ok=True)
        name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        (self._directory / f"{name}.eml").write_bytes(bytes(mail))

    def ailment(self) -> str:
        """Nothing ever keeps it, as far as can be seen without writing."""
        return ""


def _send(server: smtplib.SMTP, mail: EmailMessage, recipient: str) -> None:
    try:
        server.send_message(mail, to_addrs=[recipient])
    except smtplib.SMTPSenderRefused:
        raise
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[recipient]
        raise _answer(code, words) from error
    except smtplib.SMTPResponseException as error:
        raise _answer(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(str(error)) from error


def _answer(code: int, words: bytes | str) -> Exception:
    """RFC 5321 4.2.1: 5yz is for good, everything else may be tried again."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return Refused(f"{code} {said}") if code >= 500 else Later(f"{code} {said}")
