"""Which scenarios a line of a feature file stands for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sayso.gherkin.document import (
    Ast,
    Example,
    FeatureDocument,
    backgrounds_of,
    rules_of,
    scenarios_of,
)

Part = tuple[int, tuple[Example, ...]]


def examples_at(document: FeatureDocument, line: int) -> tuple[Example, ...]:
    """The row, the scenario, the rule, or the whole feature that begins at or above `line`."""
    chosen: tuple[Example, ...] = document.examples
    for start, examples in sorted(_parts(document), key=lambda part: part[0]):
        if start <= line:
            chosen = examples
    return chosen


@cache
def lines_of(example: Example) -> frozenset[int]:
    """The lines that belong to an example: its own, its heading's, its tags' and its steps'."""
    steps = map(example.document.node_of, example.pickle["steps"])
    own = {step["location"]["line"] for step in steps}
    heading = {node["location"]["line"] for node in (example.scenario, *example.scenario["tags"])}
    return frozenset({*own, *heading, example.line})


def _parts(document: FeatureDocument) -> Iterator[Part]:
    feature = document.feature
    for background in backgrounds_of(feature):
        yield background["location"]["line"], document.examples
    for rule in rules_of(feature):
        of_rule = tuple(each for each in document.examples if each.rule is rule)
        yield _start(rule), of_rule
        for child in rule["children"]:
            if "background" in child:
                yield child["background"]["location"]["line"], of_rule
    for _, scenario in scenarios_of(feature):
        of_scenario = tuple(each for each in document.examples if each.scenario is scenario)
        yield _start(scenario), of_scenario
        yield from _tables(scenario, of_scenario)


def _tables(scenario: Ast, examples: tuple[Example, ...]) -> Iterator[Part]:
    for table in scenario["examples"]:
        lines = {row["location"]["line"] for row in table["tableBody"]}
        yield _start(table), tuple(each for each in examples if each.line in lines)
        yield from ((each.line, (each,)) for each in examples if each.line in lines)


def _start(node: Ast) -> int:
    """The line of a part's first tag, or of its keyword."""
    return min(int(each["location"]["line"]) for each in (node, *node["tags"]))
