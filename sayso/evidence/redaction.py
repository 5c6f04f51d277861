"""Takes passwords, tokens, cookies and card numbers out of texts, by name and by shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sayso.evidence.secrets import REMOVED, RUN

# Words that make a name sensitive wherever they stand in it (OWASP ASVS 5.0, 16.2.5).
SENSITIVE_WORDS = (
    "password", "passwd", "passphrase", "secret", "token", "csrf", "authorization", "cookie",
    "credential", "api[-_]?key", "access[-_]?key", "internal[-_]?key", "private[-_]?key",
    "payment[-_]?key", "cvc", "cvv", "security[-_]?code", "card[-_]?number", "session[-_]?id",
    "signature",
)  # fmt: skip
# Names that hold such a word but nothing to hide.
HARMLESS = r"(?!token_type\b|password_cost\b|\w*_?secret_?name\b)"
# Issuers and lengths of ISO/IEC 7812 card numbers, so that times and other counters stay.
CARD_NUMBER = re.compile(
    r"(?<![\w.-])(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|3[47]\d{2}|3[068]\d{2}|35\d{2}|6\d{3})"
    r"(?:[ -]?\d){9,15}(?![\w-]|\.\d)"
)
BEARER = re.compile(r"\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{8,}")
JSON_WEB_TOKEN = re.compile(r"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*")
USER_INFORMATION = re.compile(r"(?<=://)([^/\s:@\"']*):[^/\s@\"']+@")


class Redaction:
    """The rules for texts; `names` are further sensitive words, as regular expressions."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        word = rf"{HARMLESS}[\w.-]*(?:{'|'.join((*SENSITIVE_WORDS, *names))})[\w.-]*"
        self._name = re.compile(word, re.IGNORECASE)
        self._patterns = [
            # JSON and Python: "name": "value", also inside a text that is itself JSON
            re.compile(rf"""((\\*["']){word}\2\s*:\s*\\*["'])(?:\\.|[^"'\\])*""", re.IGNORECASE),
            re.compile(rf"""((\\*["']){word}\2\s*:\s*)[-\d.]+""", re.IGNORECASE),
            # header lines: everything up to the end of the line
            re.compile(r"(?im)(^[ \t]*(?:proxy-)?authorization:|^[ \t]*(?:set-)?cookie:)[^\r\n]+"),
            # forms, addresses, environments, cookies: name=value
            re.compile(rf"""(\b{word}=)[^&\s"'<>;,\\)]+""", re.IGNORECASE),
        ]

    def is_sensitive(self, name: str) -> bool:
        """Whether what bears this name (a header, field or column) must not be shown."""
        return self._name.fullmatch(name) is not None

    def text(self, text: str) -> str:
        """The text without anything secret; what was removed is marked as such."""
        text = RUN.remove_from(text)
        for pattern in self._patterns:
            text = pattern.sub(rf"\1{REMOVED}", text)
        text = BEARER.sub(rf"\1\2{REMOVED}", text)
        text = JSON_WEB_TOKEN.sub(REMOVED, text)
        text = USER_INFORMATION.sub(rf"\1:{REMOVED}@", text)
        return CARD_NUMBER.sub(_unless_no_card, text)

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers by name, the values of sensitive ones removed."""
        return {
            name: REMOVED if self.is_sensitive(name) else self.text(value)
            for name, value in headers.items()
        }


def passes_luhn(number: str) -> bool:
    """Whether the digits end in the check digit of ISO/IEC 7812-1."""
    digits = [int(character) for character in number if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _unless_no_card(match: re.Match[str]) -> str:
    return REMOVED if passes_luhn(match[0]) else match[0]


RULES = Redaction()


def redact_text(text: str) -> str:
    """A text as it may be written to a log, a report or a terminal."""
    return RULES.text(text)
