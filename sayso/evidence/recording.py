"""Collects evidence while scenarios run: one record for each attempt, one entry at a time."""

from __future__ import annotations

import pytest
from pytest_bdd.parser import Scenario, Step

from sayso.evidence.record import EVIDENCE, Evidence
from sayso.settings import Settings


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[EVIDENCE] = Evidence(Settings.of(item.config).reports)


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """Where a step leaves what it wants the report to show."""
    record: Evidence = request.node.stash[EVIDENCE]
    return record


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_before_step(request: pytest.FixtureRequest, scenario: Scenario, step: Step) -> None:
    record = request.node.stash[EVIDENCE]
    record.step = next(n for n, each in enumerate(scenario.steps) if each is step)


@pytest.hookimpl(trylast=True)
def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    request.node.stash[EVIDENCE].step = None


@pytest.hookimpl(trylast=True)
def pytest_bdd_step_error(request: pytest.FixtureRequest) -> None:
    request.node.stash[EVIDENCE].step = None
