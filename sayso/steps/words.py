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


def differences(written: Sequence[Word], meant: Sequence[Word]) -> list[str]:
    """What to change in the sentence as written to get the one that is meant."""
    one, two = ([word.key for word in each] for each in (written, meant))
    blocks = SequenceMatcher(None, one, two).get_opcodes()
    found = (_difference(tag, written[a:b], meant[c:d]) for tag, a, b, c, d in blocks)
    changes = [change for each in found for change in each]
    return changes or list(_other_letters(written, meant))


def _difference(tag: str, written: Sequence[Word], meant: Sequence[Word]) -> Iterator[str]:
    if tag == "replace":
        yield _instead(written, meant)
    elif tag == "insert":
        yield f"with {_marked(meant)}"
    elif tag == "delete":
        yield f"without {_marked(written)}"
    else:
        for had, wanted in zip(written, meant, strict=True):
            if _unquoted(had, wanted):
                yield _instead([had], [wanted])


def _other_letters(written: Sequence[Word], meant: Sequence[Word]) -> Iterator[str]:
    """The words that differ in their capitals only."""
    for had, wanted in zip(written, meant, strict=True):
        if had.key != VALUE and had.shown != wanted.shown:
            yield _instead([had], [wanted])


def _unquoted(written: Word, meant: Word) -> bool:
    """Whether two values differ in the quotation marks that the sentence has around its own."""
    return meant.shown.startswith('"') and not written.shown.startswith('"')


def _instead(written: Sequence[Word], meant: Sequence[Word]) -> str:
    left, right = _joined(written), _joined(meant)
    mark = _mark(left + right)
    hint = " (with its quotation marks)" if '"' in right and '"' not in left else ""
    return f"{mark}{right}{mark} instead of {mark}{left}{mark}{hint}"


def _marked(words: Sequence[Word]) -> str:
    text = _joined(words)
    return f"{_mark(text)}{text}{_mark(text)}"


def _mark(text: str) -> str:
    """Marks around a text that are not its own."""
    return "'" if '"' in text else '"'


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.shown for word in words)


def _key(token: str) -> str:
    return VALUE if _VALUE.fullmatch(token) else token.casefold()
