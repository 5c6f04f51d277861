"""What a system's log says about a scenario, step by step, and its end when that failed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytest_bdd.parser import Step

from sayso.evidence.attachments import Evidence
from sayso.evidence.kinds import LOG, LOG_END
from sayso.evidence.log_lines import about
from sayso.target.targets import System

MAX_LINES = 300  # of one step
TAIL_LINES, TAIL_BYTES = 40, 20_000
Marks = dict[Path, int]


class LogRecorder:
    """Remembers how long each log was at each step; reads them only when the scenario failed."""

    def __init__(
        self,
        evidence: Evidence,
        systems: list[System],
        correlation_id: Callable[[], str],
        mode: str,
    ) -> None:
        self._evidence = evidence
        self._systems = systems
        self._correlation_id = correlation_id
        self._mode = mode
        # per step: its index and how long the logs were when it began
        self._marks: list[tuple[int | None, Marks]] = [(None, self._lengths())]

    def before_step(self, step: Step) -> None:  # noqa: ARG002  # every recorder gets the step
        self._marks.append((self._evidence.step, self._lengths()))

    def after_step(self, *, failed: bool, last: bool) -> None:
        pass  # what is logged between two steps belongs to the one before

    def finish(self, *, failed: bool) -> None:
        """Keep what the logs say about each step."""
        if not failed and self._mode != "steps":
            return
        ends = [marks for _, marks in self._marks[1:]] + [self._lengths()]
        for (step, begin), end in zip(self._marks, ends, strict=True):
            self._evidence.step = step
            for log, length in end.items():
                self._keep(log, begin.get(log, 0), length)
        self._evidence.step = None
        if failed:
            for log, length in ends[-1].items():
                self._keep_tail(log, length)

    def _lengths(self) -> Marks:
        logs = [system.log for system in self._systems]
        return {log: log.stat().st_size for log in logs if log and log.exists()}

    def _keep(self, log: Path, begin: int, end: int) -> None:
        with log.open("rb") as stream:
            stream.seek(begin)
            text = stream.read(end - begin).decode(errors="replace")
        lines = list(about(text.splitlines(), self._correlation_id()))
        if not lines:
            return
        left_out = len(lines) - MAX_LINES
        if left_out > 0:
            lines = [f"({left_out} earlier lines left out)", *lines[-MAX_LINES:]]
        self._evidence.add("\n".join(lines), kind=LOG, title=f"Log of the system ({log.name})")

    def _keep_tail(self, log: Path, end: int) -> None:
        with log.open("rb") as stream:
            stream.seek(max(0, end - TAIL_BYTES))
            lines = stream.read(TAIL_BYTES).decode(errors="replace").splitlines()[-TAIL_LINES:]
        if lines:
            title = f"The end of the log ({log.name})"
            self._evidence.add("\n".join(lines), kind=LOG_END, title=title)
