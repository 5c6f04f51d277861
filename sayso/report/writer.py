"""Controller side: turns the reports of all workers into one stream, as they arrive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from sayso.report import messages
from sayso.report.attempt import Attempt
from sayso.report.case import SET_UP, TEAR_DOWN, CaseMessages
from sayso.report.facts import MatchFacts, PhaseFacts
from sayso.report.outcome import will_be_retried
from sayso.report.stream import MessageStream

HOOKS = ((SET_UP, "Set up", "BEFORE_TEST_CASE"), (TEAR_DOWN, "Tear down", "AFTER_TEST_CASE"))


class RunWriter:
    """Holds every pickle of the run, so that a scenario nobody ran is in the record too."""

    def __init__(self, stream: MessageStream) -> None:
        self.stream = stream
        self.run_id = stream.new_id()
        self._pickles: dict[str, Mapping[str, Any]] = {}
        self._definitions: dict[tuple[str, str], str] = {}
        self._hook_ids: dict[str, str] = {}
        self._cases: dict[str, CaseMessages] = {}
        self._open: dict[str, Attempt] = {}

    def add_document(
        self, uri: str, text: str, ast: Mapping[str, Any], pickles: Sequence[Mapping[str, Any]]
    ) -> None:
        with self.stream.together():
            self.stream.write(messages.source(uri, text))
            self.stream.write({"gherkinDocument": dict(ast)})
            for pickle in pickles:
                self._pickles[pickle["id"]] = pickle
                self.stream.write({"pickle": dict(pickle)})

    def start(self, at_ns: int) -> None:
        self.stream.write(messages.run_started(self.run_id, at_ns))
        for phase, name, kind in HOOKS:
            self._hook_ids[phase] = self.stream.new_id()
            self.stream.write(messages.hook(self._hook_ids[phase], name, kind))

    def define(self, pattern: str, kind: str, location: str) -> str:
        """The id of a step definition, which is written down when it is first met."""
        key = (location, pattern)
        if key not in self._definitions:
            identity = self._definitions[key] = self.stream.new_id()
            self.stream.write(messages.step_definition(identity, pattern, kind, location))
        return self._definitions[key]

    def _matched(self, match: MatchFacts | None) -> dict[str, Any]:
        """What a step is bound to; a definition is written down before the first case with it."""
        if match is None:
            return {"stepDefinitionIds": [], "stepMatchArgumentsLists": []}
        identity = self.define(match["pattern"], match["kind"], match["location"])
        lists = [messages.match_arguments(match["arguments"])]
        return {"stepDefinitionIds": [identity], "stepMatchArgumentsLists": lists}

    def suggest(self, pickle_step_id: str, code: str) -> None:
        identity = self.stream.new_id()
        self.stream.write(messages.suggestion(identity, pickle_step_id, code))

    def report(self, report: pytest.TestReport) -> None:
        """Writes down one phase of one attempt; tests that are no scenarios are passed over.

        The facts are taken off the report: pytest keeps the reports of a whole run.
        """
        facts: PhaseFacts | None = vars(report).pop("sayso", None)
        if facts is None or facts["pickle"] not in self._pickles:
            return
        with self.stream.together():
            self._phase(report, facts)

    def _phase(self, report: pytest.TestReport, facts: PhaseFacts) -> None:
        if report.when == "setup":
            self._begin(report, facts).set_up(report, facts)
        elif report.when == "call":
            self._open[report.nodeid].call(report, facts)
        elif report.nodeid in self._open:
            self._open.pop(report.nodeid).tear_down(report, facts)

    def _begin(self, report: pytest.TestReport, facts: PhaseFacts) -> Attempt:
        unfinished = self._open.pop(report.nodeid, None)
        if unfinished is not None:  # a retry whose earlier tear-down was not reported
            unfinished.retried = True
            unfinished.finish()
        case = self._case(report.nodeid, facts["pickle"], facts["matches"])
        worker = str(getattr(report, "worker_id", ""))
        attempt = self._open[report.nodeid] = Attempt(case, facts["started_ns"], worker)
        return attempt

    def _case(
        self, nodeid: str, pickle_id: str, matches: list[MatchFacts | None] | None
    ) -> CaseMessages:
        if nodeid not in self._cases:
            pickle = self._pickles[pickle_id]
            steps = [{}] * len(pickle["steps"]) if matches is None else map(self._matched, matches)
            case = CaseMessages(self.stream, pickle, matches)
            case.declare(self.run_id, pickle, self._hook_ids, [*steps])
            self._cases[nodeid] = case
        return self._cases[nodeid]

    def crash(self, report: pytest.TestReport, pickle_id: str | None, at_ns: int) -> None:
        """A worker died over a scenario; `pickle_id` tells which, if it had not begun yet."""
        attempt = self._open.pop(report.nodeid, None)
        if attempt is None:
            if pickle_id is None:
                return
            attempt = Attempt(self._case(report.nodeid, pickle_id, None), at_ns, "")
        attempt.retried = will_be_retried(report)
        attempt.crash(report.longreprtext.strip(), at_ns)

    def finish(self, success: bool, message: str, at_ns: int) -> None:
        """Ends the recording; an attempt still open stays open, which is the truth about it."""
        self.stream.write(messages.run_finished(self.run_id, success, message, at_ns))
        self.stream.close()
