"""Controller side: turns the reports of all workers into one stream, as they arrive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import orjson
import pytest

from sayso.gherkin.document import Example, FeatureDocument
from sayso.report import messages
from sayso.report.attempt import SET_UP, TEAR_DOWN, Attempt, CaseMessages
from sayso.report.messages import Envelope
from sayso.report.outcome import will_be_retried
from sayso.report.worker_report import MatchFacts, PhaseFacts

Place = tuple[str, str]  # a worker and the node id of what it runs
Reported = tuple[pytest.TestReport, PhaseFacts]
HOOKS = ((SET_UP, "Set up", "BEFORE_TEST_CASE"), (TEAR_DOWN, "Tear down", "AFTER_TEST_CASE"))


class MessageStream:
    """Tells the listener every message, and writes it to a file if there is one.

    A killed run leaves the file readable: every line is flushed when it is complete. A file that
    cannot be written any more, on a full disk, ends as it is, and `error` says why.
    """

    def __init__(self, path: Path | None, listener: Callable[[Envelope], None] | None = None):
        self.error: OSError | None = None
        self._file: IO[bytes] | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # another run that still writes there keeps its file
            self._file = path.open("wb", buffering=0)
        self._listener = listener
        self._last_id = 0
        self._waiting: list[bytes] | None = None

    def new_id(self) -> str:
        """An id of this run; the ids of documents and pickles never start with "r"."""
        self._last_id += 1
        return f"r{self._last_id}"

    def write(self, envelope: Envelope) -> None:
        if self._file is not None:
            line = _as_line(envelope)
            if self._waiting is None:
                self._put([line])
            else:
                self._waiting.append(line)
        if self._listener is not None:
            self._listener(envelope)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written meanwhile goes to the file at once: messages known at the same time."""
        self._waiting = []
        try:
            yield
        finally:
            lines, self._waiting = self._waiting, None
            self._put(lines)

    def _put(self, lines: Iterable[bytes]) -> None:
        if self._file is None:
            return
        try:
            data = b"".join(lines)
            written = self._file.write(data)
            if written < len(data):  # says why, if there is no more room
                self._file.write(data[written:])
        except OSError as error:
            self.error = error
            self.close()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _as_line(envelope: Envelope) -> bytes:
    try:
        return orjson.dumps(envelope, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # UTF-8 has no lone surrogates
        return json.dumps(envelope, ensure_ascii=False).encode(errors="replace") + b"\n"


class RunWriter:
    """Holds every pickle of the run, so that a scenario nobody ran is in the record too.

    A `brief` one, of a run without report, writes no steps: how they ended stands at the tear-down.
    """

    def __init__(self, stream: MessageStream, *, brief: bool = False) -> None:
        self.stream = stream
        self._brief = brief
        self.run_id = stream.new_id()
        self._examples: dict[str, Example] = {}
        self._definitions: dict[tuple[str, str], str] = {}
        self._hook_ids: dict[str, str] = {}
        self._open: dict[Place, Attempt] = {}
        self._early: dict[Place, list[Reported]] = {}
        self._awaited: dict[str, CaseMessages] = {}

    def add_document(self, document: FeatureDocument) -> None:
        with self.stream.together():
            self.stream.write(messages.source(document.uri, document.text))
            self.stream.write({"gherkinDocument": dict(document.ast)})
            for example in document.examples:
                self._examples[example.pickle["id"]] = example
                self.stream.write({"pickle": dict(example.pickle)})

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

    def report(self, report: pytest.TestReport) -> None:
        """Writes down one phase of one attempt; tests that are no scenarios are passed over.

        The facts are taken off the report: pytest keeps the reports of a whole run.
        """
        facts: PhaseFacts | None = vars(report).pop("sayso", None)
        if facts is None or facts["pickle"] not in self._examples:
            return
        with self.stream.together():
            self._take(report, facts)

    def _take(self, report: pytest.TestReport, facts: PhaseFacts) -> None:
        place = str(getattr(report, "worker_id", "")), report.nodeid
        is_part = isinstance(report, pytest.SubtestReport)
        if is_part and place not in self._open:  # of a set-up, which is written when it is over
            self._early.setdefault(place, []).append((report, facts))
            return
        if report.when == "setup" or place not in self._open:
            self._begin(place, report, facts)
        attempt = self._open[place]
        if is_part:
            attempt.aside(report, facts)
        elif report.when == "setup":
            attempt.set_up(report, facts)
        elif report.when == "call":
            attempt.call(report, facts)
        else:
            attempt.tear_down(report, facts)
            self._close(place)

    def _begin(self, place: Place, report: pytest.TestReport, facts: PhaseFacts) -> None:
        unfinished = self._open.get(place)
        if unfinished is not None and unfinished.retried:  # its tear-down was not reported
            unfinished.finish()
            self._close(place)
        matches = facts["matches"] if report.when == "setup" else None
        case = self._case(report.nodeid, facts["pickle"], matches)
        self._open[place] = Attempt(case, facts["started_ns"], place[0])
        for part, its_facts in self._early.pop(place, ()):
            self._open[place].aside(part, its_facts)

    def _close(self, place: Place) -> None:
        attempt = self._open.pop(place)
        if attempt.retried:
            self._awaited[place[1]] = attempt.case

    def _case(
        self, nodeid: str, pickle_id: str, matches: list[MatchFacts | None] | None
    ) -> CaseMessages:
        """The case whose retry is awaited, or a new one: the same test may be run twice."""
        if nodeid in self._awaited:
            return self._awaited.pop(nodeid)
        example = self._examples[pickle_id]
        pickle = {**example.pickle, "steps": ()} if self._brief else example.pickle
        matches = [] if self._brief else matches
        steps = [{}] * len(pickle["steps"]) if matches is None else map(self._matched, matches)
        variant = nodeid[len(example.identity) :] if nodeid.startswith(example.identity) else ""
        case = CaseMessages(self.stream.new_id, self.stream.write, pickle, matches, variant)
        case.declare(self.run_id, pickle, self._hook_ids, [*steps])
        return case

    def leave_untried(self, nodeid: str, pickle_id: str) -> None:
        """Writes down a test that was to be run: a case that was never started."""
        self._case(nodeid, pickle_id, None)

    def crash(self, report: pytest.TestReport, pickle_id: str, at_ns: int) -> None:
        """A worker died over a scenario, or a plugin reports its failure without any details."""
        worker = report.node.gateway.id if hasattr(report, "node") else ""  # of pytest-xdist
        place = worker, report.nodeid
        if place not in self._open:
            case = self._case(report.nodeid, pickle_id, None)
            self._open[place] = Attempt(case, at_ns, worker)
        attempt = self._open[place]
        attempt.retried = will_be_retried(report)
        attempt.crash(str(report.longrepr), at_ns)  # the report's text begins with Python
        self._close(place)

    @property
    def unfinished(self) -> set[str]:
        return {nodeid for _worker, nodeid in self._open}

    def finish(self, success: bool, message: str, at_ns: int) -> None:
        """Ends the messages; an attempt still open stays open, which is the truth about it."""
        self.stream.write(messages.run_finished(self.run_id, success, message, at_ns))
        self.stream.close()
