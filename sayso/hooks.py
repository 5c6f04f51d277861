"""The hooks that a project's conftest.py may implement, beside those of pytest and pytest-bdd.

pytest takes only functions whose names begin with `pytest_` for hooks, so these do. An
implementation may leave out parameters it does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sayso.evidence.attachments import Evidence
    from sayso.evidence.recorder import EvidenceRecorder
    from sayso.gherkin.document import FeatureDocument
    from sayso.gherkin.problems import Problem
    from sayso.report.model import Run

    LintRule = Callable[[FeatureDocument], Iterable[Problem]]


@pytest.hookspec
def pytest_sayso_evidence_recorders(
    config: pytest.Config, item: pytest.Item, evidence: Evidence
) -> Iterable[EvidenceRecorder]:
    """Recorders of one attempt at a scenario or test, made before its fixtures are set up.

    Each is called at every step and at the end, after the built-in ones, and puts what it saw into
    `evidence`. Not called in a run that keeps no evidence (`--no-report`, `--evidence none`).
    A conftest.py in a folder adds recorders to the tests below it.
    """
    raise NotImplementedError


@pytest.hookspec
def pytest_sayso_lint_rules(config: pytest.Config) -> Iterable[LintRule]:
    """Rules for features: functions that yield the problems of one feature document.

    Called once by `sayso check`. A problem counts as an error unless its `severity` says
    otherwise, and [tool.sayso.check] ignore leaves it out by its rule id, as for built-in rules.
    """
    raise NotImplementedError


@pytest.hookspec
def pytest_sayso_run_finished(config: pytest.Config, run: Run) -> None:
    """The run is over and its report drawn; `run` is what the report, JUnit and summary show.

    With `--no-report` its attempts have no steps, only how they ended.

    Called once, in the process that hands out the work. What it raises is reported in the summary
    and makes a run that passed fail.
    """
