"""Everything in a feature file that would be lost, or read otherwise than its author meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, rules_of, scenarios_of
from sayso.gherkin.node_ids import UNTITLED, node_name
from sayso.gherkin.problems import Problem
from sayso.lint.descriptions import swallowed_lines
from sayso.lint.outlines import outline_problems
from sayso.lint.tags import TagRules

NOT_AUTOMATED = frozenset({"@skip", "@wip", "@xfail"})

Check = Callable[[FeatureDocument], Iterator[Problem]]


def problems_of(document: FeatureDocument, tags: TagRules) -> list[Problem]:
    """All problems of a document by itself, in the order of its lines."""
    return sorted({problem for check in (*CHECKS, tags.problems) for problem in check(document)})


def _without_scenarios(document: FeatureDocument) -> Iterator[Problem]:
    feature = document.feature
    if not any(child.keys() & {"scenario", "rule"} for child in feature["children"]):
        reason = "The feature has no scenario."
        yield document.problem(feature, reason, 'Add a "Scenario:".', "no-scenario", "warning")
    for rule in rules_of(feature):
        if not any("scenario" in child for child in rule["children"]):
            reason, remedy = "The rule has no scenario.", "Add an example of the rule."
            yield document.problem(rule, reason, remedy, "no-scenario", "warning")


def _without_steps(document: FeatureDocument) -> Iterator[Problem]:
    for rule, scenario in scenarios_of(document.feature):
        holders = (document.feature, rule or document.feature, scenario)
        tags = {tag["name"] for holder in holders for tag in holder["tags"]}
        if not scenario["steps"] and NOT_AUTOMATED.isdisjoint(tags):
            reason = "The scenario has no steps, so it would pass without checking anything."
            remedy = "Write its steps, tag it @wip, or delete it."
            yield document.problem(scenario, reason, remedy, "no-steps")
    for background in backgrounds_of(document.feature):
        if not background["steps"]:
            reason, remedy = "The background has no steps.", "Write its Given, or delete it."
            yield document.problem(background, reason, remedy, "no-steps", "warning")


def _without_words(document: FeatureDocument) -> Iterator[Problem]:
    for step in document.steps.values():
        if not step["text"]:
            remedy = f'Write what happens in this line, after "{step["keyword"].strip()}".'
            yield document.problem(step, "The step has no text.", remedy, "empty-step")


def _without_beginning(document: FeatureDocument) -> Iterator[Problem]:
    """And and But continue the step before; the first of a scenario has nothing to continue."""
    for step in _first_steps(document.feature):
        if step["keywordType"] == "Conjunction":
            reason = f'The first step should not start with "{step["keyword"].strip()}".'
            remedy = "Begin with Given, When or Then."
            yield document.problem(step, reason, remedy, "leading-and", "warning")


def _first_steps(parent: Ast) -> Iterator[Ast]:
    """The steps a scenario begins with: the background's first one where there is a background."""
    children = parent["children"]
    starts = [child for child in children if "background" in child] or children
    for child in starts:
        for kind, node in child.items():
            yield from _first_steps(node) if kind == "rule" else node["steps"][:1]


def _names(document: FeatureDocument) -> Iterator[Problem]:
    """Two of one name are hard to tell apart in results, though each has an id of its own."""
    first: dict[tuple[int, str], Ast] = {}
    nodes = [(rule, scenario) for rule, scenario in scenarios_of(document.feature)]
    for parent, node in (*((None, rule) for rule in rules_of(document.feature)), *nodes):
        name = node_name(node)
        other = first.setdefault((id(parent), name), node)
        if name == UNTITLED:
            reason = f"The {node['keyword'].lower()} has no title."
            remedy = "Say in its title what is special about it."
            yield document.problem(node, reason, remedy, "no-title", "warning")
        elif other is not node:
            reason = f"Duplicate name: see line {other['location']['line']}."
            remedy = "Name what is special about each of the two."
            yield document.problem(node, reason, remedy, "duplicate-name", "warning")


CHECKS: tuple[Check, ...] = (
    outline_problems,
    swallowed_lines,
    _without_scenarios,
    _without_steps,
    _without_words,
    _without_beginning,
    _names,
)
