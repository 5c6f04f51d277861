"""The lines of a system's log that carry the scenario's correlation id, step by step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from pytest_bdd.parser import Step

from sayso.evidence.attachments import Evidence
from sayso.target.targets import System

KIND = "text/x.sayso.log"
MAX_LINES = 300  # of one step
ID_KEYS = ("request_id", "correlation_id", "trace_id")
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
        self._report_ended_systems()

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
        self._evidence.add("\n".join(lines), kind=KIND, title=f"Log of the system ({log.name})")

    def _report_ended_systems(self) -> None:
        from sayso.target.process import end_of  # loaded when a system was started

        for system in self._systems:
            code = system.process.exit_code if system.process else None
            if system.log and code is not None:
                text = f"{system.name} ended with exit code {code}\n{end_of(system.log)}"
                self._evidence.add(text, kind="text/plain", title="The system has ended")


def about(lines: Iterable[str], correlation_id: str) -> Iterable[str]:
    """The JSON lines whose request id begins with the correlation id."""
    for line in lines:
        if correlation_id in line and _names(line, correlation_id):
            yield line


def _names(line: str, correlation_id: str) -> bool:
    try:
        entry = json.loads(line)
    except ValueError:
        return False
    if not isinstance(entry, dict):
        return False
    return any(str(entry.get(key, "")).startswith(correlation_id) for key in ID_KEYS)
