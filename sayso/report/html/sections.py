"""A feature file laid out as the page shows it: background, rules, scenarios, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sayso.gherkin.document import rules_of, scenarios_of
from sayso.report.html.urls import Anchors
from sayso.report.model import FeatureRun, Outcome
from sayso.report.outcome import State, counted, worst

Ast = Mapping[str, Any]


@dataclass
class ShownScenario:
    """A scenario or outline with its outcomes, one for each row."""

    ast: Ast
    anchor: str
    outcomes: list[Outcome]
    tables: list[tuple[Ast, list[tuple[Ast, Outcome]]]]  # an outcome beside every row

    @cached_property
    def state(self) -> State:
        return worst(counted(outcome.state for outcome in self.outcomes))


@dataclass
class Section:
    """A rule, or what stands outside of any."""

    rule: Ast | None
    anchor: str = ""
    background: Ast | None = None
    scenarios: list[ShownScenario] = field(default_factory=list)


def sections(feature: FeatureRun, prefix: str = "") -> list[Section]:
    """The sections in the order of the file; an empty one before the first rule is left out."""
    document = feature.document.feature
    anchors = Anchors(prefix)
    outcomes: dict[str, list[Outcome]] = {}
    for outcome in feature.outcomes.values():
        outcomes.setdefault(outcome.example.scenario["id"], []).append(outcome)
    found = [Section(None)]
    found += map(Section, rules_of(document))
    for section in found:
        holder = document if section.rule is None else section.rule
        backgrounds = (c["background"] for c in holder["children"] if "background" in c)
        section.background = next(backgrounds, None)
        section.anchor = anchors.of(f"rule {section.rule['name']}") if section.rule else ""
    for rule, scenario in scenarios_of(document):
        section = next(one for one in found if one.rule is rule)
        anchor = anchors.of(scenario["name"])
        its = outcomes.get(scenario["id"], [])
        tables = [*_tables(scenario, iter(its))]
        section.scenarios.append(ShownScenario(scenario, anchor, its, tables))
    return [one for one in found if one.rule or one.scenarios or one.background]


def _tables(
    scenario: Ast, outcomes: Iterator[Outcome]
) -> Iterator[tuple[Ast, list[tuple[Ast, Outcome]]]]:
    for examples in scenario["examples"]:
        yield examples, [(row, next(outcomes)) for row in examples["tableBody"]]
