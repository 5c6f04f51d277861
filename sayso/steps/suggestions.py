"""Why a step found no definition, which ones come close, and what to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import parse  # type: ignore[import-untyped]  # it ships no types

from sayso.steps.definition import Keyword, StepDefinition, dissect
from sayso.steps.pattern import Written
from sayso.steps.snippets import snippet
from sayso.steps.words import words_of

CLOSE_ENOUGH = 0.6
MOST_SUGGESTIONS = 3

_PARAMETERS = ("parse", "cfparse", "CucumberParser")
_NOTHING: Mapping[str, Any] = {}
_CUCUMBER_TYPES = {"int": "d", "float": "g", "word": "", "string": ""}  # as parse knows them


def undefined(
    keyword: Keyword | None,
    text: str,
    definitions: Sequence[StepDefinition],
    argument: Mapping[str, Any] = _NOTHING,
    written: Written | None = None,
) -> tuple[str, str]:
    """The reason and the remedy for a step that nothing defines; `argument` stands below it.

    `written` is the step of an outline whose row says `text`.
    """
    alike = _once(keyword, definitions)
    near = (
        _of_other_keyword(keyword, text, definitions)
        or _same_to_the_eye(keyword, text, definitions)
        or _misfits(text, alike)
    )
    advice = near or _similar(text, alike)
    code = snippet(keyword or "given", text, argument, written)
    return "Undefined step.", "\n".join([*advice, *([] if near else code)])


def ambiguous(found: Sequence[StepDefinition]) -> tuple[str, str]:
    """The reason and the remedy for a step that several definitions match."""
    named = "\n".join(f"  {definition.location}: {definition}" for definition in found)
    first = all(definition.first_wins for definition in found)
    rest = "\nThe first of them acts, as in behave." if first else ""
    reason = f"Ambiguous step; it matches several step definitions:\n{named}{rest}"
    return reason, "Make one of them more specific, or delete one."


def _once(
    keyword: Keyword | None, definitions: Sequence[StepDefinition]
) -> Sequence[StepDefinition]:
    """One definition of those with the same pattern in a module, for the keyword if one is."""
    found: dict[tuple[str, str], StepDefinition] = {}
    for definition in sorted(definitions, key=lambda one: one.keyword != keyword):
        found.setdefault((definition.pattern, definition.place[0]), definition)
    return list(found.values())


def _of_other_keyword(
    keyword: Keyword | None, text: str, definitions: Sequence[StepDefinition]
) -> list[str]:
    used = (keyword or "step").capitalize()
    return [
        f"It is defined for {str(definition.keyword).capitalize()}, but used as {used}: "
        f"{definition.location}"
        for definition in definitions
        if definition.matches(text)
    ]


def _same_to_the_eye(
    keyword: Keyword | None, text: str, definitions: Sequence[StepDefinition]
) -> list[str]:
    """The definitions that match once invisible characters and odd whitespace are gone."""
    visible = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    plain = " ".join("".join(visible).split())
    return [
        f"It would match {definition} ({definition.location})\n"
        f"  without invisible characters or odd whitespace: {text!a}"
        for definition in definitions
        if plain != text and definition.keyword in (None, keyword) and definition.matches(plain)
    ]


def _misfits(text: str, definitions: Sequence[StepDefinition]) -> list[str]:
    found = ((definition, _misfit(definition, text)) for definition in definitions)
    lines = [f"{one.location}: {one}\n  matches, but {why}." for one, why in found if why]
    return lines[:MOST_SUGGESTIONS]


def _similar(text: str, definitions: Sequence[StepDefinition]) -> Iterator[str]:
    """The nearest definitions of the project; those of packages are not for guessing."""
    own = {_comparable(one.pattern): one for one in definitions if one.is_own}
    for near in get_close_matches(_comparable(text), own, MOST_SUGGESTIONS, CLOSE_ENOUGH):
        yield f"Did you mean: {own[near]} ({own[near].location})"


def _comparable(text: str) -> str:
    return " ".join(words_of(text))


def _misfit(definition: StepDefinition, text: str) -> str:
    """Which parameters cannot take their value, when everything around them matches."""
    texts, fields = dissect(definition.kind, definition.pattern)
    if not fields or definition.kind not in _PARAMETERS:
        return ""
    plain = (re.escape(part) for part in texts)
    found = re.fullmatch("(.*?)".join(plain), text, re.IGNORECASE | re.DOTALL)
    if not found:
        return ""
    types = _CUCUMBER_TYPES if definition.kind == "CucumberParser" else {}
    takes = [
        (field, value, _takes(types.get(field[1], field[1]), value))
        for field, value in zip(fields, found.groups(), strict=True)
    ]
    blamed = [one for one in takes if one[2] is False] or [one for one in takes if not one[2]]
    return " and ".join(f"{_field(*field)} got '{value}'" for field, value, _ in blamed)


def _field(name: str, kind: str) -> str:
    return f"{{{name}:{kind}}}" if name and kind else f"{{{name or kind}}}"


def _takes(kind: str, value: str) -> bool | None:
    """Whether a field of a built-in type takes a value; None for a type of the suite's own."""
    if not kind:
        return bool(value)
    try:
        return parse.parse(f"{{value:{kind}}}", value) is not None
    except ValueError:
        return None
