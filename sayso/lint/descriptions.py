"""Lines that Gherkin takes for description although they were meant as a step or a heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sayso.gherkin.dialects import BEGINNINGS, keywords
from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, rules_of, scenarios_of
from sayso.gherkin.likely_keywords import (
    SENTENCE_ENDS,
    begins_like_step,
    heading_keyword,
    step_keyword,
    unmarked,
)
from sayso.gherkin.problems import Problem

Line = tuple[int, str]

PLACES = ("background", "rule", "scenario", "scenarioOutline", "examples")
RULE = "misspelt-keyword"

_FENCES = ('"""', "```")
_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
_PROSE = "If it is prose, end it with a full stop."


def swallowed_lines(document: FeatureDocument) -> Iterator[Problem]:
    """Descriptions are prose; what resembles a keyword where one could stand is told."""
    feature = document.feature
    for node in (feature, *rules_of(feature)):
        yield from _above_scenarios(document, list(_unfenced(_description(document, node))))
    scenarios = [scenario for _, scenario in scenarios_of(feature)]
    for node in (*backgrounds_of(feature), *scenarios):
        yield from _above_steps(document, list(_description(document, node)))
    for table in (table for scenario in scenarios for table in scenario["examples"]):
        yield from _above_rows(document, _description(document, table))


def _above_scenarios(document: FeatureDocument, lines: list[Line]) -> Iterator[Problem]:
    """In a feature or rule a heading may be lost, and neighbouring steps below no heading."""
    language = document.ast["feature"]["language"]
    beginnings = tuple(f"{word} " for word in keywords(language, BEGINNINGS))
    headings = {line[0]: problem for line in lines for problem in _heading(document, line, True)}
    yield from headings.values()
    for like_steps, run in groupby(lines, lambda line: begins_like_step(line[1], language)):
        steps = list(run)
        begun = any(text.startswith(beginnings) for _, text in steps)
        if like_steps and len(steps) > 1 and begun and steps[0][0] - 1 not in headings:
            reason = "This line is not a step: no scenario begins above it."
            yield document.problem(steps[0][0], reason, 'Put "Scenario:" and a title above.', RULE)


def _above_steps(document: FeatureDocument, lines: list[Line]) -> Iterator[Problem]:
    language = document.ast["feature"]["language"]
    prose = 0  # the line of prose that may go on in the next one
    for line in lines:
        number, text = line
        goes_on = prose == number - 1 and text.lstrip("([")[:1].islower()
        found = list(_below_no_step(document, line) or _heading(document, line, False))
        keyword = step_keyword(text, language)
        if not found and keyword and not goes_on and not text.endswith(SENTENCE_ENDS):
            found = [document.problem(number, *_not_a_step(text, keyword), RULE)]
        yield from found
        prose = 0 if found or text.endswith(SENTENCE_ENDS[:4]) else number


def _above_rows(document: FeatureDocument, lines: Iterable[Line]) -> Iterator[Problem]:
    language = document.ast["feature"]["language"]
    for number, text in lines:
        if begins_like_step(text, language) and not text.endswith(SENTENCE_ENDS):
            reason = "This line is not a step: it stands below Examples."
            yield document.problem(number, reason, "Move it above the Examples.", RULE)


def _below_no_step(document: FeatureDocument, line: Line) -> list[Problem]:
    number, text = line
    if not text.startswith(("|", *_FENCES)):
        return []
    what = "table" if text.startswith("|") else "doc string"
    above = document.line(number - 1).startswith(("|", *_FENCES))
    remedy = "Put it below its step; rows of an outline stand below Examples:."
    reason = f"This {what} belongs to no step."
    return [] if above else [document.problem(number, reason, remedy, RULE)]


def _not_a_step(text: str, keyword: str) -> tuple[str, str]:
    """The reason and the remedy for a line with a slip in its keyword."""
    word = text.split()[0]
    bare = unmarked(text)
    if bare.startswith(keyword):
        if bare.rstrip(": ") == keyword:
            return "The step has no text.", f'Write what happens in this line, after "{keyword}".'
        return f'This line is not a step: it does not begin with "{keyword} ".', _PROSE
    reason = f'This line is not a step: "{word}" is not a keyword.'
    return reason, f'Did you mean "{keyword}"? {_PROSE}'


def _heading(document: FeatureDocument, line: Line, free: bool) -> Iterator[Problem]:
    """A problem for a heading that Gherkin does not know; `free` where no steps can stand."""
    number, text = line
    language = document.ast["feature"]["language"]
    found = heading_keyword(text, language, PLACES)
    if found is None or text.endswith(SENTENCE_ENDS[:3]):
        return
    keyword, rest = found
    if text.startswith(f"{keyword}:"):
        return  # it has the form of a heading; what stands above it is lost, and told
    word = unmarked(text).partition(":")[0].strip()
    if rest.startswith(":") and word.casefold() != keyword.casefold():
        reason = f'This line is not a heading: "{word}" is not a keyword.'
        yield document.problem(number, reason, f'Did you mean "{keyword}:"? {_PROSE}', RULE)
    elif _is_meant(keyword, rest, _below(document, number), language, free):
        title = rest.lstrip(" \t:;,.=*-\N{EN DASH}\N{EM DASH}").strip("*_`\"'> ")
        remedy = f'Write "{f"{keyword}: {title}".rstrip()}". {_PROSE}'
        reason = f'This line is not a heading: it does not begin with "{keyword}:".'
        yield document.problem(number, reason, remedy, RULE)


def _is_meant(keyword: str, rest: str, below: str, language: str, free: bool) -> bool:
    """Whether the word of a heading was meant as one, by its title and the line below it."""
    if keyword in keywords(language, ("rule",)):
        under = free or rest.lstrip().startswith(_DASHES)
    elif keyword in keywords(language, ("examples",)) and below.startswith("|"):
        under = True
    else:
        prose = unmarked(below)[:1].islower() and not rest.startswith(":")  # goes on below
        like_step = step_keyword(below, language) is not None and not prose
        under = below.startswith("* ") or like_step
    title = rest.lstrip(" :").lstrip("".join(_DASHES)).strip()
    titled = not title or not title[0].islower() or rest.lstrip().startswith(_DASHES)
    return under and titled


def _below(document: FeatureDocument, number: int) -> str:
    """The next line that holds something."""
    return next((text for text in map(str.strip, document.lines[number:]) if text), "")


def _unfenced(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines outside code blocks, which show examples."""
    block = ""
    for line in lines:
        begun = line[1][:3]
        if not block and begun not in _FENCES:
            yield line
        elif not block:
            block = begun
        elif begun == block:
            block = ""


def _description(document: FeatureDocument, node: Ast) -> Iterator[Line]:
    """The lines of a node's description with their numbers; comments between are left out."""
    wanted = [line.strip() for line in node["description"].split("\n") if line.strip()]
    number = node["location"]["line"]
    for text in wanted:
        number += 1
        while number < len(document.lines) and document.line(number) != text:
            number += 1
        yield number, text
