"""Worker side: notes what every step of an attempt did and puts it on the TestReport."""

from __future__ import annotations

import time
from collections.abc import Generator
from pathlib import Path
from typing import cast

import pytest

from sayso.evidence.attachments import EVIDENCE
from sayso.gherkin.document import Example
from sayso.outcomes import NotRun
from sayso.redaction.rules import redact_text
from sayso.report.outcome import NOT_RUN
from sayso.report.step_list import step_list
from sayso.report.worker_report import (
    ErrorFacts,
    MatchFacts,
    PhaseFacts,
    StepFacts,
    error_facts,
    message_of,
    unraised,
)
from sayso.runner.scenario_info import example_of
from sayso.runner.scenario_item import ScenarioItem
from sayso.steps.soft import StepsError

Request = pytest.FixtureRequest


class StepNotes:
    """The steps of one attempt; at most one of them is open."""

    def __init__(self) -> None:
        self.closed: list[StepFacts] = []
        self.errors: list[BaseException] = []  # those that belong to a step
        self.executing = False  # what is reported meanwhile are subtests, and no phases
        self._begun = 0
        self._open: tuple[int, int] | None = None

    def begin(self) -> None:
        """The next of the scenario's steps, background first."""
        self._begun += 1
        self._open = (time.time_ns(), time.perf_counter_ns())

    def fail(self, status: str, error: BaseException, root: Path) -> None:
        self.errors.append(error)
        self.end(status, error_facts(error, root))

    def end(self, status: str, error: ErrorFacts | None = None) -> bool:
        """Closes the open step; does nothing if none is."""
        if self._open is None:
            return False
        (started_ns, tick), self._open = self._open, None
        step: StepFacts = {
            "index": self._begun - 1,
            "status": status,
            "started_ns": started_ns,
            "finished_ns": time.time_ns(),
            "duration_ns": time.perf_counter_ns() - tick,
            "error": error,
        }
        self.closed.append(step)
        return True


NOTES = pytest.StashKey[StepNotes]()
EXAMPLE = pytest.StashKey[Example]()
BOUND = pytest.StashKey[dict[str, str]]()
# The keys under which a worker sends home its step definitions and its tests of pytest-bdd modules.
STEPS, BOUND_HOME = "sayso_steps", "sayso_bound"


class OutcomeRecorder:
    """Notes how the phases of every attempt ended, and which steps failed."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Finds the scenarios behind all tests, also of ordinary pytest-bdd modules."""
        bound = session.config.stash.setdefault(BOUND, {})
        for item in session.items:
            example = example_of(item)
            if example is not None:
                item.stash[EXAMPLE] = example
                if not isinstance(item, ScenarioItem):
                    bound[item.nodeid] = example.identity
                    item.user_properties.append(("scenario", example.identity))  # for JUnit

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if EXAMPLE in item.stash:
            item.stash[NOTES] = StepNotes()  # once per attempt, also under pytest-rerunfailures

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_before_scenario(self, request: Request) -> None:
        if notes := request.node.stash.get(NOTES, None):
            notes.executing = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_after_scenario(self, request: Request) -> None:
        if notes := request.node.stash.get(NOTES, None):
            notes.executing = False

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_step_error(self, request: Request, exception: Exception) -> None:
        if notes := request.node.stash.get(NOTES, None):
            notes.fail("FAILED", exception, request.config.rootpath)

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_step_func_lookup_error(self, request: Request, exception: Exception) -> None:
        if notes := request.node.stash.get(NOTES, None):
            notes.begin()
            notes.fail("UNDEFINED", exception, request.config.rootpath)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if EXAMPLE in item.stash:
            # An earlier plugin's setup may have ended the attempt before ours.
            notes = item.stash.setdefault(NOTES, StepNotes())
            if notes.executing:
                return report
            facts = _phase(item, notes, call)
            if report.failed and facts["error"] is None:
                facts["error"] = unraised(str(report.longrepr))
                facts["is_steps_error"] = False
            vars(report)["sayso"] = facts  # pytest-xdist carries what lies here
            if call.when == "teardown":
                del item.stash[NOTES]  # pytest keeps items to the end
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        home = getattr(session.config, "workeroutput", None)
        if home is None:
            return
        home[BOUND_HOME] = session.config.stash.get(BOUND, {})
        if not session.config.getoption("sayso_no_report", False):
            home[STEPS] = step_list(session)


class StepRecorder(OutcomeRecorder):
    """Notes every step, too, for a report; `trylast` closes it after its evidence was taken."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_step(self, request: Request) -> None:
        if notes := request.node.stash.get(NOTES, None):
            notes.begin()

    @pytest.hookimpl(trylast=True)
    def pytest_bdd_after_step(self, request: Request) -> None:
        if notes := request.node.stash.get(NOTES, None):
            notes.end("PASSED")


def _phase(item: pytest.Item, notes: StepNotes, call: pytest.CallInfo[None]) -> PhaseFacts:
    raised = call.excinfo.value if call.excinfo else None
    if isinstance(raised, StepsError):
        raised = raised.last  # soft failures were reported by their steps; a skip was not
    skipped = isinstance(raised, pytest.skip.Exception)
    reason = redact_text(message_of(raised)) if raised and skipped else ""
    # pytest.skip() in a step reaches neither after_step nor step_error.
    error = error_facts(raised, item.config.rootpath) if raised else None
    if notes.end("SKIPPED" if skipped else "FAILED", error) and raised:
        notes.errors.append(raised)
    example = item.stash[EXAMPLE]
    return {
        "pickle": example.pickle["id"],
        "started_ns": int(call.start * 1e9),
        "finished_ns": int(call.stop * 1e9),
        "duration_ns": int(call.duration * 1e9),
        "bound": "" if isinstance(item, ScenarioItem) else example.identity,
        "matches": _matches(item) if call.when == "setup" else [],
        "steps": notes.closed if call.when == "call" else [],
        "evidence": item.stash[EVIDENCE].take() if EVIDENCE in item.stash else [],
        "error": None if skipped else error,
        "is_steps_error": any(raised is error for error in notes.errors),
        "skip_reason": NOT_RUN + reason if isinstance(raised, NotRun) else reason,
    }


def _matches(item: pytest.Item) -> list[MatchFacts | None] | None:
    if not isinstance(item, ScenarioItem):
        return None
    return [None if match is None else cast("MatchFacts", match.told) for match in item.matches]
