"""Collects evidence while tests run: one record for each attempt, a recorder for each source."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import Protocol

import pytest
from playwright.sync_api import BrowserContext
from pytest_bdd.parser import Scenario, Step

from sayso.errors import NoFeedError
from sayso.evidence.attachments import EVIDENCE, Evidence
from sayso.evidence.browser import BrowserRecorder
from sayso.evidence.database import DatabaseRecorder, Watched
from sayso.evidence.logs import LogRecorder
from sayso.evidence.mail import MailRecorder
from sayso.evidence.traces import keep_traces
from sayso.longrepr import longrepr_of
from sayso.redaction import rules as redaction
from sayso.runner.scenario_info import step_index
from sayso.settings import Settings
from sayso.target.plugin import RUNNING, SINKS, correlation_id_of
from sayso.target.targets import System

pytest_plugins = ["sayso.evidence.leak_scan"]


class Recorder(Protocol):
    """A source of evidence, told of what happens to the scenario."""

    def before_step(self, step: Step) -> None: ...
    def after_step(self, *, failed: bool, last: bool) -> None: ...
    def finish(self, *, failed: bool) -> None: ...


NONE = "none"  # the value of --evidence that measures what the others cost
RECORDERS = pytest.StashKey[list[Recorder]]()
BROWSER = pytest.StashKey[BrowserRecorder]()
WATCHED = pytest.StashKey[Watched]()


def pytest_configure(config: pytest.Config) -> None:
    redaction.RULES.know(Settings.of(config).secrets)
    config.stash[WATCHED] = Watched()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    config, settings = item.config, Settings.of(item.config)
    mode = settings.evidence
    evidence = Evidence(settings.reports, keeps=mode != NONE)
    traced = config.getoption("tracing", "off") != "off"
    item.stash[EVIDENCE] = evidence
    item.stash[BROWSER] = BrowserRecorder(evidence, mode, traced=traced)
    recorders: list[Recorder] = [
        item.stash[BROWSER],
        DatabaseRecorder(evidence, config.stash[WATCHED]),
        MailRecorder(evidence, config.stash[SINKS]),
        LogRecorder(evidence, config.stash[RUNNING], partial(correlation_id_of, item), mode),
    ]
    item.stash[RECORDERS] = [] if mode == NONE else recorders


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """Where a step leaves what it wants the report to show."""
    record: Evidence = request.node.stash[EVIDENCE]
    return record


@pytest.fixture(scope="session")
def system(system: System, pytestconfig: pytest.Config) -> Iterator[System]:
    """The system under test, with its database watched if it allows that."""
    watched = pytestconfig.stash[WATCHED]
    if "database" not in system or Settings.of(pytestconfig).evidence == NONE:
        yield system
        return
    from sayso.evidence.changes import ChangeFeed

    try:
        if not system.records_changes:
            raise NoFeedError(f"the target {system.name} does not say database_changes = true")
        feed = ChangeFeed(str(system["database"]))
    except NoFeedError as reason:
        watched.reasons.append(str(reason))
        yield system
        return
    with feed:
        watched.feeds.append(feed)
        yield system
        watched.feeds.clear()


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Callable[..., BrowserContext]:
    """pytest-playwright's, with every context watched."""

    def create(**options: object) -> BrowserContext:
        context = new_context(**options)
        request.node.stash[BROWSER].watch(context)
        return context

    return create


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_before_step(request: pytest.FixtureRequest, scenario: Scenario, step: Step) -> None:
    request.node.stash[EVIDENCE].step = step_index(scenario, step)
    for recorder in request.node.stash[RECORDERS]:
        recorder.before_step(step)


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_after_step(request: pytest.FixtureRequest, scenario: Scenario, step: Step) -> None:
    _end_step(request, failed=False, last=scenario.steps[-1] is step)


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_step_error(request: pytest.FixtureRequest, scenario: Scenario, step: Step) -> None:
    _end_step(request, failed=True, last=scenario.steps[-1] is step)


def _end_step(request: pytest.FixtureRequest, *, failed: bool, last: bool) -> None:
    for recorder in request.node.stash[RECORDERS]:
        recorder.after_step(failed=failed, last=last)
    request.node.stash[EVIDENCE].step = None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An earlier plugin's setup may have ended the attempt before ours.
    if EVIDENCE in item.stash and not getattr(item, "executing", False):
        _end_phase(item, call.when, report)
    hide_secrets(report)
    return report


def _end_phase(item: pytest.Item, when: str, report: pytest.TestReport) -> None:
    evidence = item.stash[EVIDENCE]
    evidence.step = None
    failed = report.failed or hasattr(report, "wasxfail")
    if when == "call" or (when == "setup" and failed):
        for recorder in item.stash[RECORDERS]:
            recorder.finish(failed=failed)
    if when == "teardown":
        keep_traces(report, evidence, item.config.invocation_params.dir)
        del item.stash[RECORDERS], item.stash[BROWSER]  # pytest keeps items to the end


def hide_secrets(report: pytest.TestReport) -> None:
    """Take secrets out of what pytest itself prints and writes to JUnit."""
    report.sections = [(name, redaction.redact_text(text)) for name, text in report.sections]
    if report.longrepr is None:  # nothing to tell: the usual case, and making text of it is slow
        return
    if isinstance(report.longrepr, tuple):  # a skip; pytest wants its place and reason as they are
        path, line, reason = report.longrepr
        report.longrepr = (path, line, redaction.redact_text(reason))
        return
    told = report.longreprtext
    shown = redaction.redact_text(told)
    if shown != told:
        crash = getattr(report.longrepr, "reprcrash", None)
        headline = redaction.redact_text(crash.message) if crash else None
        report.longrepr = longrepr_of(shown, headline)
