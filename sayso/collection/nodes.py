"""A .feature file is a test module: its rules are collectors, its examples are tests."""

from __future__ import annotations

import gc
import types
from collections.abc import Generator, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from sayso.collection.discovery import is_feature_file, is_symlink_loop, is_wanted
from sayso.collection.markers import apply_folder, apply_tags, tag_rules
from sayso.collection.needs import offered_anywhere
from sayso.collection.visible_steps import registry_for
from sayso.gc_pause import collector_resting
from sayso.gherkin.document import Example, FeatureDocument, rules_of
from sayso.gherkin.problems import FeatureError, Problem
from sayso.gherkin.reader import read_feature
from sayso.lint.feature_rules import problems_of
from sayso.lint.needs import need_problems
from sayso.runner.pytest_bdd import (
    CallSpec,
    FuncFixtureInfo,
    fixture_info,
    with_row,
)
from sayso.runner.scenario_item import ScenarioItem
from sayso.steps.definition import KEYWORDS, Match
from sayso.steps.registry import StepRegistry

FEATURE_FILES = pytest.StashKey[dict[str, "FeatureFile"]]()
MANY_TESTS = 500
FixturePlan = tuple[FuncFixtureInfo, tuple[CallSpec | None, ...]]


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Let the garbage collector rest while documents and tests are made, which all stay.

    Many of them are then kept out of its way for good: walking through the documents of 10,000
    scenarios again and again takes a third of the time of collecting them.
    """
    with collector_resting():
        result = yield
        if len(session.items) >= MANY_TESTS and FEATURE_FILES in session.stash:
            gc.freeze()
    return result


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return is_symlink_loop(collection_path) or None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if not (is_feature_file(file_path) and is_wanted(file_path, parent.config)):
        return None
    return FeatureFile.from_parent(parent, path=file_path)


class FeatureFile(pytest.Module):
    """A feature file; scenarios outside a rule hang on it directly."""

    document: FeatureDocument
    registry: StepRegistry

    def __init__(self, *, path: Path, parent: pytest.Collector, **rest: Any) -> None:
        super().__init__(path=path, parent=parent, **rest)
        self.obj = types.ModuleType(self.nodeid, "Fixtures of module scope live as long as this.")
        self._unreadable: list[Problem] = []
        self._plans: dict[tuple[str, ...], FixturePlan] = {}

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """The rules and scenarios; problems are kept until all files have been read."""
        self.session.stash.setdefault(FEATURE_FILES, {})[self.nodeid] = self
        try:
            self.document = read_feature(self.path, self.config.rootpath)
        except FeatureError as error:
            self._unreadable = error.problems
            return
        self.registry = registry_for(self)
        apply_folder(self)
        apply_tags(self, self.document.ast["feature"]["tags"])
        yield from self.items(None, self)
        for rule in rules_of(self.document.feature):
            yield RuleNode.from_parent(self, name=self.document.node_name(rule), rule=rule)

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong in the file; looked for when it is asked for, by one worker of several."""
        if not hasattr(self, "document"):
            return self._unreadable
        found = problems_of(self.document, tag_rules(self.config))
        needs = need_problems(self.document, offered_anywhere(self.config))
        return sorted({*found, *needs})

    def items(self, rule: object, parent: pytest.Collector) -> Iterator[ScenarioItem]:
        """The tests of a rule, or those outside any rule."""
        for example in self.document.examples:
            if example.rule is rule:
                yield from self._tests(example, parent)

    def _tests(self, example: Example, parent: pytest.Collector) -> Iterator[ScenarioItem]:
        matches = matches_of(example, self.registry)
        info, callspecs = self._plan(matches)
        for callspec in callspecs:
            parameters = f"[{callspec.id}]" if callspec and callspec.id else ""
            item = ScenarioItem.from_parent(
                parent,
                name=example.node_name + parameters,
                originalname=example.node_name,
                example=example,
                matches=matches,
                registry=self.registry,
                callspec=with_row(callspec, example.row),
                fixtureinfo=info,
            )
            apply_tags(item, example.scenario["tags"])
            if example.table is not None:
                apply_tags(item, example.table["tags"])
            yield item

    def _plan(self, matches: list[Match | None]) -> FixturePlan:
        """The fixtures behind a list of steps, worked out once for each set of names."""
        needs = {name for match in matches if match for name in match.needs}
        given = {match.definition.gives for match in matches if match}
        names = tuple(sorted(needs - given))
        if names not in self._plans:
            info, callspecs = fixture_info(self, names)
            self._plans[names] = (info, tuple(callspecs) or (None,))
        return self._plans[names]


class RuleNode(pytest.Collector):
    """A rule of a feature with its scenarios."""

    def __init__(self, *, rule: Any, parent: FeatureFile, **rest: Any) -> None:
        super().__init__(parent=parent, **rest)
        self.rule = rule
        apply_tags(self, rule["tags"])

    def collect(self) -> Iterable[pytest.Item]:
        """The scenarios of this rule."""
        file = self.getparent(FeatureFile)
        return () if file is None else file.items(self.rule, self)


def matches_of(example: Example, sentences: StepRegistry) -> list[Match | None]:
    """What each step of an example is bound to."""
    steps = example.pickle["steps"]
    return [sentences.match(KEYWORDS.get(step["type"]), step["text"]) for step in steps]
