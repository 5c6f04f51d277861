"""From facts to a mail: a plain part and an HTML part that say the same."""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app_under_test.kernel.fields import ADDRESS
from app_under_test.kernel.money import format_money

SENDER = Address("Kettle & Loom", "shop", "shop.example")

COUNTRIES = {
    "GB": "United Kingdom",
    "IE": "Ireland",
    "FR": "France",
    "DE": "Germany",
    "NL": "Netherlands",
}


class Stationery:
    """The templates, read once."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).with_name("templates")),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["money"] = format_money
        self._templates.filters["day"] = lambda moment: (
            f"{datetime.fromisoformat(moment):%-d %B %Y}"
        )
        self._templates.filters["country"] = lambda code: COUNTRIES.get(code, code)

    def write(
        self, template: str, recipient: str, subject: str, facts: Mapping[str, Any], mail_id: str
    ) -> EmailMessage:
        """The finished mail; `ValueError` for a recipient that is no address."""
        if not ADDRESS.fullmatch(recipient.lower()):
            message = "the recipient is no e-mail address"
            raise ValueError(message)
        subject = one_line(subject)
        told = {**facts, "subject": subject}
        mail = EmailMessage()
        mail["From"] = SENDER
        mail["To"] = Address(addr_spec=recipient)
        mail["Subject"] = subject
        mail["Date"] = formatdate(usegmt=True)
        mail["Message-ID"] = f"<{mail_id}@shop.example>"  # the same again when it is tried again
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes in return, please
        mail.set_content(self._templates.get_template(f"{template}.txt").render(told))
        html = self._templates.get_template(f"{template}.html").render(told)
        mail.add_alternative(html, subtype="html")
        return mail


def _day(moment: str) -> str:
    """`2026-11-05T10:00:00+00:00` reads as `5 November 2026`."""
    return f"{datetime.fromisoformat(moment):%-d %B %Y}"


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which would end a header (CWE-93)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
