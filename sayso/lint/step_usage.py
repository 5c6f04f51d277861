"""Step definitions that nobody uses, or that say the same twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sayso.gherkin.problems import Problem
from sayso.runner.scenario_item import ScenarioItem
from sayso.steps.definition import KEYWORDS, Keyword, Match, StepDefinition
from sayso.steps.registry import StepRegistry
from sayso.steps.words import words_of

# Words that change with the grammar of a step and not with the fact it states.
_GRAMMAR = re.compile(r"an?|the|is|are|has|have|was|were")
_FILLERS = re.compile(rf"{_GRAMMAR.pattern}|to|into|in|on|of|that|her|his|their|then|with")


class StepUsage:
    """Which definitions the steps of some scenarios use, and which of them as a Then."""

    def __init__(self, items: Iterable[ScenarioItem]) -> None:
        self.used: set[StepDefinition] = set()
        self.as_then: set[StepDefinition] = set()
        for item in items:
            for step, match in zip(item.example.pickle["steps"], item.matches, strict=True):
                if match is not None:
                    self._record(item.registry, match, KEYWORDS.get(step["type"]))

    def _record(self, registry: StepRegistry, match: Match, keyword: Keyword | None) -> None:
        found = registry.find(keyword, match.text) if match.ambiguous else (match.definition,)
        self.used.update(found)
        if keyword == "then":
            self.as_then.update(found)

    def unused(self, definitions: Iterable[StepDefinition]) -> Iterator[Problem]:
        """Definitions of the project that no step of the features needs."""
        for definition in definitions:
            if definition.is_own and definition not in self.used:
                reason = "No scenario uses this step definition."
                yield _at(definition, reason, "Use it, or delete it.", "unused-definition")


def near_duplicates(definitions: Iterable[StepDefinition]) -> Iterator[Problem]:
    """Two definitions of the same words for one fact; differences of grammar are fine."""
    groups: dict[tuple[str, ...], list[StepDefinition]] = defaultdict(list)
    for definition in (one for one in definitions if one.is_own):
        words = words_of(definition.pattern)
        content = sorted(word for word in words if not _FILLERS.fullmatch(word))
        if len(content) > 1:
            groups[str(definition.keyword), *content].append(definition)
    for first, *others in groups.values():
        for other in others:
            if _content(first) != _content(other):
                reason = f"This is nearly {first} ({first.location})."
                yield _at(other, reason, "Keep one of the two.", "near-duplicate")


def _content(definition: StepDefinition) -> list[str]:
    """The words of a definition without those that only follow its grammar."""
    return [word for word in words_of(definition.pattern) if not _GRAMMAR.fullmatch(word)]


def _at(definition: StepDefinition, reason: str, remedy: str, rule: str) -> Problem:
    return Problem(*definition.place, str(definition), reason, remedy, rule, "warning")
