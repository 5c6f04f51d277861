"""Why a step found no definition, which ones come close, and what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Any

import parse  # type: ignore[import-untyped]  # it ships no types

from sayso.steps.definition import Keyword, StepDefinition, dissect
from sayso.steps.invisible_characters import oddities, tidied
from sayso.steps.pattern import Written
from sayso.steps.snippets import snippet
from sayso.steps.words import differences, likeness, shared, words_of

CLOSE_ENOUGH = 0.6
MOST_SUGGESTIONS = 3
MOST_COMPARED = 30

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
    code = snippet(keyword or "given", text, definitions, argument, written)
    return "No step definition says this.", "\n".join([*advice, *([] if near else code)])


def ambiguous(found: Iterable[StepDefinition]) -> tuple[str, str]:
    """The reason and the remedy for a step that several definitions fit."""
    named = "\n".join(f"  {each.location}: {shown(each)}" for each in found)
    remedy = "Let one of them say more, or delete one."
    return f"More than one step definition fits, so chance would choose:\n{named}", remedy


def shown(definition: StepDefinition) -> str:
    """A definition as a reader of features knows it."""
    return f"{_said(definition.keyword)} {definition.pattern}"


def _said(keyword: Keyword | None) -> str:
    return (keyword or "step").capitalize()


def _once(
    keyword: Keyword | None, definitions: Sequence[StepDefinition]
) -> Sequence[StepDefinition]:
    """One definition of those that say the same in a module, for the keyword if one is."""
    found: dict[tuple[str, str], StepDefinition] = {}
    for each in sorted(definitions, key=lambda each: each.keyword != keyword):
        found.setdefault((each.pattern, each.place[0]), each)
    return list(found.values())


def _of_other_keyword(
    keyword: Keyword | None, text: str, definitions: Sequence[StepDefinition]
) -> list[str]:
    return [
        f"It is defined for {_said(each.keyword)}, but used as {_said(keyword)}: {each.location}"
        for each in definitions
        if each.matches(text)
    ]


def _same_to_the_eye(
    keyword: Keyword | None, text: str, definitions: Sequence[StepDefinition]
) -> list[str]:
    """The definitions that fit as soon as nothing invisible stands in the text."""
    plain = tidied(text)
    found = [each for each in definitions if each.keyword in (None, keyword or each.keyword)]
    seen = f"The step has {', '.join(oddities(text))}." if plain != text else ""
    return [
        f"It reads like {shown(each)} ({each.location}).\n  {seen}"
        for each in found
        if seen and each.matches(plain)
    ]


def _misfits(text: str, definitions: Sequence[StepDefinition]) -> list[str]:
    found = ((each, _misfit(each, text)) for each in definitions)
    lines = [f"{each.location}: {shown(each)}\n  matches, but {why}." for each, why in found if why]
    return lines[:MOST_SUGGESTIONS]


def _similar(text: str, definitions: Sequence[StepDefinition]) -> Iterator[str]:
    written = words_of(text)
    candidates = [(each, words_of(each.pattern)) for each in definitions if each.is_own]
    compared = nlargest(MOST_COMPARED, candidates, key=lambda pair: shared(written, pair[1]))
    rated = [(likeness(written, words), each, words) for each, words in compared]
    for rate, each, words in nlargest(MOST_SUGGESTIONS, rated, key=lambda row: row[0]):
        if rate >= CLOSE_ENOUGH:
            hidden = [f"the definition has {odd}" for odd in oddities(each.pattern)]
            changes = ", ".join(differences(written, words) or hidden)
            meant = f"Did you mean: {shown(each)} ({each.location})"
            yield f"{meant}\n  {changes}" if changes else meant


def _misfit(definition: StepDefinition, text: str) -> str:
    """Which parameters cannot take their value, when everything around them fits."""
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
    blamed = [each for each in takes if each[2] is False] or [each for each in takes if not each[2]]
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
