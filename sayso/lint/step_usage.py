"""Sentences nobody uses, sentences said twice, and steps no sentence fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.problems import Problem
from sayso.lint.step_arguments import argument_problems
from sayso.lint.undefined_steps import (
    OUT_OF_CLASS,
    Unbound,
    lines_that_say_nothing,
    unbound_problems,
)
from sayso.lint.unloadable_modules import not_loaded
from sayso.steps import suggestions as advice
from sayso.steps.definition import KEYWORDS, Keyword, StepDefinition
from sayso.steps.source import Unread, parameters
from sayso.steps.suite import Definitions
from sayso.steps.words import words_of

# Words that change with the grammar of a sentence and not with the fact it states.
_GRAMMAR = frozenset({"a", "an", "the", "is", "are", "has", "have", "was", "were"})
_FILLERS = _GRAMMAR | {
    "to",
    "into",
    "in",
    "on",
    "of",
    "that",
    "her",
    "his",
    "their",
    "then",
    "with",
}


class Usage:
    """Which definitions the steps of some features use, and which of them as a Then."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self.used: Counter[StepDefinition] = Counter()
        self.as_then: set[StepDefinition] = set()

    def findings(self, document: FeatureDocument, said: Iterable[Problem]) -> Iterator[Problem]:
        """Steps of a feature that are undefined or ambiguous, or have the wrong thing below them.

        What was `said` of the feature before makes some lines unreadable.
        """
        index = self._definitions.index(document.path)
        unreadable = lines_that_say_nothing(said)
        unbound: list[Unbound] = []
        for example in document.examples:
            for step in example.pickle["steps"]:
                keyword, text = KEYWORDS.get(step["type"]), step["text"]
                found = index.find(keyword, text)
                self.used.update(found)
                self.as_then.update(found if keyword == "then" else ())
                if len(found) == 1:
                    node = document.steps[step["astNodeIds"][0]]
                    yield from argument_problems(document, node, found[0], parameters)
                elif all(each.context.parser.exact for each in found):
                    unbound.append(Unbound(example, step, found))
        keywords = {each.line: KEYWORDS.get(each.step["type"]) for each in unbound}
        told = (each for each in unbound if each.line not in unreadable)
        hidden = [each for each in self._definitions.hidden if each[1].context.parser.exact]
        for problem in unbound_problems(told, index.definitions, hidden):
            yield self._perhaps(problem, keywords[problem.line])

    def _perhaps(self, problem: Problem, keyword: Keyword | None) -> Problem:
        """An undefined step as what it is when some definitions could not be read."""
        unread = [each for each in self._definitions.unread if each.keyword in (keyword, None)]
        if not unread or problem.rule != "undefined-step":
            return problem
        if problem.remedy == OUT_OF_CLASS:
            return replace(problem, rule="maybe-undefined")
        places = ", ".join(f"{each.uri}:{each.line}" for each in unread)
        reason = f"No step definition that can be read says this; perhaps one does at {places}."
        remedy = f"pytest knows. Otherwise:\n{problem.remedy}"
        return replace(problem, reason=reason, remedy=remedy, rule="maybe-undefined")

    def unused(self) -> Iterator[Problem]:
        """Definitions that no step of the features needs."""
        for definition in self._definitions.all:
            if not self.used[definition]:
                reason = "No scenario says this."
                yield _at(definition, reason, "Use it, or take it out.", "unused-definition")


def not_read(unread: Iterable[Unread]) -> Iterator[Problem]:
    """Definitions whose sentence only a run can tell, or that end it."""
    for each in unread:
        if each.fault:
            yield not_loaded(each.uri, each.line, each.text, each.fault, [each.uri])
            continue
        reason = "The sentence is computed, so it cannot be read without running it."
        remedy = "Write it as a text or a constant at the decorator, where people look for it."
        yield Problem(each.uri, each.line, each.text, reason, remedy, "computed-definition")


def in_classes(hidden: Iterable[tuple[str, StepDefinition]]) -> Iterator[Problem]:
    """Definitions that no step can reach."""
    for owner, each in hidden:
        reason = f"It stands in the class {owner}, where pytest-bdd does not look."
        yield _at(each, reason, OUT_OF_CLASS, "definition-in-class")


def near_duplicates(definitions: Iterable[StepDefinition]) -> Iterator[Problem]:
    """Two sentences of the same words for one fact; differences of grammar are fine."""
    groups: dict[tuple[str, ...], list[StepDefinition]] = defaultdict(list)
    for definition in definitions:
        words = [word.key for word in words_of(definition.pattern)]
        content = sorted(word for word in words if word not in _FILLERS)
        if len(content) > 1:
            groups[str(definition.keyword), *content].append(definition)
    for first, *others in groups.values():
        for other in others:
            if _spoken(first) != _spoken(other):
                reason = f"This is nearly {advice.shown(first)} ({first.location})."
                yield _at(other, reason, "Say one fact in one way.", "near-duplicate")


def _spoken(definition: StepDefinition) -> list[str]:
    """The words of a sentence without those that only follow its grammar."""
    return [word.key for word in words_of(definition.pattern) if word.key not in _GRAMMAR]


def _at(definition: StepDefinition, reason: str, remedy: str, rule: str) -> Problem:
    return Problem(*definition.place, advice.shown(definition), reason, remedy, rule)
