"""Lines that Gherkin swallows as description although they were meant as a step or a heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sayso.gherkin.dialects import OUTLINES, SCENARIOS, heading_keywords
from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, rules_of, scenarios_of
from sayso.gherkin.headings import Near, above_slips, as_heading, with_title
from sayso.gherkin.line_start import AROUND, unmarked, unquoted
from sayso.gherkin.misspelt_keywords import (
    ABOVE_EXAMPLES,
    alone,
    as_sentence,
    as_step,
    begins_like_step,
    in_another_language,
    steps_in_another_language,
    steps_in_prose,
)
from sayso.gherkin.problems import Problem
from sayso.lint.known_steps import ENDS_OF_PROSE, KnownSteps, familiar_with
from sayso.steps.registry import StepRegistry

Line = tuple[int, str]

_FENCES = ('"""', "```")
_BELOW_KEYWORD = "Move it below the heading that it belongs to."
_BELOW_STEPS = ("|", *_FENCES)  # how a data table and a doc string begin


def swallowed_lines(document: FeatureDocument, sentences: StepRegistry) -> Iterator[Problem]:
    """In features and rules prose is expected: a word like that of a step is no slip by itself."""
    feature = document.feature
    if feature is None:
        return
    known = familiar_with(sentences)
    for node in (feature, *rules_of(feature)):
        lines = _unquoted(_unfenced(_description(document, node)))
        for line, remedy in _in_prose(lines, feature["language"], known):
            yield from _swallowed(document, line, remedy)
    for node in (*backgrounds_of(feature), *_scenarios(feature)):
        lines = _unquoted(_description(document, node))
        of_node = _in_scenario if "steps" in node else _in_examples
        for line, remedy in of_node(lines, feature["language"], known):
            yield from _swallowed(document, line, remedy)


def _in_prose(
    lines: list[Line], language: str, known: KnownSteps
) -> Iterator[tuple[Line, str | None]]:
    in_runs = set(steps_in_prose(lines, language))
    foreign = set(steps_in_another_language(lines, language))
    below = dict(pairwise([*lines, (0, "")]))
    numbers = {number for number, _ in lines}
    for line in lines:
        if line in in_runs or _says_with_star(line[1], known):
            yield line, 'Put "Scenario:" and a title above the steps.'
            continue
        under = below[line][1]
        above_step = begins_like_step(_without_colon(under), language) or _says_with_star(
            under, known
        )
        alone = numbers.isdisjoint((line[0] - 1, line[0] + 1))
        marked = _may_be_step(under, language) or below[line] in foreign
        yield (
            line,
            (above_slips(line[1], language) if above_step or marked else None)
            or with_title(line[1], language, _scenarios_above(under, language))
            or as_heading(line[1], language, Near(above_step, alone, free=True), under)
            or as_sentence(line[1], language, known, free=True)
            or (in_another_language(line[1], language) if line in foreign else None),
        )


def _without_colon(line: str) -> str:
    """ "Given: a cart" as "Given a cart"."""
    word, colon, rest = line.partition(": ")
    return f"{word} {rest}" if colon else line


def _says_with_star(line: str, known: KnownSteps) -> bool:
    return line.startswith("* ") and known.says(line[2:].strip(), plain_words=2)


def _may_be_step(line: str, language: str) -> bool:
    """Whether a line below what looks like a heading may be a step, or one with a slip."""
    slip = as_step(line, language, in_prose=True) or in_another_language(line, language)
    return bool(slip or _scenarios_above(line, language))


def _scenarios_above(line: str, language: str) -> tuple[str, ...]:
    """The kinds of scenarios that may stand above a line with a step's keyword, or with a star.

    Above a star "Scenario Outline X" is hardly prose, but "Scenario X" may be.
    """
    if begins_like_step(unmarked(line)[0], language):
        return SCENARIOS
    return OUTLINES if line.startswith("* ") else ()


