"""Controller side: a scenario and one attempt at it, from its phases' reports to messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from sayso.report import messages, outcome
from sayso.report.messages import Envelope
from sayso.report.worker_report import ErrorFacts, MatchFacts, PhaseFacts, StepFacts

SET_UP, TEAR_DOWN = "set-up", "tear-down"
Entry = Mapping[str, Any]
Matches = Sequence[MatchFacts | None]
Write = Callable[[Envelope], None]


def variant_of(case_id: str) -> str:
    """Which browser or parameters a test case is of: "[firefox]"; nothing for most.

    Messages has no field for it, and an id is any text: it stands at the end of the id.
    """
    _, bracket, variant = case_id.partition("[")
    return bracket + variant


class CaseMessages:
    """Writes the messages of one test; attempts are counted here, where all workers meet."""

    def __init__(
        self,
        new_id: Callable[[], str],
        write: Write,
        pickle: Mapping[str, Any],
        matches: Matches | None,
        variant: str,
    ) -> None:
        """`matches` is None when the worker died before it could tell them."""
        self.step_count = len(pickle["steps"])
        self.undefined = {i for i, match in enumerate(matches or ()) if match is None}
        self._write = write
        self._new_id = new_id
        self._case_id = new_id() + variant
        parts = (*range(self.step_count), SET_UP, TEAR_DOWN)
        self._ids: dict[int | str, str] = {part: new_id() for part in parts}
        self._attempts = 0
        self._started_id = ""

    def declare(
        self,
        run_id: str,
        pickle: Mapping[str, Any],
        hook_ids: Mapping[str, str],
        steps: Iterable[dict[str, Any]],
    ) -> None:
        """Writes the test case: set-up, the matched steps, tear-down."""
        before, after = (
            {"id": self._ids[phase], "hookId": hook_ids[phase]} for phase in (SET_UP, TEAR_DOWN)
        )
        matched = (
            {"id": self._ids[index], "pickleStepId": step["id"], **more}
            for index, (step, more) in enumerate(zip(pickle["steps"], steps, strict=True))
        )
        parts = [before, *matched, after]
        self._write(messages.test_case(self._case_id, pickle["id"], run_id, parts))

    def start(self, at_ns: int, worker: str) -> None:
        self._started_id = self._new_id()
        self._write(
            messages.case_started(self._started_id, self._case_id, self._attempts, at_ns, worker)
        )
        self._attempts += 1

    def part(
        self,
        part: int | str,
        result: Mapping[str, Any],
        started_ns: int,
        finished_ns: int,
        evidence: Iterable[Entry] = (),
    ) -> None:
        """A step (by index) or a phase (by name); evidence may belong to an earlier step."""
        own, started_id = self._ids[part], self._started_id
        self._write(messages.step_started(started_id, own, started_ns))
        for entry in evidence:
            step = entry.get("step")
            place = own if step is None else self._ids[step]
            self._write(messages.step_attachment(started_id, place, entry))
        self._write(messages.step_finished(started_id, own, result, finished_ns))

    def finish(self, will_be_retried: bool, at_ns: int) -> None:
        self._write(messages.case_finished(self._started_id, will_be_retried, at_ns))


class Attempt:
    """Writes an attempt in the order it happened: set-up, steps, tear-down.

    What belongs to no step (a whole scenario's log, a failure of a hook) waits for tear-down.
    """

    def __init__(self, case: CaseMessages, started_ns: int, worker: str) -> None:
        self.case = case
        self._steps_written = False
        self._waiting: list[Entry] = []
        self._stray: dict[str, Any] | None = None
        self._set_up_written = False
        self.retried = False
        self._last_ns = started_ns
        case.start(started_ns, worker)

    def set_up(self, report: pytest.TestReport, facts: PhaseFacts) -> None:
        self._note(report, facts)
        result, started_ns = outcome.phase_result(report, facts), facts["started_ns"]
        self.case.part(SET_UP, result, started_ns, facts["finished_ns"], facts["evidence"])
        self._set_up_written = True

    def call(self, report: pytest.TestReport, facts: PhaseFacts) -> None:
        self._note(report, facts)
        stray = outcome.stray_failure if self.case.step_count else outcome.call_result
        self._stray = self._stray or stray(report, facts)
        self._waiting += [entry for entry in facts["evidence"] if entry.get("step") is None]
        begun = {step["index"]: step for step in facts["steps"]}
        for index in range(self.case.step_count):
            if index in begun:
                self._step(begun[index], report, facts)
            else:
                self._untouched(index, outcome.SKIPPED)
        self._steps_written = True

    def aside(self, report: pytest.TestReport, facts: PhaseFacts) -> None:
        """A part of the set-up or of the tear-down: one of pytest's subtests in a fixture."""
        self._waiting += facts["evidence"]
        if report.failed:
            self._stray = messages.result("FAILED", error=facts["error"])

    def tear_down(self, report: pytest.TestReport, facts: PhaseFacts) -> None:
        self._note(report, facts)
        self._leave_steps(outcome.SKIPPED)
        result = outcome.phase_result(report, facts)
        if self._stray is not None and result["status"] == "FAILED":
            self._waiting.append(outcome.other_error(self._stray, facts["started_ns"]))
        elif self._stray is not None:
            result = self._stray
        evidence = [*self._waiting, *facts["evidence"]]
        self.case.part(TEAR_DOWN, result, facts["started_ns"], facts["finished_ns"], evidence)
        self.finish()

    def crash(self, message: str, at_ns: int) -> None:
        """The worker died: which of the steps ran is not known, and says so."""
        self._last_ns = at_ns
        if not self._set_up_written:
            self.case.part(SET_UP, messages.result(outcome.UNKNOWN), at_ns, at_ns)
        self._leave_steps(outcome.UNKNOWN)
        error: ErrorFacts = {"type": "WorkerCrash", "message": message, "trace": ""}
        self.case.part(TEAR_DOWN, messages.result("FAILED", error=error), at_ns, at_ns)
        self.finish()

    def finish(self) -> None:
        self.case.finish(self.retried, self._last_ns)

    def _note(self, report: pytest.TestReport, facts: PhaseFacts) -> None:
        self.retried = self.retried or outcome.will_be_retried(report)
        self._last_ns = facts["finished_ns"]

    def _step(self, step: StepFacts, report: pytest.TestReport, facts: PhaseFacts) -> None:
        evidence = [entry for entry in facts["evidence"] if entry.get("step") == step["index"]]
        result = outcome.step_result(step, report, facts)
        self.case.part(step["index"], result, step["started_ns"], step["finished_ns"], evidence)

    def _leave_steps(self, status: str) -> None:
        """Every step has this status, unless the call has told what became of it."""
        for index in () if self._steps_written else range(self.case.step_count):
            self._untouched(index, status)

    def _untouched(self, index: int, status: str) -> None:
        result = messages.result("UNDEFINED" if index in self.case.undefined else status)
        self.case.part(index, result, self._last_ns, self._last_ns)
