"""Which keyword of the file's own dialect a line was probably meant to begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.gherkin.dialects import STEPS, keywords
from sayso.suggest import closest

ALIKE_STEP = 0.75  # difflib's ratio: "Givn", "Thne" and "Them"; not "There"
ALIKE_HEADING = 0.85  # "Scenaro", "Sceanrio"; not "Samples" or "Future"
SENTENCE_ENDS = (".", "!", "?", ":", ";", ",", "…")

_MARKS = re.compile(r"^(?:\d+[.):]|[^\w]|_)*")  # bullets, numbers, quotation marks before a word
_AROUND = "*_`\"'>:.,;)]»\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
# English words that resemble a keyword and that prose often begins with.
_WORDS = re.compile(r"an|band|brand|dan|gives?|hand|land|sand|stand|the|they|wand")


def unmarked(line: str) -> str:
    """A line without the bullets, numbers and quotation marks before its first word."""
    return _MARKS.sub("", line, count=1)


def begins_like_step(line: str, language: str) -> bool:
    """Whether a line begins with the keyword of a step, as Gherkin wants it."""
    return line.startswith(("* ", *(f"{word} " for word in keywords(language, STEPS))))


@lru_cache(maxsize=4096)
def step_keyword(line: str, language: str) -> str | None:
    """The step keyword that the first words of a line are, in any case, or resemble."""
    words = keywords(language, STEPS)
    same = _named(unmarked(line), words)
    if same:
        return same
    head = next(iter(unmarked(line).split()), "").strip(_AROUND)
    if len(head) < 2 or _WORDS.fullmatch(head.casefold()):
        return None
    single = [word for word in words if len(word) > 2 and " " not in word]
    swapped = (word for word in single if _is_swapped(head.casefold(), word.casefold()))
    return closest(head, single, ALIKE_STEP) or next(swapped, None)


def heading_keyword(line: str, language: str, kinds: Sequence[str]) -> tuple[str, str] | None:
    """The heading keyword that a line begins with or resembles, and what follows it.

    A word that only resembles a keyword counts before a colon.
    """
    text = unmarked(line)
    words = keywords(language, kinds)
    same = _named(text, words)
    head, colon, rest = text.partition(":")
    if colon and (same is None or " " in head.strip()):
        alike = closest(head.strip(_AROUND + " "), words, ALIKE_HEADING)
        if alike and head.strip().casefold() != f"{alike}s".casefold():
            return alike, f":{rest}"
    return (same, text[len(same) :]) if same else None


def _named(text: str, words: Sequence[str]) -> str | None:
    """The keyword that a text begins with as a word of its own, in any case."""
    folded = text.casefold()
    return next(
        (
            word
            for word in words
            if folded.startswith(word.casefold())
            and not (folded[len(word) : len(word) + 1].isalnum() or _joins(folded[len(word) :]))
        ),
        None,
    )


def _joins(rest: str) -> bool:
    """Whether what follows makes another word of it: "Feature-rich", "Given's"."""
    return rest[:1] in ("-", "'", "_", "/") and rest[1:2].isalnum()


def _is_swapped(head: str, word: str) -> bool:
    return head[:1] == word[:1] and head != word and sorted(head) == sorted(word)
