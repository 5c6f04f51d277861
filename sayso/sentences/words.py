"""Sentences as words, where every value and every parameter counts as the same word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

VALUE = "…"

_TOKEN = re.compile(r'"[^"]*"|"?\{[^}]*\}"?|<[^<>]+>|[^\s]+')
_VALUE = re.compile(r'"[^"]*"|"?\{[^}]*\}"?|<[^<>]+>|[£$€]?-?\d[\d.,]*%?')


@dataclass(frozen=True)
class Word:
    """A word as written, and what it counts as when sentences are compared."""

    shown: str
    key: str


def words_of(sentence: str) -> list[Word]:
    """The words of a step or of a pattern."""
    return [Word(token, _key(token)) for token in _TOKEN.findall(sentence)]


def likeness(one: Sequence[Word], two: Sequence[Word]) -> float:
    """How alike two sentences are, letter by letter, from 0 to 1."""
    left, right = (" ".join(word.key for word in each) for each in (one, two))
    return SequenceMatcher(None, left, right).ratio()


def shared(one: Sequence[Word], two: Sequence[Word]) -> int:
    """How many words two sentences have in common."""
    return len({word.key for word in one} & {word.key for word in two})


def differences(written: Sequence[Word], meant: Sequence[Word]) -> Iterator[str]:
    """What to change in the sentence as written to get the one that is meant."""
    one, two = ([word.key for word in each] for each in (written, meant))
    for tag, a, b, c, d in SequenceMatcher(None, one, two).get_opcodes():
        left, right = _joined(written[a:b]), _joined(meant[c:d])
        if tag == "replace":
            yield f"{right} instead of {left}"
        elif tag == "insert":
            yield f"with {right}"
        elif tag == "delete":
            yield f"without {left}"


def _key(token: str) -> str:
    return VALUE if _VALUE.fullmatch(token) else token.casefold()


def _joined(words: Sequence[Word]) -> str:
    text = " ".join(word.shown for word in words)
    return text if text.startswith('"') else f'"{text}"'
