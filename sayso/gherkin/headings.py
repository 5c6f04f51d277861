"""Lines that look like a heading, "Scenario:" or "Rule:", and are none for Gherkin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sayso.gherkin.dialects import (
    ABOVE_STEPS,
    HEADINGS,
    feature_keywords,
    heading_keywords,
    translated,
)
from sayso.gherkin.edit_distance import close
from sayso.gherkin.line_start import AFTER, heads
from sayso.lint.known_steps import ENDS_OF_PROSE

_BOLD = "*_` "
_BULLETS = "-*+\N{BULLET} \t"
_WITH_SIGN = re.compile(r"([^\W\d_][^:]*?)\s*(:|[-\N{EN DASH}\N{EM DASH}]+(?=\s))\s*(?P<rest>.*)")
# English words a letter or two away from a heading.
_PROSE = frozenset(("role", "roles", "rules", "ruler", "future", "features", "example"))


class Near(NamedTuple):
    """What stands around a line of description."""

    above_step: bool
    alone: bool  # in its paragraph
    free: bool  # in a feature or rule, where prose is expected


def as_heading(line: str, language: str, near: Near | None = None, below: str = "") -> str | None:
    """What to write instead when a line looks like a heading that Gherkin does not know.

    The line `below` tells "Example", which was to be "Examples", from one example.
    """
    remedy = _as_heading(line, language, near)
    return (remedy and below.startswith("|") and above_row(line, language)) or remedy


def _as_heading(line: str, language: str, near: Near | None) -> str | None:
    """What the line was meant for.

    Where prose may stand, `near` tells the one from the other. A misspelt word counts above a step
    of a feature or rule, there also in another language; elsewhere with a colon and a title.
    """
    head, colon, rest = (part.strip() for part in line.partition(":"))
    several_words = _several_words(head, rest, language) if colon else None
    if several_words:  # "Scenario Outlin: x" is no scenario called "Outlin: x"
        return several_words
    for heading in sorted(heading_keywords(language), key=len, reverse=True):
        if (colon and head.casefold() == heading.casefold()) or _begins(line, heading):
            after = line[len(heading) :]
            of_feature = heading in feature_keywords(language)
            meant = near is None or _is_meant(after, of_feature, near)
            return place_for(heading, after.lstrip(AFTER)) if meant else None
    if near is None or not near.free:
        return _misspelt(head, rest, language) if colon and (not near or _is_title(rest)) else None
    word = head if colon else (line.split() or [""])[0]
    title = line[len(word) :].lstrip(AFTER)
    return _slip_or_foreign(word, title, language, HEADINGS) if near.above_step else None


def above_row(line: str, language: str) -> str | None:
    """What to write above the row of a table, where of all headings only Examples can stand."""
    word, title = next(heads(line), ("", ""))
    words = heading_keywords(language, ("examples",))
    return next((place_for(each, title) for each in words if close(word, each)), None)


def _several_words(head: str, title: str, language: str) -> str | None:
    """The remedy for a heading of several words with a slip behind the first of them."""
    headings = [each for each in heading_keywords(language) if " " in each and each != head]
    first = head.partition(" ")[0]
    alike = (each for each in headings if each.startswith(f"{first} ") and close(head, each))
    return next((place_for(each, title) for each in alike if " " in head), None)


def above_slips(line: str, language: str) -> str | None:
    """What to write instead of a heading whose colon or dash tells what it was meant for.

    It is misspelt, in another case, behind a bullet, or in another language, and Gherkin would
    have known it otherwise.
    """
    found = _WITH_SIGN.match(line.lstrip(_BULLETS))
    if found is None or found["rest"].endswith(ENDS_OF_PROSE):
        return None
    head, sign, rest = found.groups()
    for heading in heading_keywords(language, ABOVE_STEPS):
        if head.casefold() == heading.casefold():
            has_title = rest or heading in heading_keywords(language, ("background",))
            return place_for(heading, rest) if has_title else None
    return _slip_or_foreign(head, rest, language, ABOVE_STEPS) if sign == ":" else None


def with_title(line: str, language: str, kinds: Sequence[str]) -> str | None:
    """What to write instead of a heading of these kinds that only its title tells from prose."""
    text = line.lstrip(_BULLETS)
    for heading in sorted(heading_keywords(language, kinds), key=len, reverse=True):
        if _begins(text, heading):
            title = text[len(heading) :].lstrip(AFTER)
            meant = title and _is_title(title) and not title.endswith(ENDS_OF_PROSE)
            return place_for(heading, title) if meant else None
    return None


def place_for(heading: str, rest: str) -> str:
    """The remedy for a lost heading; `rest` is its title, perhaps with what made it bold."""
    return f'Write "{heading}: {rest.strip(_BOLD)}'.rstrip() + '" where it may stand.'


def _is_meant(after: str, of_feature: bool, near: Near) -> bool:
    """Whether the word of a heading was meant as one, by what comes after it.

    It stands above a step of a feature, or alone and goes on like a title. "Examples are good.",
    "Background reading: the wiki" and "example: one mug" are prose.
    """
    if after.rstrip(": ").endswith(ENDS_OF_PROSE):
        return False
    if near.free and near.above_step:
        return True
    title = after.lstrip(AFTER)
    sign = after.removesuffix(title).strip(" \t,:")
    return near.alone and not of_feature and (bool(sign) or _is_title(title))


def _is_title(text: str) -> bool:
    return not text or text[0].isupper() or text[0].isdigit()


def _begins(line: str, heading: str) -> bool:
    """Whether a line begins with this heading as a word of its own, and no colon after it."""
    following = line[len(heading) : len(heading) + 1]
    return line.startswith(heading) and (not following or following in " \t;.,=")


def _slip_or_foreign(word: str, title: str, language: str, kinds: Sequence[str]) -> str | None:
    foreign = translated(word, language, kinds)
    return _misspelt(word, title, language) or (place_for(foreign, title) if foreign else None)


def _misspelt(word: str, title: str, language: str) -> str | None:
    words = () if word.casefold() in _PROSE else heading_keywords(language)
    return next((place_for(each, title) for each in words if close(word, each)), None)
