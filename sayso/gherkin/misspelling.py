"""Slips of the pen in keywords, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from gherkin.dialect import DIALECTS

_STEPS = ("given", "when", "then", "and", "but")
_HEADINGS = ("feature", "background", "rule", "scenario", "scenarioOutline", "examples")
# English words a letter away from a keyword that a sentence of prose may well begin with.
_PROSE_WORDS = """
    the an any as at add ad it its they them there than who whose what where even ever every
    give gives gave live lives driven wren wen hen ten bet bit buy bus bust by cut out put our
    role roles rules ruler future features example
"""
_PROSE = frozenset(_PROSE_WORDS.split())
_FIRST_WORD = re.compile(r"^\s*[-*>•]?\s*([^\W\d_]+)\s*:?")


@lru_cache
def step_keywords(language: str) -> tuple[str, ...]:
    """The keywords of steps in one of Gherkin's languages, without the asterisk."""
    return tuple(sorted(_words(language, _STEPS) - {"*"}))


@lru_cache
def heading_keywords(language: str) -> tuple[str, ...]:
    """The keywords that take a colon."""
    return tuple(sorted(_words(language, _HEADINGS)))


def as_heading(line: str, language: str) -> str | None:
    """What to write instead when a line looks like a heading that Gherkin does not know."""
    head, colon, rest = (part.strip() for part in line.partition(":"))
    if head.casefold() in _PROSE:
        return None
    for heading in heading_keywords(language):
        same = head.casefold() == heading.casefold() and (colon or not rest)
        if same or (colon and _close(head, heading)):
            return f'Write "{heading}: {rest}'.rstrip() + '" where it may stand.'
    return None


def as_step(line: str, language: str) -> str | None:
    """What to write instead when a line looks like a step with a slip in its keyword."""
    found = _FIRST_WORD.match(line)
    if not found:
        return None
    word, rest = found[1].casefold(), line[found.end() :].strip()
    keywords = step_keywords(language)
    same = [keyword for keyword in keywords if keyword.casefold() == word]
    close = [] if word in _PROSE else [each for each in keywords if _close(word, each)]
    meant = [*same, *close]
    return f'Write "{meant[0]} {rest}".' if meant else None


def steps_in_prose(lines: Sequence[tuple[int, str]], language: str) -> Iterator[tuple[int, str]]:
    """Neighbouring lines that both begin like steps; one alone may be a sentence of prose."""
    keywords = tuple(f"{word} " for word in step_keywords(language))
    for first, second in pairwise(lines):
        if first[1].startswith(keywords) and second[1].startswith(keywords):
            yield first
            yield second


def _words(language: str, kinds: Sequence[str]) -> set[str]:
    dialect: Any = DIALECTS.get(language, DIALECTS["en"])
    return {word.strip() for kind in kinds for word in dialect[kind]}


def _close(word: str, keyword: str) -> bool:
    """One slip apart: a letter too many, too few, wrong, or two swapped; two in longer words."""
    allowed = 1 if len(keyword) < 5 else 2
    if abs(len(word) - len(keyword)) > allowed or len(word) < 2:
        return False
    return _slips(word.casefold(), keyword.casefold()) <= allowed


def _slips(one: str, two: str) -> int:
    """The distance of Damerau and Levenshtein, where a swap of neighbours counts once."""
    rows = [list(range(len(two) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(two, start=1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
