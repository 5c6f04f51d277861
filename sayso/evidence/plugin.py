"""Collects evidence while tests run: one record for each attempt, a recorder for each source."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from pytest_bdd.parser import Scenario, Step

from sayso.collection.discovery import has_features
from sayso.errors import NoFeedError
from sayso.evidence.attachments import EVIDENCE, Evidence
from sayso.evidence.database import DatabaseRecorder, Watched
from sayso.longrepr import longrepr_of
from sayso.redaction import rules as redaction
from sayso.runner.scenario_info import CORRELATION_HEADER
from sayso.runner.scenario_item import ScenarioItem, info_of
from sayso.settings import Settings
from sayso.target.plugin import RUNNING, SINKS, WATCHERS

if TYPE_CHECKING:  # what records and calls is imported by the first test
    from playwright.sync_api import BrowserContext

    from sayso.evidence.browser import BrowserRecorder
    from sayso.evidence.http import HttpSession
    from sayso.evidence.recorder import EvidenceRecorder
    from sayso.evidence.signed_in import Kept, SignedIn
    from sayso.evidence.tables import Schema, Tables
    from sayso.target.targets import System

LOCALE = "en-GB"
RECORDS = pytest.StashKey[bool]()  # whether this run has a report that shows evidence
RECORDERS: pytest.StashKey[list[EvidenceRecorder]] = pytest.StashKey()
BROWSER: pytest.StashKey[BrowserRecorder] = pytest.StashKey()
WATCHED = pytest.StashKey[Watched]()


def pytest_configure(config: pytest.Config) -> None:
    redaction.RULES.add_names(Settings.of(config).secret_names)
    config.stash[RECORDS] = Settings.of(config).evidence != "none" and has_features(config)
    config.stash[WATCHED] = Watched()
    if config.stash[RECORDS]:
        config.pluginmanager.register(StepEvidence(), "sayso-step-evidence")
    if config.stash[RECORDS] and WATCHERS in config.stash:
        config.stash[WATCHERS].append(partial(_watching_rows, config.stash[WATCHED]))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    from sayso.evidence.browser import BrowserRecorder

    stash = item.config.stash
    evidence = Evidence(Settings.of(item.config).reports, keeps=stash[RECORDS])
    item.stash[EVIDENCE] = evidence
    item.stash[BROWSER] = BrowserRecorder(item.config, evidence)
    item.stash[RECORDERS] = list(_recorders(item, evidence)) if stash[RECORDS] else []


def _recorders(item: pytest.Item, evidence: Evidence) -> Iterator[EvidenceRecorder]:
    from sayso.evidence.logs import LogRecorder
    from sayso.evidence.mail import MailRecorder

    config = item.config
    yield item.stash[BROWSER]
    yield DatabaseRecorder(evidence, config.stash[WATCHED])
    yield MailRecorder(evidence, config.stash.get(SINKS, []))
    mode = Settings.of(config).evidence
    running = config.stash.get(RUNNING, [])
    yield LogRecorder(evidence, running, lambda: info_of(item).correlation_id, mode)
    for added in item.ihook.pytest_sayso_evidence_recorders(
        config=config, item=item, evidence=evidence
    ):
        yield from added


@contextmanager
def _watching_rows(watched: Watched, system: System) -> Iterator[None]:
    """Watch the database of a system while the block runs, or note why that is not possible."""
    if "database" not in system:
        yield
        return
    from sayso.evidence.changes import ChangeFeed

    try:
        if not system.target.database_changes:
            raise NoFeedError(f"the target {system.name} does not say database_changes = true")
        feed = ChangeFeed(str(system["database"]))
    except NoFeedError as reason:
        watched.reasons.append(str(reason))
        yield
        return
    with feed:
        watched.feeds.append(feed)
        yield
        watched.feeds.clear()


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """Where a step leaves what it wants the report to show."""
    record: Evidence = request.node.stash[EVIDENCE]
    return record


@pytest.fixture
def correlation_id(request: pytest.FixtureRequest) -> str:
    """What every call of this test carries, so that its lines can be found in the logs."""
    return info_of(request.node).correlation_id


@pytest.fixture
def http(evidence: Evidence, correlation_id: str) -> Iterator[HttpSession]:
    """A `requests` session with a time limit; every exchange is kept as evidence."""
    from sayso.evidence.http import HttpSession

    with HttpSession(evidence, correlation_id) as session:
        yield session


@pytest.fixture(scope="session")
def _schema(system: System) -> Iterator[Schema]:
    """What is known of the database of the target."""
    from sayso.evidence.tables import Schema

    with Schema(str(system["database"])) as schema:
        yield schema


@pytest.fixture
def tables(_schema: Schema, evidence: Evidence) -> Tables:
    """`tables.orders.rows(number="A1")` and `.count()`: the database of the target, read-only.

    Its address is the target's `database`; SQLite and PostgreSQL.
    """
    from sayso.evidence.tables import Tables

    return Tables(_schema, evidence)


@pytest.fixture(scope="session")
def _signed_in_pool() -> dict[str, Kept]:
    """Who is signed in, by role; each worker has its own."""
    return {}


@pytest.fixture
def signed_in(
    request: pytest.FixtureRequest,
    _signed_in_pool: dict[str, Kept],
    evidence: Evidence,
    correlation_id: str,
) -> SignedIn:
    """`signed_in("staff").page` and `.http`: somebody of a role, signed in once for all scenarios.

    The project has a fixture `sign_in` that gives a function of `role` and `page`, or of `role` and
    `http`, which signs somebody in. What the browser or the session holds afterwards is kept in the
    memory of the worker, and renewed when a cookie has run out. Raises pytest.UsageError for a
    function that takes neither `page` nor `http`.
    """
    from sayso.evidence.signed_in import members

    return members(request, _signed_in_pool, evidence, correlation_id)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext],
    browser_context_args: dict[str, Any],
    browser_type_launch_args: dict[str, Any],
    correlation_id: str,
    request: pytest.FixtureRequest,
) -> Callable[..., BrowserContext]:
    """pytest-playwright's, watched, with the correlation id on every request of the browser.

    A scenario's contexts reach only the hosts of the target, and those that are allowed.
    """
    from sayso.evidence.refused_hosts import proxy_for

    def create(**options: Any) -> BrowserContext:
        headers = options.pop("extra_http_headers", {})
        proxy = None
        marker = request.node.get_closest_marker("browser_context_args")
        marked = marker.kwargs if marker else {}
        given = {**browser_type_launch_args, **browser_context_args, **marked, **options}
        if "locale" not in given:  # every machine sees the same pages
            options["locale"] = LOCALE
        if isinstance(request.node, ScenarioItem) and "proxy" not in given:
            addresses = [
                *request.config.stash.get(RUNNING, []),
                {"base_url": given.get("base_url")},
            ]
            proxy = proxy_for(Settings.of(request.config).allowed_hosts, addresses)
            options |= {"proxy": proxy} if proxy else {}
        context = new_context(**options)
        default = browser_context_args.get("extra_http_headers", {})
        context.set_extra_http_headers({**default, **headers, CORRELATION_HEADER: correlation_id})
        request.node.stash[BROWSER].watch(context, refuses=proxy is not None)
        return context

    return create


class StepEvidence:
    """Tells the recorders of each step; only registered where something is recorded."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step(self, request: pytest.FixtureRequest, step: Step) -> None:
        request.node.stash[EVIDENCE].begin_step()
        for recorder in request.node.stash[RECORDERS]:
            recorder.before_step(step)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_after_step(
        self, request: pytest.FixtureRequest, scenario: Scenario, step: Step
    ) -> None:
        _end_step(request, failed=False, last=scenario.steps[-1] is step)

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_step_error(
        self, request: pytest.FixtureRequest, scenario: Scenario, step: Step, exception: Exception
    ) -> None:
        request.node.stash[BROWSER].failed_with(exception)
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
        from sayso.evidence.traces import keep_traces

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
    text = report.longreprtext
    redacted = redaction.redact_text(text)
    if redacted != text:
        crash = getattr(report.longrepr, "reprcrash", None)
        headline = redaction.redact_text(crash.message) if crash else None
        report.longrepr = longrepr_of(redacted, headline)
