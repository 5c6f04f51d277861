"""A feature file laid out as the page shows it: background, rules, scenarios, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sayso.gherkin.document import scenarios_of
from sayso.report.html.steps import ShownSteps, run_steps, written
from sayso.report.html.urls import Anchors
from sayso.report.model import Attempt, FeatureRun, Outcome
from sayso.report.outcome import State, counted, worst

Ast = Mapping[str, Any]


@dataclass
class ShownTable:
    """An Examples table of an outline with an outcome beside every row."""

    ast: Ast
    rows: list[tuple[list[str], Outcome]]

    @property
    def columns(self) -> list[str]:
        cells = self.ast.get("tableHeader", {}).get("cells", ())
        return [cell["value"] for cell in cells]


@dataclass
class ShownScenario:
    """A scenario or outline with its outcomes, one for each row."""

    ast: Ast
    anchor: str
    outcomes: list[Outcome]
    tables: list[ShownTable]

    @property
    def is_outline(self) -> bool:
        return bool(self.ast["examples"])

    @cached_property
    def state(self) -> State:
        return worst(counted(outcome.state for outcome in self.outcomes))

    @property
    def name(self) -> str:
        return str(self.ast["name"])

    @property
    def written(self) -> Iterator[ShownSteps]:
        """The steps as they stand in the file."""
        return written(self.ast["steps"])

    def steps(self, outcome: Outcome, attempt: Attempt) -> Iterator[ShownSteps]:
        """The steps of an attempt, the background's among them."""
        return run_steps(outcome, attempt)


@dataclass
class Section:
    """A rule, or what stands outside of any."""

    rule: Ast | None
    anchor: str = ""
    background: Ast | None = None
    scenarios: list[ShownScenario] = field(default_factory=list)

    @property
    def background_steps(self) -> Iterator[ShownSteps]:
        return written(() if self.background is None else self.background["steps"])


def sections(feature: FeatureRun, prefix: str = "") -> list[Section]:
    """The sections in the order of the file; an empty one before the first rule is left out."""
    document = feature.document.feature
    anchors, outcomes = Anchors(prefix), _by_scenario(feature)
    found = [Section(None)]
    found += [Section(child["rule"]) for child in _children(document) if "rule" in child]
    for section in found:
        holder = document if section.rule is None else section.rule
        section.background = _background(holder)
        section.anchor = anchors.of(f"rule {section.rule['name']}") if section.rule else ""
    for rule, scenario in scenarios_of(document):
        section = next(one for one in found if one.rule is rule)
        anchor = anchors.of(scenario["name"])
        section.scenarios.append(_scenario(scenario, anchor, outcomes.get(scenario["id"], [])))
    return [one for one in found if one.rule or one.scenarios or one.background]


def _by_scenario(feature: FeatureRun) -> dict[str, list[Outcome]]:
    """The outcomes by the id of the scenario or outline they are of."""
    found: dict[str, list[Outcome]] = {}
    for outcome in feature.outcomes.values():
        found.setdefault(outcome.example.scenario["id"], []).append(outcome)
    return found


def _scenario(scenario: Ast, anchor: str, outcomes: list[Outcome]) -> ShownScenario:
    return ShownScenario(scenario, anchor, outcomes, list(_tables(scenario, iter(outcomes))))


def _tables(scenario: Ast, outcomes: Iterator[Outcome]) -> Iterator[ShownTable]:
    for examples in scenario["examples"]:
        rows = [
            ([cell["value"] for cell in row["cells"]], next(outcomes))
            for row in examples["tableBody"]
        ]
        yield ShownTable(examples, rows)


def _children(holder: Ast | None) -> list[Ast]:
    return [] if holder is None else holder["children"]


def _background(holder: Ast | None) -> Ast | None:
    return next((c["background"] for c in _children(holder) if "background" in c), None)
