"""pytest's own collection, in this process and with nothing started: what a run would see."""

from __future__ import annotations

import io
from collections.abc import Generator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sayso.collection.discovery import is_feature_file
from sayso.collection.modules import problem_of_error
from sayso.collection.nodes import FEATURE_FILES, FeatureFile
from sayso.collection.validation import session_problems
from sayso.collection.visible_steps import all_definitions, registry_for
from sayso.gherkin.problems import Problem
from sayso.runner.scenario_item import ScenarioItem
from sayso.settings import Settings, SettingsError
from sayso.steps.definition import StepDefinition

if TYPE_CHECKING:
    from sayso.hooks import LintRule

# What a run refuses is asked for here, of all scenarios, selected or not.
_BLOCKED = (
    "sayso.collection.validation",
    "unraisableexception",  # would search all memory twice at the end
)
_OPTIONS = (
    "--collect-only",
    "--quiet",
    "--capture=no",
    "--continue-on-collection-errors",
    "--maxfail=0",
    "-Wignore:Module already imported so cannot be rewritten:pytest.PytestAssertRewriteWarning",
)


@dataclass(eq=False)
class Collected:
    """A pytest plugin that keeps what is collected; `broken` are modules that do not import."""

    files: list[FeatureFile] = field(default_factory=list)
    items: list[ScenarioItem] = field(default_factory=list)
    definitions: list[StepDefinition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)
    rules: list[LintRule] = field(default_factory=list)

    @pytest.hookimpl(wrapper=True)
    def pytest_load_initial_conftests(
        self, early_config: pytest.Config
    ) -> Generator[None, object, object]:
        """Keep the error of a conftest.py, which would end pytest, as one problem of several."""
        try:
            return (yield)
        except Exception as error:
            if not hasattr(error, "cause"):  # is no error of a conftest.py
                raise
            self._keep(error, early_config.rootpath)
            return None

    def pytest_exception_interact(
        self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[Any]
    ) -> None:
        if call.excinfo is not None:
            self._keep(call.excinfo.value, node.config.rootpath, node.path)

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        if isinstance(item, ScenarioItem):
            self.items.append(item)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.files = list(session.stash.get(FEATURE_FILES, {}).values())
        asking: list[pytest.Collector] = [*self.files] or [session]
        for node in asking:  # also files that cannot be read
            registry_for(node)
        self.definitions = all_definitions(session)
        self.problems = session_problems(session, self.items)
        hook = session.config.hook.pytest_sayso_lint_rules
        self.rules = [rule for rules in hook(config=session.config) for rule in rules]

    def _keep(self, error: BaseException, root: Path, path: Path | None = None) -> None:
        cause = getattr(error, "cause", error)
        problem = problem_of_error(getattr(error, "path", None) or path or root, cause, root)
        if problem not in self.broken:
            self.broken.append(problem)


def collect(settings: Settings, paths: Sequence[Path] = ()) -> Collected:
    """What a run of these paths, or of all features, would collect.

    Raises SettingsError with the words of pytest when it refuses to begin.
    """
    settings.require_features()
    collected, output = Collected(), io.StringIO()
    given = [named for path in paths for named in _named(path, settings)]
    given = given or [path for path in settings.features if path.exists()] or [settings.root]
    options = [*_OPTIONS, f"--rootdir={settings.root}"]
    blocked = [f"-pno:{name}" for name in _BLOCKED]
    with chdir(settings.root), redirect_stdout(output), redirect_stderr(output):
        code = pytest.main([*options, *blocked, *map(str, given)], plugins=[collected])
    if code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.INTERNAL_ERROR):
        raise SettingsError(_refusal(output.getvalue()))
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return collected


def _named(path: Path, settings: Settings) -> list[Path]:
    """A path, or the features of a folder that is none of the project's folders of features."""
    ours = any(path.is_relative_to(one) or one.is_relative_to(path) for one in settings.features)
    if ours or not path.is_dir():
        return [path]
    return sorted(one for one in path.rglob("*") if is_feature_file(one)) or [path]


def _refusal(output: str) -> str:
    """What pytest said of a wrong use; of an error inside it, all of it."""
    lines = [line for line in output.strip().splitlines() if line.startswith("ERROR: ")]
    return "\n".join(line.removeprefix("ERROR: ") for line in lines) or output.strip()
