"""Fixtures around the system under test: itself, others beside it, and its mailbox."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from sayso.errors import PlainError
from sayso.longrepr import longrepr_of
from sayso.options import only_collects
from sayso.settings import Settings, SettingsError
from sayso.target.description import target_of
from sayso.target.placeholders import Placeholders
from sayso.target.ports import free_port
from sayso.target.targets import Start, System, refuse_wrong_targets, running
from sayso.target.troubles import tell
from sayso.xdist import is_controller

if TYPE_CHECKING:  # the SMTP server is imported by the first test that asks for it
    from sayso.target.mail_sink import MailSink

StartTarget = Callable[..., System]
# What is running now, for those who record what it says.
RUNNING = pytest.StashKey[list[System]]()
SINKS: pytest.StashKey[list[MailSink]] = pytest.StashKey()
# Entered when the system is there and left before it ends, for those who look into it.
WATCHERS = pytest.StashKey[list[Callable[[System], AbstractContextManager[None]]]]()
# The one of a fixed address, which is there from the start of the run
FIXED_SINK: pytest.StashKey[MailSink] = pytest.StashKey()
WORKERS_SINK = "sayso_mail_sink"  # the key under which a worker is told the address of its own
RUN_ID = pytest.StashKey[str]()
# Why a system that runs elsewhere is no longer asked for
AWAY = pytest.StashKey[str]()
# The fixture of the system and its request, for whoever has to end it early, and what ends with it
SYSTEM = pytest.StashKey[tuple[Any, Any]]()
BASE_URL = pytest.StashKey[tuple[Any, Any]]()
ENDED_EARLY = {"system": SYSTEM, "base_url": BASE_URL}


class NotStartedError(PlainError):
    """The system is not there: the first time with all that is known, and from then on short."""

    def __init__(self, message: str, again: str) -> None:
        super().__init__(message)
        self.again = again
        self._told_by = "" if message else "the system's end"

    def first(self, nodeid: str) -> NotStartedError | None:
        """This error for the test that tells it; nothing for all others."""
        self._told_by = self._told_by or nodeid
        return self if self._told_by == nodeid else None


def pytest_configure(config: pytest.Config) -> None:
    """Raises UsageError for targets that cannot be used, before anything starts."""
    settings = Settings.of(config)
    try:
        refuse_wrong_targets(settings)
        if config.getoption("sayso_target", None):
            target_of(settings, settings.target)
    except SettingsError as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[RUNNING] = []
    config.stash[SINKS] = []
    config.stash[WATCHERS] = []
    config.stash[RUN_ID] = _run_id(config)


def _run_id(config: pytest.Config) -> str:
    """A short name of this run that all its workers know."""
    of_all_workers = getattr(config, "workerinput", {}).get("testrunuid", uuid.uuid4().hex)
    return hashlib.sha256(of_all_workers.encode()).hexdigest()[:8]


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> None:
    if fixturedef.argname in ENDED_EARLY and fixturedef.func.__module__ == __name__:
        request.config.stash[ENDED_EARLY[fixturedef.argname]] = fixturedef, request


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Give back what a scenario took away, before its own fixtures look at the system again."""
    for system in item.config.stash[RUNNING]:
        for proxy in system.proxies.values():
            proxy.restore()


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


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Open the mailbox of a system that already runs; raises UsageError for a taken port.

    With workers the controller has its port, and each worker a sink that is told of every mail.
    """
    config = session.config
    settings = Settings.of(config)
    if only_collects(config) or settings.target not in settings.targets:
        return
    address = target_of(settings, settings.target).mail_sink
    if address:
        own = getattr(config, "workerinput", {}).get(WORKERS_SINK, address)
        config.stash[FIXED_SINK] = _open_sink(own, is_shared=is_controller(config))


def _open_sink(address: str, *, is_shared: bool) -> MailSink:
    from sayso.target.mail_sink import MailSink, SharedMailSink

    try:
        return (SharedMailSink if is_shared else MailSink)(address).__enter__()
    except OSError as error:
        raise pytest.UsageError(f"mail_sink {address}: {error}") from error


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where to open its sink, before it begins."""
    sink = node.config.stash.get(FIXED_SINK, None)
    if sink is not None:
        node.workerinput[WORKERS_SINK] = f"127.0.0.1:{free_port()}"
        sink.workers.append(node.workerinput[WORKERS_SINK])


def pytest_unconfigure(config: pytest.Config) -> None:
    sink = config.stash.get(FIXED_SINK, None)
    if sink is not None:
        sink.__exit__()


@pytest.fixture(scope="session")
def mail_sink(pytestconfig: pytest.Config) -> Iterator[MailSink]:
    """A mailbox for every address; one for each worker."""
    from sayso.target.mail_sink import MailSink

    with ExitStack() as stack:
        fixed = pytestconfig.stash.get(FIXED_SINK, None)
        sink = fixed or stack.enter_context(MailSink())
        pytestconfig.stash[SINKS].append(sink)
        yield sink
        pytestconfig.stash[SINKS].remove(sink)


@pytest.fixture(scope="session")
def system(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> Iterator[System]:
    """The system under test: started once for each worker, or the addresses of a running one."""
    if away := pytestconfig.stash.get(AWAY, ""):
        raise NotStartedError("", away.partition("\n")[0])
    name = Settings.of(pytestconfig).target
    with ExitStack() as stack:
        try:
            system = _start(stack, request, name)
        except PlainError as error:
            again = f'the system "{name}" did not start, as told above'
            raise NotStartedError(str(error), again) from error
        for watch in pytestconfig.stash[WATCHERS]:
            stack.enter_context(watch(system))
        yield system


@pytest.fixture(scope="session")
def base_url(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> str | None:
    """What paths of pages are relative to: --base-url, or an address of the target.

    Replaces pytest-playwright's own, which is a method and so makes pytest 9 warn.
    """
    told: str | None = pytestconfig.getoption("--base-url") or pytestconfig.getini("base_url")
    settings = Settings.of(pytestconfig)
    if told or settings.target not in settings.targets:
        return told or None
    system: System = request.getfixturevalue("system")
    # Nothing else ends this with the system, which may be started again at another port.
    (of_system, _), (own, _) = pytestconfig.stash[SYSTEM], pytestconfig.stash[BASE_URL]
    of_system.addfinalizer(partial(own.finish, request=request))
    return system.base_url


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
    config = request.config
    settings, worker = Settings.of(config), worker_of(config)

    def mail_sink() -> str:
        address: str = request.getfixturevalue("mail_sink").address
        return address

    start = Start(
        settings,
        Placeholders(settings.root, worker, config.stash[RUN_ID], mail_sink),
        settings.reports / "logs" / f"{worker}-{name}.log",
        tell=lambda trouble: tell(config, trouble),
    )
    system = stack.enter_context(running(start, name, environment))
    systems = config.stash[RUNNING]
    systems.append(system)
    stack.callback(systems.remove, system)
    return system
