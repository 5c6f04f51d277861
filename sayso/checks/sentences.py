"""Sentences nobody uses, sentences said twice, and steps no sentence fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sayso.gherkin.below import argument_problems
from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, scenarios_of
from sayso.gherkin.problems import Problem
from sayso.sentences import advice
from sayso.sentences.definition import KEYWORDS, StepDefinition
from sayso.sentences.index import SentenceIndex
from sayso.sentences.source import parameters
from sayso.sentences.words import words_of

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

    def __init__(self, index: SentenceIndex) -> None:
        self.index = index
        self.used: Counter[StepDefinition] = Counter()
        self.as_then: set[StepDefinition] = set()

    def findings(self, document: FeatureDocument) -> Iterator[Problem]:
        """Undefined and ambiguous steps of a feature, each line once."""
        nodes = {step["id"]: step for step in _steps(document)}
        told: set[tuple[int, str]] = set()
        for example in document.examples:
            for step in example.pickle["steps"]:
                node = nodes[step["astNodeIds"][0]]
                line = node["location"]["line"]
                keyword, text = KEYWORDS.get(step["type"]), step["text"]
                found = self.index.find(keyword, text)
                self.used.update(found)
                self.as_then.update(found if keyword == "then" else ())
                if len(found) == 1:
                    yield from argument_problems(document, node, found[0], parameters)
                if len(found) == 1 or (line, text) in told:
                    continue
                told.add((line, text))
                if not found:
                    said = advice.undefined(keyword, text, self.index.definitions)
                    yield Problem(document.uri, line, document.line(line), *said, "undefined-step")
                elif all(each.context.parser.exact for each in found):
                    said = advice.ambiguous(found)
                    yield Problem(document.uri, line, document.line(line), *said, "ambiguous-step")

    def unused(self) -> Iterator[Problem]:
        """Definitions that no step of the features needs."""
        for definition in self.index.definitions:
            if not self.used[definition]:
                reason = "No scenario says this."
                yield _at(definition, reason, "Use it, or take it out.", "unused-definition")


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


def _steps(document: FeatureDocument) -> Sequence[Ast]:
    feature = document.feature
    holders = [*backgrounds_of(feature), *(scenario for _, scenario in scenarios_of(feature))]
    return [step for holder in holders for step in holder["steps"]]


def _at(definition: StepDefinition, reason: str, remedy: str, rule: str) -> Problem:
    return Problem(*definition.place, advice.shown(definition), reason, remedy, rule)
