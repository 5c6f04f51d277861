"""What the given files held when the run began; a run is held against that, come what may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import pytest

from sayso.collection.discovery import below, feature_files, is_ignored
from sayso.gherkin.document import Example, FeatureDocument
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reader import read_feature, uri_of
from sayso.settings import Settings


@dataclass
class ExpectedScenarios:
    """Found and read once, without pytest's collection.

    Tests of ordinary pytest-bdd modules are known when they were collected; `bound` has the
    identities of their scenarios by node id.
    """

    documents: list[FeatureDocument]
    unreadable: tuple[str, ...]
    bound: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, session: pytest.Session) -> ExpectedScenarios:
        """The scenarios of the files that were given on the command line."""
        documents, unreadable, root = [], [], session.config.rootpath
        for path in feature_files(session):
            try:
                documents.append(read_feature(path, root))
            except FeatureError:  # collection reports what is wrong with it
                unreadable.append(uri_of(path, root))
        return cls(documents, tuple(unreadable))

    def not_given(self, config: pytest.Config) -> tuple[list[FeatureDocument], list[str]]:
        """What the project's folders hold besides, for the report; and what of it is broken."""
        ignored = partial(is_ignored, config=config, hooks=lambda _folder: config.hook)
        known = {document.uri for document in self.documents} | {*self.unreadable}
        documents, broken, root = [], [], config.rootpath
        for folder in filter(Path.is_dir, Settings.of(config).features):
            for path in below(folder, ignored):
                if (uri := uri_of(path, root)) not in known and path.is_file():
                    try:
                        documents.append(read_feature(path, root))
                    except FeatureError:
                        broken.append(uri)
        return documents, broken

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

    def bind(self, nodeid: str, identity: str, root: Path) -> FeatureDocument | None:
        """Take a test for this scenario; returns its document if it was not known before."""
        self.bound[nodeid] = identity
        if identity in self.examples:
            return None
        try:
            document = read_feature(root / identity.partition("::")[0], root)
        except FeatureError:  # it was changed since
            return None
        self.documents.append(document)
        vars(self).pop("examples")
        return document

    def identity_of(self, nodeid: str) -> str:
        """The identity behind a node id: without the parameters that tell browsers apart."""
        identity = self.bound.get(nodeid, nodeid)
        while identity and identity not in self.examples:
            identity = identity.rpartition("[")[0]
        return identity or nodeid

    def example_of(self, nodeid: str) -> Example | None:
        """The scenario behind a node id, if a file held it when the run began."""
        return self.examples.get(self.identity_of(nodeid))
