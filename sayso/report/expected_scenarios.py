"""Every scenario of the given files ends as one word, and the sum is what the files hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pytest

from sayso.collection.discovery import feature_files
from sayso.gherkin.document import Example, FeatureDocument
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reader import read_feature, uri_of
from sayso.runner.outcomes import WORDS, Outcome, Word


@dataclass(frozen=True)
class Holdings:
    """What the given files held when the run began: a run is held against that, come what may."""

    documents: tuple[FeatureDocument, ...]
    unreadable: tuple[str, ...]

    @classmethod
    def of(cls, session: pytest.Session) -> Holdings:
        """Found and read once, without pytest's collection."""
        if HOLDINGS not in session.config.stash:
            session.config.stash[HOLDINGS] = cls._read(session)
        return session.config.stash[HOLDINGS]

    @classmethod
    def _read(cls, session: pytest.Session) -> Holdings:
        documents, unreadable, root = [], [], session.config.rootpath
        for path in feature_files(session):
            try:
                documents.append(read_feature(path, root))
            except FeatureError:  # collection tells what is wrong with it
                unreadable.append(uri_of(path, root))
        return cls(tuple(documents), tuple(unreadable))

    @cached_property
    def examples(self) -> Mapping[str, Example]:
        """Every scenario by its identity, selected or not."""
        examples: dict[str, Example] = {}
        for document in self.documents:
            for example in document.examples:
                again = example.identity in examples  # two of one name are refused, but counted
                place = f" (line {example.line})" if again else ""
                examples[example.identity + place] = example
        return examples

    def behind(self, nodeid: str) -> str:
        """The identity behind a node id: without the parameters that tell browsers apart."""
        identity = nodeid
        while identity and identity not in self.examples:
            identity = identity.rpartition("[")[0]
        return identity or nodeid


HOLDINGS = pytest.StashKey[Holdings]()


@dataclass(frozen=True)
class Census:
    """`outcomes` by identity; what vanished or came from nowhere is an error of ours."""

    outcomes: Mapping[str, Outcome]
    lost: Mapping[str, str]  # by identity the test that has no result, and no reason for that
    unknown: tuple[str, ...]  # tests with a result, of scenarios that no file held
    unreadable: tuple[str, ...]
    untried: tuple[str, ...] = ()  # tests of these scenarios that the run never came to

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
