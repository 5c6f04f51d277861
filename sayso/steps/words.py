"""Steps as words, where every value and every parameter counts as the same word."""

from __future__ import annotations

import re
from dataclasses import dataclass

VALUE = "…"

_TOKEN = re.compile(r'"[^"]*"|"?\{[^}]*\}"?|<[^<>]+>|[^\s]+')
_VALUE = re.compile(r'"[^"]*"|"?\{[^}]*\}"?|<[^<>]+>|[£$€]?-?\d[\d.,]*%?')


@dataclass(frozen=True)
class Word:
    """A word as written, and what it counts as when steps are compared."""

    text: str
    key: str


def words_of(step: str) -> list[Word]:
    """The words of a step or of a pattern."""
    return [Word(token, _key(token)) for token in _TOKEN.findall(step)]


def _key(token: str) -> str:
    return VALUE if _VALUE.fullmatch(token) else token.casefold()
