"""How a line begins: what stands before its first word, and its first words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.gherkin.dialects import MOST_WORDS

AFTER = " \t:;,.*_`->\N{EN DASH}\N{EM DASH}"  # what may stand between a keyword and its sentence

_QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
_OPENING = _QUOTES + "\N{LEFT SINGLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}«(\\[<"
_CLOSED = "\N{RIGHT SINGLE QUOTATION MARK}»)]>"
AROUND = _OPENING + _CLOSED + " \t:.*_`"  # what may stand around a sentence or its keyword
_CLOSING = {
    '"': '"',
    "'": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT SINGLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    "\N{DOUBLE LOW-9 QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}",
    "«": "»",
}
_NUMBER = re.compile(r"[(\[]?(?:\d+|[^\W\d_])[.):\]]+\s*|\d+\s+")  # "1.", "(a)", "10 "
_SIGNS = re.compile(rf"(?:[^\w\s{_OPENING}]|_)+\s*")  # "-", "=>", "**"
_WORD = re.compile(r"[^\W\d_]+")


def unquoted(line: str) -> str:
    """A line without the ">" before it, and without quotation marks around the whole of it."""
    text = line.lstrip("> ") if line.startswith(">") else line
    closing = _CLOSING.get(text[:1])
    if not closing or not text.endswith(closing):
        return text
    inner = text[1:-1]
    before, sign, after = inner.partition(closing)
    another_opens = text[0] in before or before.endswith(" ")
    apostrophe = before[-1:].isalnum() and after[:1].isalnum()
    return inner if not sign or another_opens or apostrophe else text


def unmarked(line: str) -> tuple[str, bool]:
    """A line without the bullets and numbers before its first word, and whether it had a number."""
    text, numbered = line.strip(), False
    while True:
        found = _NUMBER.match(text) or _SIGNS.match(text)
        if not found or found.end() == len(text):
            return text, numbered
        numbered = numbered or found.re is _NUMBER
        text = text[found.end() :]


def heads(text: str) -> Iterator[tuple[str, str]]:
    """The first word of a text and what follows, then the first two words, and so on."""
    end = 0
    for _ in range(MOST_WORDS):
        found = _WORD.match(text, end)
        if not found:
            return
        yield text[: found.end()], text[found.end() :].lstrip(AFTER)
        end = found.end() + 1
