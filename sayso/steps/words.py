"""Steps as words, where every value and every parameter counts as the same word."""

from __future__ import annotations

import re

VALUE = "…"

_TOKEN = re.compile(r'"[^"]*"|"?\{[^}]*\}"?|<[^<>]+>|[^\s]+')
_VALUE = re.compile(r'"[^"]*"|"?\{[^}]*\}"?|<[^<>]+>|[£$€]?-?\d[\d.,]*%?')


def words_of(step: str) -> list[str]:
    """The words of a step or of a pattern, as they count when steps are compared."""
    tokens = _TOKEN.findall(step)
    return [VALUE if _VALUE.fullmatch(token) else token.casefold() for token in tokens]
