"""Slips of the pen in the keywords of steps, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from sayso.gherkin.dialects import (
    BEGINNINGS,
    HEADINGS,
    STEPS,
    languages_of_step,
    step_keywords,
    translated,
)
from sayso.gherkin.edit_distance import close, slips_between
from sayso.gherkin.headings import place_for
from sayso.gherkin.line_start import AROUND, heads, unmarked
from sayso.lint.known_steps import ALIKE, ENDS_OF_PROSE, KnownSteps

# English words a letter away from a keyword that a sentence of prose may well begin with.
_PROSE_WORDS = """
    the an any as at add ad it its they them there than who whose what where even ever every
    give gives gave live lives driven wren hen ten bet bit buy bus bust by cut out put our
"""
_PROSE = frozenset(_PROSE_WORDS.split())

UNDER_A_SCENARIO = 'Put "Scenario:" and a title above it.'
ABOVE_EXAMPLES = "Move it above the Examples, below the other steps."

Line = tuple[int, str]


def as_step(line: str, language: str, in_prose: bool = False) -> str | None:
    """What to write instead when a line looks like a step with a slip in its keyword.

    In prose a list has numbers, and a sentence its full stop.
    """
    text, numbered = unmarked(line)
    if in_prose and (numbered or text.endswith(ENDS_OF_PROSE)):
        return None
    for head, rest in reversed(list(heads(text))):
        same = [each for each in step_keywords(language) if each.casefold() == head.casefold()]
        if same and (not numbered or head in same):
            return _step(head if head in same else same[0], rest)
    word, rest = next(heads(text), ("", ""))
    keywords = () if word.casefold() in _PROSE or numbered else step_keywords(language)
    return next((_step(each, rest) for each in keywords if close(word, each)), None)


def as_sentence(line: str, language: str, known: KnownSteps, free: bool) -> str | None:
    """What to write instead when the line says a sentence behind what may be its keyword.

    In `free` prose the first word must resemble a keyword. Elsewhere a sentence that is said word
    for word is enough.
    """
    text, _ = unmarked(line)
    for head, rest in heads(text):
        keyword = _meant_step(head, language)
        if keyword and (known.says(rest) or (not free and _nearly(text, rest, known))):
            return (
                UNDER_A_SCENARIO if free and line == f"{keyword} {rest}" else _step(keyword, rest)
            )
        keyword = translated(head, language, STEPS)
        if keyword and known.says(rest, plain_words=2):
            return _step(keyword, rest)
    if free:
        return None
    behind = _behind_a_keyword(line, language, known)
    if behind:
        return behind
    after_a_word = next((rest for _, rest in heads(text)), "")
    if any(known.says(each, plain_words=2) for each in (text, after_a_word)):
        return "Begin it with the keyword of a step."
    return None


def _behind_a_keyword(line: str, language: str, known: KnownSteps) -> str | None:
    """What to write instead of a keyword with a known sentence behind it, and marks around them.

    As in "(Given a cart)", '"Given" a cart', "Step 1: Given a cart".
    """
    for keyword in (each for each in step_keywords(language) if each in line):
        before, _, rest = line.partition(keyword)
        said = (rest.lstrip(AROUND), rest.strip(AROUND))
        sentence = next((each for each in said if known.says(each, plain_words=2)), None)
        if sentence and not before[-1:].isalnum():
            return _step(keyword, sentence)
    return None


def in_another_language(line: str, language: str) -> str | None:
    """What to write instead when a line begins with a keyword of another language."""
    head, colon, rest = (part.strip() for part in line.partition(":"))
    heading = translated(head, language, HEADINGS) if colon else None
    if heading:
        return place_for(heading, rest)
    meant = ((translated(head, language, STEPS), rest) for head, rest in heads(line))
    return next((_step(keyword, rest) for keyword, rest in meant if keyword and rest), None)


def alone(line: str, language: str) -> str | None:
    """The keyword of a line that holds nothing but the keyword of a step."""
    return next((each for each in step_keywords(language) if line.strip(" \t:") == each), None)


def steps_in_prose(lines: Sequence[Line], language: str) -> Iterator[Line]:
    """Neighbouring lines that all begin like steps; one alone may be a sentence of prose.

    So may be several that only go on with "And" and "But".
    """
    for like_steps, run in groupby(lines, lambda line: begins_like_step(line[1], language)):
        steps = list(run)
        if like_steps and len(steps) > 1 and any(_begins_anew(each, language) for each in steps):
            yield from steps


def steps_in_another_language(lines: Sequence[Line], language: str) -> Iterator[Line]:
    """Neighbouring lines that all begin like steps of one other language, and of none of ours."""
    own = step_keywords(language)
    for above, line in pairwise(lines):
        shared = languages_of_step(above[1]) & languages_of_step(line[1]) - {language}
        if shared and not any(each[1].startswith(own) for each in (above, line)):
            yield from (above, line)


def _begins_anew(line: Line, language: str) -> bool:
    return line[1].startswith(tuple(f"{word} " for word in step_keywords(language, BEGINNINGS)))


def begins_like_step(line: str, language: str) -> bool:
    """Whether a line begins with the keyword of a step, as Gherkin wants it."""
    return line.startswith(tuple(f"{word} " for word in step_keywords(language)))


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


def _nearly(line: str, rest: str, known: KnownSteps) -> bool:
    """Whether the rest of a line is like a sentence, and more so than the whole of it."""
    if line.endswith(ENDS_OF_PROSE):
        return False
    rate = known.rate(rest)
    return rate >= ALIKE and rate > known.rate(line)


def _step(keyword: str, rest: str) -> str:
    if not rest:
        return f'Say the whole sentence in this line, behind "{keyword}".'
    return f'Write "{keyword} {rest}".'
