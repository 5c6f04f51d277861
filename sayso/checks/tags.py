"""The problems of a feature by itself, with the tags that pytest would know here."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.checks.markers import declared_markers, markers_of_plugins
from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.inspecting import problems_of
from sayso.gherkin.problems import Problem
from sayso.gherkin.tags import TagRules
from sayso.sentences.index import SentenceIndex
from sayso.sentences.module import Module
from sayso.settings import Settings


class Tags:
    """The tags that are declared; installed plugins are asked once something else is not."""

    def __init__(self, settings: Settings, plugins: Iterable[Module]) -> None:
        self._patterns = settings.tags
        self._markers = list(declared_markers(settings, plugins))
        self._rules = TagRules.of(self._markers, self._patterns)
        self._asked = False

    def findings(self, document: FeatureDocument, sentences: SentenceIndex) -> list[Problem]:
        """What is wrong with a feature, wherever it is run."""
        found = problems_of(document, self._rules, sentences)
        if self._asked or not any(each.rule == "unknown-tag" for each in found):
            return found
        self._asked = True
        self._rules = TagRules.of([*self._markers, *markers_of_plugins()], self._patterns)
        return self.findings(document, sentences)
