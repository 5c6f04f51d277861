"""The secrets that this run knows of; they are removed from everything that is written."""

from __future__ import annotations

import base64
import html
import json
import re
from urllib.parse import quote, quote_plus

SHORTEST = 6  # a shorter value stands in too many texts by chance
REMOVED = "[removed]"


class Secrets:
    """Values, in every spelling in which they may stand in a text."""

    def __init__(self) -> None:
        self._spellings: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None

    def add(self, value: str) -> None:
        """Remember a value; raises ValueError when it is too short to be told from other text."""
        if len(value) < SHORTEST:
            raise ValueError(f"a secret needs at least {SHORTEST} characters, not {len(value)}")
        if value not in self._spellings:
            self._spellings |= dict.fromkeys(spellings(value), value)
            self._pattern = None

    @property
    def values(self) -> list[str]:
        """What was added, without the other spellings."""
        return list(dict.fromkeys(self._spellings.values()))

    def remove_from(self, text: str) -> str:
        """The text with every known secret replaced."""
        pattern = self.pattern
        return pattern.sub(REMOVED, text) if pattern else text

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds any spelling of any secret, the longest first; None while none is known."""
        if self._pattern is None and self._spellings:
            longest_first = sorted(self._spellings, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, longest_first)))
        return self._pattern


def spellings(value: str) -> set[str]:
    """A value as plain text, JSON, part of an address, form field, HTML and base64."""
    return {
        value,
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        quote(value, safe=""),
        quote(value),
        quote_plus(value),
        html.escape(value),
        html.escape(value, quote=False),
        base64.b64encode(value.encode()).decode().rstrip("="),
    }


# One process is one run, and a secret must go from everything that process writes.
RUN = Secrets()
