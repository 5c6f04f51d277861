"""Lines that Gherkin swallows as description although they were meant as a step or a heading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, rules_of, scenarios_of
from sayso.gherkin.familiar import ENDS_OF_PROSE, Familiar, familiar_with
from sayso.gherkin.keywords import heading_keywords
from sayso.gherkin.misspelling import (
    as_heading,
    as_sentence,
    as_step,
    begins_like_step,
    steps_in_prose,
)
from sayso.gherkin.problems import Problem
from sayso.sentences.index import SentenceIndex

Line = tuple[int, str]

_BELOW_STEPS = ("|", '"""', "```")  # how a data table and a doc string begin


def swallowed_lines(document: FeatureDocument, sentences: SentenceIndex) -> Iterator[Problem]:
    """In features and rules prose is expected: a word like that of a step is no slip by itself."""
    feature = document.feature
    if feature is None:
        return
    known = familiar_with(sentences)
    for node in (feature, *rules_of(feature)):
        lines = list(_description(document, node))
        for line, remedy in _in_prose(lines, feature["language"], known):
            yield from _swallowed(document, line, remedy)
    for node in (*backgrounds_of(feature), *_scenarios(feature)):
        for line in _description(document, node):
            remedy = _in_scenario(line[1], feature["language"], known)
            yield from _swallowed(document, line, remedy)


def _in_prose(
    lines: list[Line], language: str, known: Familiar
) -> Iterator[tuple[Line, str | None]]:
    in_runs = set(steps_in_prose(lines, language))
    below = dict(pairwise(lines))
    for line in lines:
        if line in in_runs:
            yield line, 'Put "Scenario:" and a title above the steps.'
            continue
        before_step = line in below and begins_like_step(below[line][1], language)
        heading = as_heading(line[1], language, before_step, _is_prose(line, lines))
        yield line, heading or as_sentence(line[1], language, known, free=True)


def _is_prose(line: Line, lines: list[Line]) -> bool:
    """Whether a line ends like a sentence, or stands in a paragraph with others."""
    number, text = line
    near = {other for other, _ in lines} & {number - 1, number + 1}
    return bool(near) or text.endswith(ENDS_OF_PROSE)


def _in_scenario(line: str, language: str, known: Familiar) -> str | None:
    if line.startswith(_BELOW_STEPS):
        return "Put it below the step that it belongs to."
    return (
        as_heading(line, language, in_prose=line.endswith(ENDS_OF_PROSE))
        or as_step(line, language)
        or as_sentence(line, language, known, free=False)
    )


def _swallowed(document: FeatureDocument, line: Line, remedy: str | None) -> Iterator[Problem]:
    if remedy:
        number, text = line
        reason = f"Gherkin takes this line for description: {_why(document, text)}"
        remedy = f"{remedy} If it is prose, begin the line with another word."
        yield Problem(document.uri, number, text, reason, remedy, "misspelt-keyword")


def _why(document: FeatureDocument, text: str) -> str:
    if text.startswith(_BELOW_STEPS):
        return "there is no step above it."
    word = text.split()[0]
    if word in heading_keywords(document.ast["feature"]["language"]):
        return f'"{word}" has no colon behind it.'
    return f'"{word.rstrip(":")}" is no keyword at this place.'


def _scenarios(feature: Ast) -> Iterator[Ast]:
    for _, scenario in scenarios_of(feature):
        yield scenario
        yield from scenario["examples"]


def _description(document: FeatureDocument, node: Ast) -> Iterator[Line]:
    """The lines of a node's description with their numbers; comments between them are left out."""
    wanted = [line.strip() for line in node["description"].split("\n") if line.strip()]
    number = node["location"]["line"]
    for text in wanted:
        number += 1
        while number < len(document.lines) and document.line(number) != text:
            number += 1
        yield number, text
