"""What a mail holds for whoever has to act on it: its text, links and codes."""

from __future__ import annotations

import html
import re
from email.message import EmailMessage

__all__ = ["codes_in", "links_in", "text_of"]

_LINK = re.compile(r"https?://[^\s<>\"']+")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE)
_AT_THE_END = ".,;:!?)]"  # of a sentence, not of an address (RFC 3986, appendix C)


def text_of(mail: EmailMessage) -> str:
    """The plain part of a mail, else the HTML part as it is; "" for a mail without text."""
    body = mail.get_body(preferencelist=("plain", "html"))
    return str(body.get_content()) if body is not None else ""


def links_in(mail: EmailMessage) -> list[str]:
    """Every http address in a mail's parts, each once, in the order of reading."""
    plain, rich = (mail.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    found = _LINK.findall(str(plain.get_content())) if plain is not None else []
    hrefs = _HREF.findall(str(rich.get_content())) if rich is not None else []
    marked = (html.unescape(one or other) for one, other in hrefs)
    found += [each for each in marked if each.startswith(("http://", "https://"))]
    return list(dict.fromkeys(each.rstrip(_AT_THE_END) for each in found))


def codes_in(mail: EmailMessage, digits: int = 6) -> list[str]:
    """Every number of just so many digits in the text of a mail, in the order of reading."""
    return re.findall(rf"(?<![\w.,-])\d{{{digits}}}(?![\w-]|[.,]\d)", text_of(mail))
