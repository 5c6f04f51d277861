"""Slips of the pen in keywords, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from sayso.gherkin.beginnings import AFTER, heads, unmarked
from sayso.gherkin.familiar import ALIKE, ENDS_OF_PROSE, Familiar
from sayso.gherkin.keywords import (
    HEADINGS,
    STEPS,
    heading_keywords,
    step_keywords,
    translated,
)
from sayso.gherkin.slips import close, slips_between

# English words a letter away from a keyword that a sentence of prose may well begin with.
_PROSE_WORDS = """
    the an any as at add ad it its they them there than who whose what where even ever every
    give gives gave live lives driven wren hen ten bet bit buy bus bust by cut out put our
    role roles rules ruler future features example
"""
_PROSE = frozenset(_PROSE_WORDS.split())

UNDER_A_SCENARIO = 'Put "Scenario:" and a title above it.'

Line = tuple[int, str]


def as_heading(
    line: str, language: str, before_step: bool = False, in_prose: bool = False
) -> str | None:
    """What to write instead when a line looks like a heading that Gherkin does not know.

    With a step right below it, also when the word is misspelt or of another language. Without one,
    a sentence of prose may well begin with "Rule" or "Examples".
    """
    head, colon, rest = (part.strip() for part in line.partition(":"))
    for heading in sorted(heading_keywords(language), key=len, reverse=True):
        if head.casefold() == heading.casefold() and (colon or not rest):
            return _place_for(heading, rest)
        if _begins(line, heading) and (before_step or not in_prose):
            return _place_for(heading, line[len(heading) :].lstrip(AFTER))
    if colon or before_step:
        word = head if colon else (line.split() or [""])[0]
        return _meant_heading(word, line[len(word) :].lstrip(AFTER), language, before_step)
    return None


def as_step(line: str, language: str) -> str | None:
    """What to write instead when a line looks like a step with a slip in its keyword."""
    text, numbered = unmarked(line)
    for head, rest in reversed(list(heads(text))):
        same = [each for each in step_keywords(language) if each.casefold() == head.casefold()]
        if same and (not numbered or head in same):
            return _step(head if head in same else same[0], rest)
    word, rest = next(heads(text), ("", ""))
    keywords = () if word.casefold() in _PROSE or numbered else step_keywords(language)
    return next((_step(each, rest) for each in keywords if close(word, each)), None)


def as_sentence(line: str, language: str, known: Familiar, free: bool) -> str | None:
    """What to write instead when the line says a sentence behind what may be its keyword.

    In `free` prose the first word must resemble a keyword. Elsewhere a sentence that is said word
    for word is enough.
    """
    text, _ = unmarked(line)
    for head, rest in heads(text):
        keyword = _meant_step(head, language)
        if keyword and (known.says(rest) or (not free and _nearly(text, rest, known))):
            return UNDER_A_SCENARIO if line == f"{keyword} {rest}" else _step(keyword, rest)
        keyword = translated(head, language, STEPS)
        if keyword and known.says(rest, plain_words=2):
            return _step(keyword, rest)
    after_a_word = next((rest for _, rest in heads(text)), "")
    if not free and any(known.says(each, plain_words=2) for each in (text, after_a_word)):
        return "Begin it with the keyword of a step."
    return None


def in_another_language(line: str, language: str) -> str | None:
    """What to write instead when a line begins with a keyword of another language."""
    head, colon, rest = (part.strip() for part in line.partition(":"))
    heading = translated(head, language, HEADINGS) if colon else None
    if heading:
        return _place_for(heading, rest)
    meant = ((translated(head, language, STEPS), rest) for head, rest in heads(line))
    return next((_step(keyword, rest) for keyword, rest in meant if keyword and rest), None)


def alone(line: str, language: str) -> str | None:
    """The keyword of a line that holds nothing but the keyword of a step."""
    return next((each for each in step_keywords(language) if line.strip(" \t:") == each), None)


def steps_in_prose(lines: Sequence[Line], language: str) -> Iterator[Line]:
    """Neighbouring lines that both begin like steps; one alone may be a sentence of prose."""
    for first, second in pairwise(lines):
        if begins_like_step(first[1], language) and begins_like_step(second[1], language):
            yield first
            yield second


def begins_like_step(line: str, language: str) -> bool:
    """Whether a line begins with the keyword of a step, as Gherkin wants it."""
    return line.startswith(tuple(f"{word} " for word in step_keywords(language)))


def _meant_heading(word: str, rest: str, language: str, before_step: bool) -> str | None:
    if word.casefold() in _PROSE:
        return None
    for heading in heading_keywords(language):
        if close(word, heading):
            return _place_for(heading, rest)
    meant = translated(word, language, HEADINGS) if before_step else None
    return _place_for(meant, rest) if meant else None


@lru_cache(maxsize=4096)
def _meant_step(head: str, language: str) -> str | None:
    """The keyword that a word is, or is at most two slips away from."""
    blanks = head.count(" ")
    alike = (
        (slips_between(head.casefold(), each.casefold()), each)
        for each in step_keywords(language)
        if each.count(" ") == blanks and abs(len(each) - len(head)) <= 2
    )
    fitting = [(slips, each) for slips, each in alike if slips <= min(2, len(each) - 2)]
    return min(fitting)[1] if fitting else None


def _nearly(line: str, rest: str, known: Familiar) -> bool:
    """Whether the rest of a line is like a sentence, and more so than the whole of it."""
    if line.endswith(ENDS_OF_PROSE):
        return False
    rate = known.rate(rest)
    return rate >= ALIKE and rate > known.rate(line)


def _begins(line: str, heading: str) -> bool:
    """Whether a line begins with this heading as a word of its own, and no colon after it."""
    following = line[len(heading) : len(heading) + 1]
    return line.startswith(heading) and (not following or following in " \t;.,=")


def _place_for(heading: str, rest: str) -> str:
    return f'Write "{heading}: {rest}'.rstrip() + '" where it may stand.'


def _step(keyword: str, rest: str) -> str:
    if not rest:
        return f'Say the whole sentence in this line, behind "{keyword}".'
    return f'Write "{keyword} {rest}".'
