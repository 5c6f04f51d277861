"""Lines that Gherkin swallows as description although they were meant as a step or a heading."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, rules_of, scenarios_of
from sayso.gherkin.misspelling import as_heading, as_step, steps_in_prose
from sayso.gherkin.problems import Problem

Line = tuple[int, str]


def swallowed_lines(document: FeatureDocument) -> Iterator[Problem]:
    """In features and rules prose is expected: only headings and runs of steps count as slips."""
    feature = document.feature
    if feature is None:
        return
    language = feature["language"]
    for node in (feature, *rules_of(feature)):
        lines = list(_description(document, node))
        in_runs = set(steps_in_prose(lines, language))
        for line in lines:
            remedy = as_heading(line[1], language)
            if line in in_runs:
                remedy = 'Put "Scenario:" and a title above the steps.'
            yield from _swallowed(document, line, remedy)
    for node in (*backgrounds_of(feature), *_scenarios(feature)):
        for line in _description(document, node):
            remedy = as_heading(line[1], language) or as_step(line[1], language)
            yield from _swallowed(document, line, remedy)


def _swallowed(document: FeatureDocument, line: Line, remedy: str | None) -> Iterator[Problem]:
    if remedy:
        number, text = line
        word = text.split()[0].rstrip(":")
        reason = f'Gherkin takes this line for description: "{word}" is no keyword at this place.'
        remedy = f"{remedy} If it is prose, begin the line with another word."
        yield Problem(document.uri, number, text, reason, remedy, "misspelt-keyword")


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
