"""What became of the scenarios that have no result, in the process that reports."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field

import pytest

from sayso.collection.discovery import SUFFIX
from sayso.report.expected_scenarios import ExpectedScenarios
from sayso.report.outcome import State
from sayso.xdist import DIFFERING, tells_of_differing

MISSING = "sayso_missing"  # the key under which a worker sends home what it could not find
MISSED = pytest.StashKey[set[str]]()
CRASHED = "the worker crashed"
ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


@dataclass
class Tally:
    """Tests without a result; those without a reason for that are errors of ours."""

    deselected: list[str] = field(default_factory=list)  # identities
    reasons: dict[str, str] = field(default_factory=dict)  # why not run, by identity
    untried: list[str] = field(default_factory=list)  # node ids that were selected
    lost: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # with a result, but in no file


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Note that something which was asked for does not exist; a worker prints nothing of it."""
    try:
        return (yield)
    except pytest.UsageError as error:
        config = session.config
        if hasattr(config, "workeroutput"):
            config.workeroutput[MISSING] = str(error)
        config.stash.setdefault(MISSED, set())
        raise


class TallyPlugin:
    """Notes what was selected and what kept it from running."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.differing = False
        self._selected: set[str] | None = None
        self._with_result: set[str] = set()
        self._refused: dict[str, set[str]] = {}
        self._stopped = False
        self._crashed = False

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._selected = {item.nodeid for item in session.items}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._selected = (self._selected or set()) | set(ids)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if tells_of_differing(report):
            self.differing = True
        elif report.failed:
            self._refused[report.nodeid] = set(getattr(report, "sayso_undefined", ()))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        self._crashed |= error is not None
        missed = getattr(node, "workeroutput", {}).get(MISSING)
        if missed is not None:
            self.config.stash.setdefault(MISSED, set()).add(missed)

    def pytest_keyboard_interrupt(self) -> None:
        self._stopped = True  # also by pytest.exit(), whatever exit code it asks for

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._with_result.add(report.nodeid)

    @property
    def missed(self) -> list[str]:
        """What workers were asked for and did not find; without workers pytest prints that."""
        return sorted(self.config.stash.get(MISSED, ()))

    @property
    def undefined(self) -> list[str]:
        return sorted(set[str]().union(*self._refused.values()))

    def take(self, expected: ExpectedScenarios, session: pytest.Session) -> Tally:
        """Holds what was selected and tried against what the files hold."""
        tally = Tally()
        stopped = self._stopped or session.shouldfail or session.shouldstop
        self._stopped = bool(stopped or session.exitstatus not in ENDED)
        tests = self._tests_by_identity(expected)
        for identity, example in expected.examples.items():
            for nodeid in tests[identity] or [identity]:
                if nodeid not in self._with_result:
                    self._add(tally, nodeid, identity, example.document.uri)
        tally.unknown = sorted(
            nodeid
            for nodeid in self._with_result
            if nodeid.partition("::")[0].lower().endswith(SUFFIX)
            and expected.example_of(nodeid) is None
        )
        return tally

    def _tests_by_identity(self, expected: ExpectedScenarios) -> dict[str, list[str]]:
        """The tests of each scenario, one for each browser; none where nothing was selected."""
        tests: dict[str, list[str]] = {identity: [] for identity in expected.examples}
        for nodeid in sorted({*(self._selected or ()), *self._with_result}):
            tests.get(expected.identity_of(nodeid), []).append(nodeid)
        return tests

    def _add(self, tally: Tally, nodeid: str, identity: str, uri: str) -> None:
        selected = self._selected is None or nodeid in self._selected
        if self._selected is not None and selected:
            tally.untried.append(nodeid)
        reason = self._reason(identity, uri, selected=selected)
        if reason is State.DESELECTED:
            tally.deselected.append(identity)
        elif reason is None:
            tally.lost.append(nodeid)
        else:
            tally.reasons[identity] = str(reason)

    def _reason(self, identity: str, uri: str, *, selected: bool) -> str | State | None:
        """Why a test has no result; nothing when there is no reason for that."""
        none_ran = bool(self._refused) and not self._with_result
        undefined = identity in self._refused.get(uri, ())
        stopped = self._stopped or self._selected is None
        reasons: tuple[tuple[object, str | State], ...] = (
            (MISSED in self.config.stash, "something that was asked for was not found"),
            (self.differing, DIFFERING),
            (undefined, "a step has no definition"),
            (uri in self._refused, "its file has problems"),
            (none_ran, "there were problems before the first scenario"),
            (not selected, State.DESELECTED),
            (self._crashed and not self._stopped, CRASHED),
            (stopped, "the run was stopped before it had a result"),
        )
        return next((reason for applies, reason in reasons if applies), None)
