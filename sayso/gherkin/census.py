"""Every scenario of the given files ends as one word, and the sum is what the files hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from sayso.gherkin.discovery import feature_files
from sayso.gherkin.document import Example
from sayso.gherkin.outcomes import WORDS, Outcome, Word
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reading import read_feature, uri_of


@dataclass(frozen=True)
class Census:
    """`outcomes` by identity; `lost` are the scenarios that vanished, which is an error of ours."""

    outcomes: Mapping[str, Outcome]
    lost: tuple[str, ...]
    unreadable: tuple[str, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many scenarios ended as which word."""
        return Counter(outcome.word for outcome in self.outcomes.values())

    def called(self, word: Word) -> list[str]:
        """The scenarios that ended as this word."""
        return [identity for identity, each in self.outcomes.items() if each.word == word]

    def lines(self) -> Iterator[str]:
        """The sum, and under it the reasons that the words leave open."""
        counts = self.counts
        parts = ", ".join(f"{counts[word]} {word}" for word in WORDS if counts[word])
        total = len(self.outcomes) + len(self.lost)
        yield f"{total} scenario{'s' * (total != 1)}: {parts or 'none accounted for'}"
        reasons = Counter((each.word, each.reason) for each in self.outcomes.values())
        for (word, reason), count in sorted(reasons.items()):
            if reason:
                yield f"  {count} {word}: {reason}"
        if self.unreadable:
            yield f"  not counted, because they cannot be read: {', '.join(self.unreadable)}"


def identity_of(nodeid: str, examples: Mapping[str, Example]) -> str:
    """The scenario behind a node id: without the parameters that tell browsers apart."""
    identity = nodeid
    while identity and identity not in examples:
        identity = identity.rpartition("[")[0]
    return identity or nodeid


def holdings(config: pytest.Config) -> tuple[dict[str, Example], tuple[str, ...]]:
    """What the given files hold, found without pytest's collection, and what cannot be read."""
    examples: dict[str, Example] = {}
    unreadable = []
    for path in feature_files(config):
        try:
            document = read_feature(path, config.rootpath)
        except FeatureError:
            unreadable.append(uri_of(path, config.rootpath))
        else:
            for example in document.examples:
                again = example.identity in examples  # two of one name are refused, but counted
                place = f" (line {example.line})" if again else ""
                examples[example.identity + place] = example
    return examples, tuple(unreadable)