def _in_scenario(
    lines: list[Line], language: str, known: KnownSteps
) -> Iterator[tuple[Line, str | None]]:
    """From the last line to the first, since what stands above a lost step stands above a step."""
    going_on = set(_going_on(lines, language))
    foreign = set(steps_in_another_language(lines, language))
    above_step = True
    for line in reversed(lines):
        remedy = _lost(line[1], language, known, above_step and line not in going_on)
        if remedy is None and (line in foreign or _says_with_star(line[1], known)):
            remedy = in_another_language(line[1], language) or _BELOW_KEYWORD
        above_step = above_step and remedy is not None
        yield line, remedy


def _going_on(lines: list[Line], language: str) -> Iterator[Line]:
    """The lines in lower case that go on with the sentence of the line of prose above them."""
    in_prose = False
    for above, line in pairwise(lines):
        starts = not as_step(above[1], language, in_prose=True)
        unfinished = above[0] + 1 == line[0] and not above[1].endswith((".", "!", "?", ":"))
        in_prose = (in_prose or starts) and unfinished and line[1][0].islower()
        if in_prose:
            yield line


def _in_examples(
    lines: list[Line], language: str, known: KnownSteps
) -> Iterator[tuple[Line, str | None]]:
    for line in lines:
        is_step = begins_like_step(line[1], language) and not line[1].endswith(ENDS_OF_PROSE)
        remedy = _lost(line[1], language, known, above_step=is_step)
        yield line, ABOVE_EXAMPLES if remedy and begins_like_step(line[1], language) else remedy


def _lost(line: str, language: str, known: KnownSteps, above_step: bool) -> str | None:
    if line.startswith(_BELOW_STEPS):
        return "Put it below the step that it belongs to."
    slip = above_step or alone(line, language)
    return (
        as_heading(line, language, Near(above_step, alone=True, free=False))
        or as_sentence(line, language, known, free=False)
        or (as_step(line, language, in_prose=True) if slip else None)
    )


def _swallowed(document: FeatureDocument, line: Line, remedy: str | None) -> Iterator[Problem]:
    if remedy:
        number, text = line
        written = document.line(number)
        why = _why(document, text)
        if written != text:
            why = f"{written[0]} stands before its first word."
            remedy = remedy if remedy.startswith("Write ") else f'Write "{text}". {remedy}'
        reason = f"Gherkin takes this line for description: {why}"
        remedy = f"{remedy} If it is prose, begin the line with another word."
        yield Problem(document.uri, number, written, reason, remedy, "misspelt-keyword")


def _why(document: FeatureDocument, text: str) -> str:
    if text.startswith(_BELOW_STEPS):
        return "there is no step above it."
    word = text.split()[0]
    if word in heading_keywords(document.ast["feature"]["language"]):
        return f'"{word}" has no colon behind it.'
    return f'"{word.strip(AROUND)}" is no keyword at this place.'


def _scenarios(feature: Ast) -> Iterator[Ast]:
    for _, scenario in scenarios_of(feature):
        yield scenario
        yield from scenario["examples"]


def _unfenced(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that do not stand between two marks of a code block, which shows an example."""
    block: list[Line] = []
    for line in lines:
        opened = block[0][1][:3] if block else line[1][:3]
        if block or opened in _FENCES:
            block.append(line)
        else:
            yield line
        if len(block) > 1 and line[1] == opened:
            block.clear()
    yield from block  # without an end it is none


def _unquoted(lines: Iterable[Line]) -> list[Line]:
    return [(number, unquoted(text)) for number, text in lines]


def _description(document: FeatureDocument, node: Ast) -> Iterator[Line]:
    """The lines of a node's description with their numbers; comments between them are left out."""
    wanted = [line.strip() for line in node["description"].split("\n") if line.strip()]
    number = node["location"]["line"]
    for text in wanted:
        number += 1
        while number < len(document.lines) and document.line(number) != text:
            number += 1
        yield number, text
