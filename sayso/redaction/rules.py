"""Takes passwords, tokens, cookies and card numbers out of texts, by name and by shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sayso.redaction.secrets import REMOVED, RUN

# Words that make a name sensitive wherever they stand in it (OWASP ASVS 5.0, 16.2.5), lower case.
SENSITIVE_WORDS = (
    "password(?!_cost)", "passwd", "passphrase", "secret", "token(?!_type)", "csrf",
    "authorization", "cookie", "credential", "(?:api|access|internal|private|payment)[-_]?key",
    "cvc", "cvv", "security[-_]?code", "card[-_]?number", "session[-_]?(?:id|key)",
    "signature",
)  # fmt: skip
LOWER_CASE_WORDS = re.compile("|".join(SENSITIVE_WORDS))
ANY_CASE_WORDS = re.compile(LOWER_CASE_WORDS.pattern, re.IGNORECASE)
# What follows a sensitive word: the rest of the name, a separator, and the value to remove.
AFTER_WORD = re.compile(
    r"""
    (?P<before> [\w.-]{0,60}
        (?: =                                       # forms, addresses, environments
        | (?: \\{0,8} ["'] \s* : \s*                # JSON, Python
            | [ \t]{1,40} = [ \t]{0,40} (?=\\{0,8}["']) )  # variables, --showlocals
          (?:(?P<escaped>\\{1,8}["']) | (?P<quote>["']))? )
    )
    (?(escaped) [^"'\\]*                            # JSON inside a text: up to the next escape
    | (?(quote) (?: \\. | (?!(?P=quote)) [^\\\n] )*  # up to the closing quote
    | [^&\s"'<>;,\\(){}\[\]]+ ))
    """,
    re.VERBOSE,
)
# Headers, and what Werkzeug prints at its start: it opens a console on this machine every time.
HEADER_LINE = re.compile(
    r"(?im)^([ \t]*(?:\* debugger pin|proxy-authorization|authorization|(?:set-)?cookie):).+"
)
BEARER = re.compile(r"\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{8,}")
# JSON Web Tokens, and sessions as Flask and Django sign them, also compressed.
SIGNED = re.compile(r"(?<![\w-])(?:eyJ|\.eJ)[\w-]{8,}([.:])[\w-]+\1[\w-]*")
USER_INFORMATION = re.compile(r"(?<=://)([^/\s:@\"']*):[^/\s@\"']+@")
HTML_INPUT = re.compile(r"<input\b[^>]{0,2000}>", re.IGNORECASE)
HTML_NAME = re.compile(r"""\b(?:name|type)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
HTML_VALUE = re.compile(r"""(\bvalue\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
# Issuers and lengths of ISO/IEC 7812 card numbers, so that times and other counters stay.
CARD_NUMBER = re.compile(
    r"(?<![\w.-])(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|3[47]\d{2}|3[068]\d{2}|35\d{2}|6\d{3})"
    r"(?:[ -]?\d){9,15}(?![\w-]|\.\d)"
)


class Redaction:
    """The rules for texts; `names` are further sensitive words, as regular expressions."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.add_names(names)

    def add_names(self, names: Iterable[str]) -> None:
        """Remove what bears one of these names too, besides the default ones."""
        self._names = [re.compile(name, re.IGNORECASE) for name in names]

    def is_sensitive(self, name: str) -> bool:
        """Whether what bears this name (a header, field or column) must not be shown."""
        return any(words.search(name) for words in (ANY_CASE_WORDS, *self._names))

    def text(self, text: str) -> str:
        """The text without anything secret; what was removed is marked as such."""
        text = RUN.remove_from(text)
        text = "".join(_without_named(text, _default_words(text)))
        for name in self._names:
            text = "".join(_without_named(text, name.finditer(text)))
        text = HTML_INPUT.sub(self._input, text)
        text = HEADER_LINE.sub(rf"\1 {REMOVED}", text)
        text = BEARER.sub(rf"\1\2{REMOVED}", text)
        text = SIGNED.sub(REMOVED, text)
        text = USER_INFORMATION.sub(rf"\1:{REMOVED}@", text)
        return CARD_NUMBER.sub(lambda found: REMOVED if passes_luhn(found[0]) else found[0], text)

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers by name, the values of sensitive ones removed."""
        return {
            name: REMOVED if self.is_sensitive(name) else self.text(value)
            for name, value in headers.items()
        }

    def _input(self, match: re.Match[str]) -> str:
        """A field of a page; its value goes if its name or type is sensitive."""
        if any(map(self.is_sensitive, HTML_NAME.findall(match[0]))):
            return HTML_VALUE.sub(rf'\1"{REMOVED}"', match[0])
        return match[0]


def _default_words(text: str) -> Iterator[re.Match[str]]:
    """Searching lower-case text for lower-case words is twenty times as fast."""
    lower = text.lower()
    if len(lower) == len(text):
        return LOWER_CASE_WORDS.finditer(lower)
    return ANY_CASE_WORDS.finditer(text)


def _without_named(text: str, words: Iterator[re.Match[str]]) -> Iterator[str]:
    """The pieces of a text, with the values of what bears one of the words replaced."""
    kept = 0
    for word in words:
        if word.start() < kept:
            continue
        named = AFTER_WORD.match(text, word.end())
        if named:
            yield text[kept : named.end("before")]
            yield REMOVED
            kept = named.end()
    yield text[kept:]


def passes_luhn(number: str) -> bool:
    """Whether the digits end in the check digit of ISO/IEC 7812-1."""
    digits = [int(character) for character in number if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


RULES = Redaction()


def redact_text(text: str) -> str:
    """A text as it may be written to a log, a report or a terminal."""
    return RULES.text(text)
