"""What the given files held when the run began; a run is held against that, come what may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pytest

from sayso.collection.discovery import feature_files
from sayso.gherkin.document import Example, FeatureDocument
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reader import read_feature, uri_of


@dataclass(frozen=True)
class ExpectedScenarios:
    """Found and read once, without pytest's collection."""

    documents: tuple[FeatureDocument, ...]
    unreadable: tuple[str, ...]

    @classmethod
    def of(cls, session: pytest.Session) -> ExpectedScenarios:
        """The scenarios of the files that were given on the command line."""
        documents, unreadable, root = [], [], session.config.rootpath
        for path in feature_files(session):
            try:
                documents.append(read_feature(path, root))
            except FeatureError:  # collection reports what is wrong with it
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

    def identity_of(self, nodeid: str) -> str:
        """The identity behind a node id: without the parameters that tell browsers apart."""
        identity = nodeid
        while identity and identity not in self.examples:
            identity = identity.rpartition("[")[0]
        return identity or nodeid

    def example_of(self, nodeid: str) -> Example | None:
        """The scenario behind a node id, if a file held it when the run began."""
        return self.examples.get(self.identity_of(nodeid))
