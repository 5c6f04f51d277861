"""From facts to a mail: a plain part and an HTML part that say the same."""

from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app_under_test.kernel.fields import ADDRESS
from app_under_test.kernel.languages import Language
from app_under_test.notifications import wording

SENDER = Address("Kettle & Loom", "shop", "shop.example")

TEMPLATES = Path(__file__).with_name("templates")


class Stationery:
    """The templates of one language, read once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._templates = Environment(
            loader=FileSystemLoader([TEMPLATES / language, TEMPLATES]),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for write in (wording.money, wording.day, wording.country):
            self._templates.filters[write.__name__] = partial(write, language=language)

    def write(
        self, template: str, recipient: str, subject: str, facts: Mapping[str, Any], mail_id: str
    ) -> EmailMessage:
        """The finished mail; `ValueError` for a recipient that is no address."""
        if not ADDRESS.fullmatch(recipient.lower()):
            message = "the recipient is no e-mail address"
            raise ValueError(message)
        subject = one_line(subject)
        told = {**facts, "subject": subject, "language": self._language}
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
        mail["Content-Language"] = self._language  # of both parts; before, it went with the first
        return mail


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which would end a header (CWE-93)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
