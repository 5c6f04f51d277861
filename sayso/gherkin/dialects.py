"""The keywords of Gherkin in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from gherkin.dialect import DIALECTS

BEGINNINGS = ("given", "when", "then")
STEPS = (*BEGINNINGS, "and", "but")
OUTLINES = ("scenarioOutline",)
SCENARIOS = ("scenario", *OUTLINES)
ABOVE_STEPS = ("background", *SCENARIOS)  # headings that steps stand under
HEADINGS = ("feature", "background", "rule", "scenario", "scenarioOutline", "examples")
MOST_WORDS = 4  # of a keyword that is looked for at the beginning of a line

_LANGUAGE = re.compile(r"^\s*#\s*language\s*:\s*([\w-]+)\s*$")


@lru_cache
def step_keywords(language: str, kinds: Sequence[str] = STEPS) -> tuple[str, ...]:
    """The keywords of steps in one of Gherkin's languages, without the asterisk."""
    return tuple(sorted(_words(language, kinds) - {"*"}))


@lru_cache
def heading_keywords(language: str, kinds: Sequence[str] = HEADINGS) -> tuple[str, ...]:
    """The keywords that take a colon."""
    return tuple(sorted(_words(language, kinds)))


def feature_keywords(language: str) -> tuple[str, ...]:
    """What a feature may begin with, without the colon; the usual one first."""
    return tuple(_dialect(language)["feature"])


def translated(word: str, language: str, kinds: Sequence[str]) -> str | None:
    """The keyword of `language` for a keyword of any other language, in its upper and lower case.

    With several meanings the first of `kinds` counts.
    """
    meanings = _meanings().get(word, ())
    kind = next((kind for kind in kinds if kind in meanings), None)
    if kind is None:
        return None
    words: list[str] = [each.strip() for each in _dialect(language)[kind] if each.strip() != "*"]
    return words[-1] if kind == "scenario" else words[0]


@lru_cache(maxsize=1024)
def languages_of_step(line: str) -> frozenset[str]:
    """The languages in which a line begins with the keyword of a step, of two letters or more."""
    return frozenset(
        language
        for language in DIALECTS
        if line.startswith(tuple(f"{word} " for word in step_keywords(language) if len(word) > 1))
    )


def language_of(text: str) -> str:
    """The language that a text says it is written in: English when it says nothing."""
    for line in text.splitlines():
        found = _LANGUAGE.match(line)
        if found:
            return found[1] if found[1] in DIALECTS else "en"
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return "en"


def languages_of_feature(head: str, lines: Sequence[str]) -> list[str]:
    """The languages that call a feature `head`, and of those the ones that fit most lines."""
    fitting = {
        language: sum(line.lstrip().startswith(_beginnings(language)) for line in lines)
        for language, dialect in DIALECTS.items()
        if head in dialect["feature"]
    }
    return [each for each in fitting if fitting[each] == max(fitting.values())]


def name_of(language: str) -> str:
    """What a language is called in English."""
    return str(_dialect(language)["name"])


@lru_cache
def _meanings() -> dict[str, set[str]]:
    meanings: dict[str, set[str]] = {}
    for language in DIALECTS:
        for kind in (*STEPS, *HEADINGS):
            for word in _words(language, (kind,)):
                meanings.setdefault(word, set()).add(kind)
    return meanings


@lru_cache
def _beginnings(language: str) -> tuple[str, ...]:
    headings = (f"{word}:" for word in heading_keywords(language))
    return (*headings, *(f"{word} " for word in step_keywords(language)))


def _words(language: str, kinds: Sequence[str]) -> set[str]:
    dialect = _dialect(language)
    return {word.strip() for kind in kinds for word in dialect[kind]}


def _dialect(language: str) -> Any:
    return DIALECTS.get(language, DIALECTS["en"])
