"""Everything in a feature file that would be lost, or read otherwise than its author meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, rules_of, scenarios_of
from sayso.gherkin.headings import above_row
from sayso.gherkin.node_ids import UNTITLED, node_name
from sayso.gherkin.problems import Problem
from sayso.lint.descriptions import swallowed_lines
from sayso.lint.outlines import outline_problems
from sayso.lint.tags import TagRules
from sayso.steps.registry import StepRegistry

NEVER_CHECKED = "so it would be green without checking anything"

Check = Callable[[FeatureDocument], Iterator[Problem]]


def problems_of(
    document: FeatureDocument, tags: TagRules, sentences: StepRegistry
) -> list[Problem]:
    """All problems of a document by itself, in the order of its lines.

    What the sentences say is only held against lines that are no steps.
    """
    found = {problem for check in (*CHECKS, tags.problems) for problem in check(document)}
    return sorted(found.union(swallowed_lines(document, sentences)))


def _without_scenarios(document: FeatureDocument) -> Iterator[Problem]:
    feature = document.feature
    if feature and not any(child.keys() & {"scenario", "rule"} for child in feature["children"]):
        reason = f"The feature has no scenario, {NEVER_CHECKED}."
        yield _problem(document, feature, reason, 'Add a "Scenario:".', "no-scenario")
    for rule in rules_of(feature):
        if not any("scenario" in child for child in rule["children"]):
            reason = f"The rule has no scenario, {NEVER_CHECKED}."
            yield _problem(document, rule, reason, "Add an example of the rule.", "no-scenario")


def _without_steps(document: FeatureDocument) -> Iterator[Problem]:
    for _, scenario in scenarios_of(document.feature):
        if not scenario["steps"]:
            reason = f"The scenario has no steps, {NEVER_CHECKED}."
            remedy = "Write its Given, When and Then, or take the scenario out."
            if scenario["description"].lstrip().startswith("|"):
                line = document.line(scenario["location"]["line"])
                remedy = above_row(line, document.ast["feature"]["language"]) or remedy
            yield _problem(document, scenario, reason, remedy, "no-steps")
    for background in backgrounds_of(document.feature):
        if not background["steps"]:
            remedy = "Write its Given, or take the background out."
            yield _problem(document, background, "The background has no steps.", remedy, "no-steps")


def _without_words(document: FeatureDocument) -> Iterator[Problem]:
    for step in document.steps.values():
        if not step["text"]:
            keyword = step["keyword"].strip()
            remedy = f'Say the whole sentence in this line, behind "{keyword}".'
            reason = f'"{keyword}" stands alone, so it says nothing.'
            yield _problem(document, step, reason, remedy, "empty-step")


def _without_beginning(document: FeatureDocument) -> Iterator[Problem]:
    """And and But continue the step before; the first of a scenario has nothing to continue."""
    for step in _first_steps(document.feature):
        if step["keywordType"] == "Conjunction":
            reason = f'"{step["keyword"].strip()}" continues the step before it, and there is none.'
            yield _problem(document, step, reason, "Begin with Given, When or Then.", "leading-and")


def _first_steps(parent: Ast | None) -> Iterator[Ast]:
    """The steps a scenario begins with: the background's first one where there is a background."""
    children = parent["children"] if parent else ()
    starts = [child for child in children if "background" in child] or children
    for child in starts:
        for kind, node in child.items():
            yield from _first_steps(node) if kind == "rule" else node["steps"][:1]


def _names(document: FeatureDocument) -> Iterator[Problem]:
    """Two of one name cannot be told apart in results, in the history or on the command line."""
    scenarios = [scenario for _, scenario in scenarios_of(document.feature)]
    for kind, nodes in (("rule", rules_of(document.feature)), ("scenario", scenarios)):
        first: dict[str, Ast] = {}
        for node in nodes:
            name = node_name(node)
            other = first.setdefault(name.casefold(), node)
            if name == UNTITLED:
                remedy = "Say in its title what is special about it."
                yield _problem(document, node, f"The {kind} has no title.", remedy, "no-title")
            elif other is not node:
                reason = f"The {kind} in line {other['location']['line']} has the same name."
                remedy = "Name what is special about each of the two."
                yield _problem(document, node, reason, remedy, "duplicate-name")


def _problem(document: FeatureDocument, node: Ast, reason: str, remedy: str, rule: str) -> Problem:
    line = node["location"]["line"]
    return Problem(document.uri, line, document.line(line), reason, remedy, rule)


CHECKS: tuple[Check, ...] = (
    outline_problems,
    _without_scenarios,
    _without_steps,
    _without_words,
    _without_beginning,
    _names,
)
