"""Fixtures around the system under test: itself, its mailbox, HTTP calls, and the browser."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext

from sayso.errors import PlainError
from sayso.evidence.attachments import Evidence
from sayso.longrepr import longrepr_of
from sayso.runner.scenario_info import ScenarioInfo
from sayso.runner.scenario_item import ScenarioItem
from sayso.settings import Settings, SettingsError
from sayso.target.placeholders import Placeholders
from sayso.target.targets import System, running, target_table

# requests and the SMTP server are imported by the first test that asks for them.
if TYPE_CHECKING:
    from sayso.evidence.http import HttpSession
    from sayso.target.mail_sink import MailSink

pytest_plugins = ["sayso.browser.plugin"]

StartTarget = Callable[..., System]
# What is running now, for those who record what it says.
RUNNING = pytest.StashKey[list[System]]()
SINKS: pytest.StashKey[list[MailSink]] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Raises UsageError for a --target that is not described, before anything starts."""
    if config.getoption("sayso_target", None):
        settings = Settings.of(config)
        try:
            target_table(settings, settings.target)
        except SettingsError as error:
            raise pytest.UsageError(str(error)) from error
    config.stash[RUNNING] = []
    config.stash[SINKS] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show an error that says everything itself without the code that raised it."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, PlainError) and not item.config.getoption("fulltrace", False):
        shown = longrepr_of(str(error))
        for section in getattr(report.longrepr, "sections", ()):
            shown.addsection(*section)
        report.longrepr = shown
    return report


def worker_of(config: pytest.Config) -> str:
    """The name of this xdist worker; "main" without xdist."""
    worker: str = getattr(config, "workerinput", {}).get("workerid", "main")
    return worker


@pytest.fixture(scope="session")
def mail_sink(pytestconfig: pytest.Config) -> Iterator[MailSink]:
    """A mailbox for every address; one for each worker."""
    from sayso.target.mail_sink import MailSink

    with MailSink() as sink:
        pytestconfig.stash[SINKS].append(sink)
        yield sink
        pytestconfig.stash[SINKS].remove(sink)


@pytest.fixture(scope="session")
def system(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> Iterator[System]:
    """The system under test: started once for each worker, or the addresses of a running one."""
    with ExitStack() as stack:
        yield _start(stack, request, Settings.of(pytestconfig).target)


@pytest.fixture
def start_target(request: pytest.FixtureRequest) -> Iterator[StartTarget]:
    """`start_target(name, environment)`: another system beside the usual one, for one scenario."""
    with ExitStack() as stack:

        def start(name: str, environment: Mapping[str, str] | None = None) -> System:
            return _start(stack, request, name, environment)

        yield start


def _start(
    stack: ExitStack,
    request: pytest.FixtureRequest,
    name: str,
    environment: Mapping[str, str] | None = None,
) -> System:
    settings, worker = Settings.of(request.config), worker_of(request.config)
    placeholders = Placeholders(
        settings.root, worker, lambda: request.getfixturevalue("mail_sink").url
    )
    log = settings.reports / "logs" / f"{worker}-{name}.log"
    system = stack.enter_context(running(settings, name, placeholders, log, environment))
    systems = request.config.stash[RUNNING]
    systems.append(system)
    stack.callback(systems.remove, system)
    return system


@pytest.fixture
def correlation_id(request: pytest.FixtureRequest) -> str:
    """What every call of this test carries, so that its lines can be found in the logs."""
    return correlation_id_of(request.node)


def correlation_id_of(item: pytest.Item) -> str:
    """The id of a scenario's attempt; a plain test has one made from its node id."""
    if isinstance(item, ScenarioItem):
        return ScenarioInfo.of(item.example, item.name, max(item.attempt, 0)).correlation_id
    return f"sayso-{hashlib.sha256(item.nodeid.encode()).hexdigest()[:16]}"


@pytest.fixture
def http(evidence: Evidence, correlation_id: str) -> Iterator[HttpSession]:
    """A `requests` session with a time limit; every exchange is kept as evidence."""
    from sayso.evidence.http import HttpSession

    with HttpSession(evidence, correlation_id) as session:
        yield session


@pytest.fixture(scope="session")
def base_url(pytestconfig: pytest.Config) -> str | None:
    """What paths of pages are relative to: --base-url, unless the suite knows better.

    Replaces pytest-playwright's own, which is a method and so makes pytest 9 warn.
    """
    return pytestconfig.getoption("--base-url") or pytestconfig.getini("base_url") or None


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's, with one language so that every machine sees the same pages."""
    return {"locale": "en-GB", **browser_context_args}


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext],
    browser_context_args: dict[str, Any],
    correlation_id: str,
) -> Callable[..., BrowserContext]:
    """pytest-playwright's, with the correlation id on every request of the browser."""

    from sayso.evidence.http import CORRELATION_HEADER

    def create(**options: Any) -> BrowserContext:
        headers = options.pop("extra_http_headers", {})
        context = new_context(**options)
        usual = browser_context_args.get("extra_http_headers", {})
        context.set_extra_http_headers({**usual, **headers, CORRELATION_HEADER: correlation_id})
        return context

    return create
