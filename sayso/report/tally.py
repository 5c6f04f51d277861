"""Takes the census in the process that reports: the only one, or the one that hands out work."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import pytest

from sayso.collection.discovery import SUFFIX, only_shows
from sayso.report.expected_scenarios import Census, Holdings
from sayso.report.summary import write_summary
from sayso.runner.outcomes import Attempts, NotRun, Outcome, worst
from sayso.xdist import DIFFERING, tells_of_differing

TAKER = pytest.StashKey["CensusTaker"]()
MISSING = "sayso_missing"  # the key under which a worker sends home what it could not find
CRASHED = Outcome("not run", "the worker crashed")
ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


def census_of(session: pytest.Session) -> Census | None:
    """The census of a run that is over; nothing in a worker or when tests were only collected."""
    taker = session.config.stash.get(TAKER, None)
    return taker.take(session) if taker else None


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and not only_shows(config):
        config.stash[TAKER] = CensusTaker(config)
        config.pluginmanager.register(config.stash[TAKER], "sayso.report.tally.taker")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Note that something which was asked for does not exist; a worker tells nobody of it."""
    try:
        return (yield)
    except pytest.UsageError as error:
        config = session.config
        if hasattr(config, "workeroutput"):
            config.workeroutput[MISSING] = str(error)
        elif TAKER in config.stash:
            config.stash[TAKER].missing = True
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the reporting process apart what was skipped and what could not run."""
    report = yield
    if call.excinfo and isinstance(call.excinfo.value, NotRun):
        report.sayso_not_run = True  # type: ignore[attr-defined]  # pytest carries it along
    return report


def _cut_short(census: Census) -> bool:
    """Whether a scenario was interrupted, or lost with its worker: never a success."""
    outcomes = census.outcomes.values()
    return CRASHED in outcomes or any(outcome.word == "interrupted" for outcome in outcomes)


class CensusTaker:
    """Notes what was selected and how it ended, and holds it against what the files say."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.selected: set[str] | None = None
        self.attempts: dict[str, Attempts] = {}
        self.refused: dict[str, set[str]] = {}
        self.missing = False
        self.missed: set[str] = set()
        self.stopped = False
        self.crashed = False
        self.differing = False
        self.census: Census | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        Holdings.of(session)  # after those who make feature files, before anybody changes them

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.selected = {item.nodeid for item in session.items}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self.selected = (self.selected or set()) | set(ids)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if tells_of_differing(report):
            self.differing = True
        elif report.failed:
            self.refused[report.nodeid] = set(getattr(report, "sayso_undefined", ()))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        self.crashed |= error is not None
        told = getattr(node, "workeroutput", {}).get(MISSING)
        if told is not None:
            self.missing = True
            self.missed.add(told)

    def pytest_keyboard_interrupt(self) -> None:
        self.stopped = True  # also by pytest.exit(), whatever exit code it asks for

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.attempts.setdefault(report.nodeid, Attempts()).add(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.missed:  # without workers pytest sees to that itself
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
        census = self.take(session)
        if census.lost or census.unknown:
            session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
        elif session.exitstatus in ENDED and _cut_short(census):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any, exitstatus: int) -> None:
        for told in sorted(self.missed):
            terminalreporter.line(f"ERROR: {told}", red=True)
        if self.census is not None:
            nothing_ran = exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED
            write_summary(terminalreporter, self.census, self.config.args if nothing_ran else ())

    def take(self, session: pytest.Session) -> Census:
        """The census, taken once."""
        if self.census is None:
            holdings = Holdings.of(session)
            tests = self._tests(holdings)
            ended = dict(self._ended(holdings, tests, session))
            outcomes = {
                identity: each for identity, each in ended.items() if isinstance(each, Outcome)
            }
            lost = {identity: each for identity, each in ended.items() if isinstance(each, str)}
            unknown = tuple(sorted(self._unknown(holdings)))
            untried = tuple(
                each for own in tests.values() for each in own if each not in self.attempts
            )
            self.census = Census(outcomes, lost, unknown, holdings.unreadable, untried)
        return self.census

    def _tests(self, holdings: Holdings) -> dict[str, list[str]]:
        """The tests of each scenario, one for each browser; none where nothing was selected."""
        tests: dict[str, list[str]] = {identity: [] for identity in holdings.examples}
        for nodeid in sorted({*(self.selected or ()), *self.attempts}):
            tests.get(holdings.behind(nodeid), []).append(nodeid)
        return tests

    def _ended(
        self, holdings: Holdings, tests: dict[str, list[str]], session: pytest.Session
    ) -> Iterator[tuple[str, Outcome | str]]:
        """Each scenario with its outcome, or with the test that has none."""
        stopped = self.stopped or session.shouldfail or session.shouldstop
        stopped = bool(stopped or session.exitstatus not in ENDED)
        for identity, example in holdings.examples.items():
            outcomes = []
            for nodeid in tests[identity] or [identity]:
                outcome = self._outcome(nodeid, identity, example.document.uri, stopped=stopped)
                if outcome is None:
                    yield identity, nodeid
                    break
                outcomes.append(outcome)
            else:
                yield identity, worst(outcomes, example.tags)

    def _outcome(self, nodeid: str, identity: str, uri: str, *, stopped: bool) -> Outcome | None:
        """How a test ended, or why it has no result; nothing when there is no reason for that."""
        attempts = self.attempts.get(nodeid)
        if attempts is not None and attempts.outcome is not None:
            return attempts.outcome
        if self.missing:
            return Outcome("not run", "something that was asked for was not found")
        if self.differing:
            return Outcome("not run", DIFFERING)
        if identity in self.refused.get(uri, ()):
            return Outcome("undefined")
        if uri in self.refused:
            return Outcome("not run", "its file has problems")
        if self.refused and not self.attempts:
            return Outcome("not run", "there were problems before the first scenario")
        if self.selected is not None and nodeid not in self.selected:
            return Outcome("deselected")
        if self.crashed and not self.stopped:
            return CRASHED
        if stopped or self.selected is None:
            return Outcome("not run", "the run was stopped before it had a result")
        return None

    def _unknown(self, holdings: Holdings) -> Iterator[str]:
        for nodeid in self.attempts:
            of_feature = nodeid.partition("::")[0].lower().endswith(SUFFIX)
            if of_feature and holdings.behind(nodeid) not in holdings.examples:
                yield nodeid
