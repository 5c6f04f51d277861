"""From a recording back to a run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

import orjson
from gherkin.errors import ParserError

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.reader import already_read
from sayso.report.messages import RECORDING, Envelope, joined_ns
from sayso.report.model import (
    Attempt,
    Definition,
    Evidence,
    Failure,
    FeatureRun,
    Outcome,
    Run,
    StepRun,
)
from sayso.report.outcome import NOT_RUN, NOT_RUN_STATUS
from sayso.report.run_metadata import BOUND_TESTS, CIRCUMSTANCES, DESELECTED, NOT_READ, UNDEFINED
from sayso.report.step_list import MEDIA_TYPE as STEP_LIST
from sayso.report.step_list import merge_step_lists

Body = Mapping[str, Any]


class RecordingError(Exception):
    """There is no recording that can be read; the message says where and why."""


def recording_at(given: Path) -> Path:
    """The file of a recording, by itself or by its folder; raises RecordingError without one."""
    path = given if given.is_file() else given / RECORDING
    if not path.is_file():
        raise RecordingError(f"{path} does not exist: name a folder with a recording")
    return path


def read_run(path: Path) -> Run:
    """The run in a recording, also of one that was killed; raises RecordingError for a damaged."""
    try:
        return run_of(read_messages(path))
    except (ValueError, TypeError, LookupError, AttributeError, ParserError) as error:
        raise RecordingError(f"{path} is no recording of a run: {error}") from error


def read_messages(path: Path) -> Iterator[Envelope]:
    """Every complete envelope; a last line cut off by a killed run is passed over.

    Raises ValueError, naming file and line, for anything else that is not an envelope.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                return
            try:
                envelope = orjson.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: not a message: {error}") from error
            if not isinstance(envelope, dict):
                raise TypeError(f"{path}:{number}: not a message: {line[:80]!r}")
            yield envelope


def run_of(envelopes: Iterable[Envelope]) -> Run:
    reader = RunReader()
    for envelope in envelopes:
        reader.take(envelope)
    return reader.end()


