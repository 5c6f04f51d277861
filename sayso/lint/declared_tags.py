"""Tags and folders, with the tags that pytest would know here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sayso.collection.discovery import norecurse_reason
from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.problems import Problem
from sayso.lint.feature_rules import problems_of
from sayso.lint.markers import added_by, declared_markers, markers_of_plugins
from sayso.lint.tags import TagRules
from sayso.settings import Settings
from sayso.steps.features import never_run
from sayso.steps.module import Module
from sayso.steps.pytest_settings import settings_file
from sayso.steps.registry import StepRegistry


class Tags:
    """The tags that are declared, by the project and by what is installed."""

    def __init__(self, settings: Settings, plugins: Iterable[Module]) -> None:
        added = list(added_by(plugins))
        declared = [*declared_markers(settings), *(each.line for each in added if each.line)]
        markers = [*declared, *markers_of_plugins()]
        file = settings_file(settings.root)
        self._rules = TagRules.of(markers, settings.tags, file)
        self._usable = TagRules.of(markers, ("*",), file)  # whatever a computed line declares
        self._computed = [each.place for each in added if each.line is None]

    def findings(self, document: FeatureDocument, _: StepRegistry) -> Iterator[Problem]:
        """What is wrong with a feature, wherever it is run."""
        unusable = set(self._usable.problems(document))
        for each in problems_of(document, self._rules):
            unknown = each.rule == "unknown-tag" and each not in unusable
            yield self._perhaps(each) if unknown and self._computed else each

    def folders(self, features: Iterable[Path], settings: Settings) -> Iterator[Problem]:
        """Folders of features that act as a marker of pytest, or that it passes by."""
        below = {each for path in features for each in path.parents}
        for folder in sorted(below):
            within = any(folder != each and each in folder.parents for each in settings.features)
            if within and folder.name in self._rules.with_effect:
                effect = "which is a marker with an effect of its own"
                reason = f"The folder counts as the tag @{folder.name}, {effect}."
                uri = folder.relative_to(settings.root).as_posix()
                yield Problem(uri, 1, "", reason, "Rename the folder.", "folder-tag")
        for folder in never_run(settings.features, settings.root):
            uri = folder.relative_to(settings.root).as_posix()
            reason, remedy = (f"{each[0].upper()}{each[1:]}." for each in norecurse_reason(folder))
            yield Problem(uri, 1, "", reason, remedy, "folder-never-run")

    def _perhaps(self, problem: Problem) -> Problem:
        """A tag as what it is when the name in some line that declares one is computed."""
        places, remedy = ", ".join(self._computed), f"pytest knows. Otherwise: {problem.remedy}"
        reason = f"{problem.reason[:-1]} as a text; perhaps the line at {places} declares it."
        return replace(problem, reason=reason, remedy=remedy, rule="perhaps-unknown-tag")
