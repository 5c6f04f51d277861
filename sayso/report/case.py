"""The messages of one scenario: its test case once, then the parts of every attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.report import messages
from sayso.report.stream import MessageStream
from sayso.report.worker_report import MatchFacts

SET_UP, TEAR_DOWN = "set-up", "tear-down"
Matches = Sequence[MatchFacts | None]


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
        stream: MessageStream,
        pickle: Mapping[str, Any],
        matches: Matches | None,
        variant: str,
    ) -> None:
        """`matches` is None when the worker died before it could tell them."""
        self.step_count = len(pickle["steps"])
        self.undefined = {i for i, match in enumerate(matches or ()) if match is None}
        self._stream = stream
        self._case_id = stream.new_id() + variant
        parts = (*range(self.step_count), SET_UP, TEAR_DOWN)
        self._ids: dict[int | str, str] = {part: stream.new_id() for part in parts}
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
        self._stream.write(messages.test_case(self._case_id, pickle["id"], run_id, parts))

    def start(self, at_ns: int, worker: str) -> None:
        self._started_id = self._stream.new_id()
        self._stream.write(
            messages.case_started(self._started_id, self._case_id, self._attempts, at_ns, worker)
        )
        self._attempts += 1

    def begin(self, part: int | str, at_ns: int) -> None:
        """Begins a step (by index) or a phase (by name)."""
        self._stream.write(messages.step_started(self._started_id, self._ids[part], at_ns))

    def attach(self, part: int | str, entry: Mapping[str, Any]) -> None:
        self._stream.write(messages.step_attachment(self._started_id, self._ids[part], entry))

    def end(self, part: int | str, result: Mapping[str, Any], at_ns: int) -> None:
        self._stream.write(messages.step_finished(self._started_id, self._ids[part], result, at_ns))

    def finish(self, will_be_retried: bool, at_ns: int) -> None:
        self._stream.write(messages.case_finished(self._started_id, will_be_retried, at_ns))