class RunReader:
    """Takes one message after the other; everything is found by its id."""

    def __init__(self) -> None:
        self.run = Run()
        self._outcomes: dict[str, Outcome] = {}
        self._cases: dict[str, tuple[Outcome, list[str], list[str]]] = {}
        self._attempts: dict[str, tuple[Attempt, dict[str, StepRun]]] = {}

    def take(self, envelope: Envelope) -> None:
        """Takes what a message tells; those that no page needs are passed over."""
        for kind, body in envelope.items():
            take = self._KINDS.get(kind)
            if take is not None:
                take(self, body)

    def end(self) -> Run:
        """The run as far as it was recorded."""
        self.run.features.sort(key=lambda feature: feature.uri)
        return self.run

    def _meta(self, body: Body) -> None:
        self.run.meta = body

    def _source(self, body: Body) -> None:
        # The ids are made from the uri and the text, so reading the text again finds the same ones;
        # reading it twice in one process takes as long as drawing.
        uri, text = body["uri"], body["data"]
        document = already_read(uri, text) or FeatureDocument.of(text, uri, Path(uri))
        outcomes = {example.pickle["id"]: Outcome(example) for example in document.examples}
        self._outcomes.update(outcomes)
        self.run.features.append(FeatureRun(document, outcomes))

    def _parse_error(self, body: Body) -> None:
        place = body["source"]
        line = place.get("location", {}).get("line")
        self.run.unreadable.append((place.get("uri", ""), line, body["message"]))

    def _step_definition(self, body: Body) -> None:
        place = body["sourceReference"]
        line = place.get("location", {}).get("line")
        location = place.get("uri", "") + (f":{line}" if line else "")
        self.run.definitions[body["id"]] = Definition(body["pattern"]["source"], location)

    def _suggestion(self, body: Body) -> None:
        for snippet in body["snippets"]:
            self.run.snippets[body["pickleStepId"]] = snippet["code"]

    def _run_started(self, body: Body) -> None:
        self.run.started_ns = joined_ns(body["timestamp"])

    def _case(self, body: Body) -> None:
        outcome = self._outcomes[body["pickleId"]]
        steps = [step for step in body["testSteps"] if "pickleStepId" in step]
        outcome.cases.append(body["id"])
        matched = ["".join(step.get("stepDefinitionIds", ())[:1]) for step in steps]
        if any(matched):  # what was never tried tells nothing of its steps
            outcome.spans = [_spans(step) for step in steps]
            outcome.definitions = matched
        for identity in matched:
            if identity:
                self.run.definitions[identity].uses += 1
        hooks = [step["id"] for step in body["testSteps"] if "hookId" in step]
        self._cases[body["id"]] = (outcome, [step["id"] for step in steps], hooks)

    def _case_started(self, body: Body) -> None:
        outcome, step_ids, hooks = self._cases[body["testCaseId"]]
        steps = [StepRun() for _ in step_ids]
        started, worker = joined_ns(body["timestamp"]), body.get("workerId", "")
        attempt = Attempt(body["testCaseId"], worker, started, steps)
        outcome.attempts.append(attempt)
        parts = dict(zip(step_ids, steps, strict=True))
        parts.update(zip(hooks, (attempt.set_up, attempt.tear_down), strict=False))
        self._attempts[body["id"]] = (attempt, parts)

    def _attachment(self, body: Body) -> None:
        started = body.get("testCaseStartedId")
        if started is not None:
            _attempt, parts = self._attempts[started]
            parts[body["testStepId"]].evidence += (_evidence(body),)
        else:
            self._of_run(body["mediaType"], body)

    def _of_run(self, media_type: str, body: Body) -> None:
        if media_type == CIRCUMSTANCES:
            self.run.circumstances = json.loads(body["body"])
        elif media_type == STEP_LIST:
            self.run.step_list = merge_step_lists(self.run.step_list, json.loads(body["body"]))
        elif media_type == NOT_READ:
            self.run.not_read = json.loads(body["body"])
        elif media_type == "text/markdown":
            folder = str(PurePosixPath(body["fileName"]).parent)
            self.run.introductions[folder] = body["body"]
        else:
            self._of_outcomes(media_type, body)

    def _of_outcomes(self, media_type: str, body: Body) -> None:
        if media_type == UNDEFINED:
            at_ns = joined_ns(body["timestamp"]) if "timestamp" in body else self.run.started_ns
            for outcome in self._named(body):
                outcome.undefined_ns = max(at_ns, outcome.undefined_ns or 0)
        elif media_type == BOUND_TESTS:
            tests = json.loads(body["body"])
            for outcome in self._outcomes.values():
                outcome.test = tests.get(outcome.example.identity, outcome.test)
        elif media_type == DESELECTED:
            for outcome in self._named(body):
                outcome.deselected = True

    def _named(self, body: Body) -> Iterator[Outcome]:
        names = set(json.loads(body["body"]))
        return (one for one in self._outcomes.values() if one.example.identity in names)

    def _step_started(self, body: Body) -> None:
        _attempt, parts = self._attempts[body["testCaseStartedId"]]
        parts[body["testStepId"]].started_ns = joined_ns(body["timestamp"])

    def _step_finished(self, body: Body) -> None:
        _attempt, parts = self._attempts[body["testCaseStartedId"]]
        part, result = parts[body["testStepId"]], body["testStepResult"]
        part.status = result["status"]
        part.nanoseconds = joined_ns(result["duration"])
        part.message = result.get("message", "")
        part.failure = _failure(result)
        if part.status == "SKIPPED" and part.message.startswith(NOT_RUN):
            part.status, part.message = NOT_RUN_STATUS, part.message.removeprefix(NOT_RUN)

    def _case_finished(self, body: Body) -> None:
        attempt, _parts = self._attempts[body["testCaseStartedId"]]
        attempt.finished_ns = joined_ns(body["timestamp"])

    def _run_finished(self, body: Body) -> None:
        self.run.finished_ns = joined_ns(body["timestamp"])
        self.run.success = body["success"]
        self.run.message = body.get("message", "")

    # Of the class: a reader that held its own methods would hold a run after it was drawn.
    _KINDS: ClassVar[Mapping[str, Callable[[RunReader, Body], None]]] = {
        "meta": _meta,
        "source": _source,
        "parseError": _parse_error,
        "stepDefinition": _step_definition,
        "suggestion": _suggestion,
        "testRunStarted": _run_started,
        "testCase": _case,
        "testCaseStarted": _case_started,
        "attachment": _attachment,
        "testStepStarted": _step_started,
        "testStepFinished": _step_finished,
        "testCaseFinished": _case_finished,
        "testRunFinished": _run_finished,
    }


def _spans(step: Body) -> tuple[tuple[int, int], ...]:
    lists = step.get("stepMatchArgumentsLists")
    if not lists or not lists[0]["stepMatchArguments"]:
        return ()
    groups = (argument["group"] for argument in lists[0]["stepMatchArguments"])
    return tuple(
        (group["start"], group["start"] + len(group["value"]))
        for group in groups
        if group.get("value") and "start" in group
    )


def _evidence(body: Body) -> Evidence:
    text = "" if body.get("contentEncoding") == "BASE64" else body["body"]
    at_ns = joined_ns(body["timestamp"]) if "timestamp" in body else 0
    title, path = body.get("fileName", ""), body.get("url", "")
    return Evidence(title, body["mediaType"], text, path, at_ns)


def _failure(result: Body) -> Failure | None:
    exception = result.get("exception")
    if exception is None:
        return None
    return Failure(exception["type"], exception.get("message", ""), exception.get("stackTrace", ""))
