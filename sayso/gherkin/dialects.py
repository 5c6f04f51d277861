"""The keywords of Gherkin in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from gherkin.dialect import DIALECTS

BEGINNINGS = ("given", "when", "then")
STEPS = (*BEGINNINGS, "and", "but")
HEADINGS = ("feature", "background", "rule", "scenario", "scenarioOutline", "examples")

_LANGUAGE = re.compile(r"^\s*#\s*language\s*:\s*([\w-]+)\s*$")


@lru_cache
def keywords(language: str, kinds: Sequence[str]) -> tuple[str, ...]:
    """The keywords of some kinds in one language, the longest first and without the asterisk."""
    dialect = DIALECTS.get(language, DIALECTS["en"])
    words = {word.strip() for kind in kinds for word in dialect[kind]}  # type: ignore[literal-required]
    return tuple(sorted(words - {"*"}, key=lambda word: (-len(word), word)))


def language_of(text: str) -> str:
    """The language that a text says it is written in: English when it says nothing."""
    for line in text.splitlines():
        found = _LANGUAGE.match(line)
        if found:
            return found[1] if found[1] in DIALECTS else "en"
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return "en"


def languages_of_feature(head: str) -> dict[str, str]:
    """The languages that call a feature `head`, by their codes, in English."""
    dialects = cast("Mapping[str, Mapping[str, Any]]", DIALECTS)
    return {
        code: dialect["name"] for code, dialect in dialects.items() if head in dialect["feature"]
    }
