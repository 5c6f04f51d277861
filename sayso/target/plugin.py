"""Fixtures around the system under test: itself, others beside it, and its mailbox."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING

import pytest

from sayso.errors import PlainError
from sayso.longrepr import longrepr_of
from sayso.settings import Settings, SettingsError
from sayso.target.placeholders import Placeholders
from sayso.target.targets import System, running, target_table

if TYPE_CHECKING:  # the SMTP server is imported by the first test that asks for it
    from sayso.target.mail_sink import MailSink

StartTarget = Callable[..., System]
# What is running now, for those who record what it says.
RUNNING = pytest.StashKey[list[System]]()
SINKS: pytest.StashKey[list[MailSink]] = pytest.StashKey()
# Entered when the system is there and left before it ends, for those who look into it.
WATCHERS = pytest.StashKey[list[Callable[[System], AbstractContextManager[None]]]]()


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
    config.stash[WATCHERS] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show an error that says everything itself without the code that raised it."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, PlainError) and not item.config.getoption("fulltrace", False):
        plain = longrepr_of(str(error))
        for section in getattr(report.longrepr, "sections", ()):
            plain.addsection(*section)
        report.longrepr = plain
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
        system = _start(stack, request, Settings.of(pytestconfig).target)
        for watch in pytestconfig.stash[WATCHERS]:
            stack.enter_context(watch(system))
        yield system


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
