"""Cucumber Messages: one function builds one kind of envelope.

The shapes are those of the official JSON schema (messages.schema.json of @cucumber/messages).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.report.worker_report import ErrorFacts

Envelope = dict[str, Any]
BILLION = 1_000_000_000
PROTOCOL_VERSION = "34.2.1"
RECORDING = "messages.ndjson"  # the name of the file


def split_ns(nanoseconds: int) -> dict[str, int]:
    return {"seconds": nanoseconds // BILLION, "nanos": nanoseconds % BILLION}


def joined_ns(parts: Mapping[str, int]) -> int:
    return parts["seconds"] * BILLION + parts["nanos"]


def source(uri: str, text: str) -> Envelope:
    kind = "text/x.cucumber.gherkin+plain"
    return {"source": {"uri": uri, "data": text, "mediaType": kind}}


def parse_error(uri: str, line: int | None, message: str) -> Envelope:
    place: Envelope = {"uri": uri}
    if line is not None:
        place["location"] = {"line": line}
    return {"parseError": {"source": place, "message": message}}


def hook(identity: str, name: str, kind: str) -> Envelope:
    reference = {"uri": "sayso/report/plugin.py"}
    return {"hook": {"id": identity, "name": name, "type": kind, "sourceReference": reference}}


def step_definition(identity: str, pattern: str, kind: str, location: str) -> Envelope:
    """`location` reads "steps/cart.py:12"; the line may be missing."""
    uri, _, line = location.rpartition(":")
    reference: Envelope = {"uri": uri or location}
    if uri and line.isdigit():
        reference["location"] = {"line": int(line)}
    expression = "REGULAR_EXPRESSION" if kind == "re" else "CUCUMBER_EXPRESSION"
    body = {"id": identity, "pattern": {"source": pattern, "type": expression}}
    return {"stepDefinition": {**body, "sourceReference": reference}}


def suggestion(identity: str, pickle_step_id: str, code: str) -> Envelope:
    snippets = [{"language": "python", "code": code}]
    return {"suggestion": {"id": identity, "pickleStepId": pickle_step_id, "snippets": snippets}}


def run_started(identity: str, at_ns: int) -> Envelope:
    return {"testRunStarted": {"id": identity, "timestamp": split_ns(at_ns)}}


def run_finished(identity: str, success: bool, message: str, at_ns: int) -> Envelope:
    body: Envelope = {"success": success, "timestamp": split_ns(at_ns)}
    if message:
        body["message"] = message
    return {"testRunFinished": {**body, "testRunStartedId": identity}}


def test_case(
    identity: str, pickle_id: str, run_id: str, steps: Sequence[Mapping[str, Any]]
) -> Envelope:
    body = {"id": identity, "pickleId": pickle_id, "testRunStartedId": run_id}
    return {"testCase": {**body, "testSteps": list(steps)}}


def match_arguments(arguments: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The StepMatchArgumentsList of (start, end, text, name, type name) tuples.

    A group that took no part in the match is left out: the schema has no empty group.
    """
    found = []
    for start, _end, text, _name, type_name in arguments:
        if text is None:
            continue
        one: Envelope = {"group": {"start": start, "value": text, "children": []}}
        if type_name not in ("", "str"):  # a parameter type is something of Cucumber expressions
            one["parameterTypeName"] = type_name
        found.append(one)
    return {"stepMatchArguments": found}


def case_started(
    identity: str, case_id: str, attempt: int, at_ns: int, worker: str = ""
) -> Envelope:
    body: Envelope = {"id": identity, "testCaseId": case_id, "attempt": attempt}
    if worker:
        body["workerId"] = worker
    return {"testCaseStarted": {**body, "timestamp": split_ns(at_ns)}}


def case_finished(started_id: str, will_be_retried: bool, at_ns: int) -> Envelope:
    body = {"testCaseStartedId": started_id, "willBeRetried": will_be_retried}
    return {"testCaseFinished": {**body, "timestamp": split_ns(at_ns)}}


def step_started(started_id: str, step_id: str, at_ns: int) -> Envelope:
    body = {"testCaseStartedId": started_id, "testStepId": step_id}
    return {"testStepStarted": {**body, "timestamp": split_ns(at_ns)}}


def step_finished(started_id: str, step_id: str, result: Mapping[str, Any], at_ns: int) -> Envelope:
    body = {"testCaseStartedId": started_id, "testStepId": step_id, "testStepResult": result}
    return {"testStepFinished": {**body, "timestamp": split_ns(at_ns)}}


def result(
    status: str, duration_ns: int = 0, message: str = "", error: ErrorFacts | None = None
) -> dict[str, Any]:
    body: Envelope = {"status": status, "duration": split_ns(duration_ns)}
    if error is not None:
        body["message"] = message or error["trace"] or error["message"]
        exception = {"type": error["type"], "message": error["message"]}
        body["exception"] = {**exception, "stackTrace": error["trace"]}
    elif message:
        body["message"] = message
    return body


def run_attachment(run_id: str, media_type: str, body: str, file_name: str = "") -> Envelope:
    """A fact about the whole run, as text."""
    content: Envelope = {"body": body, "contentEncoding": "IDENTITY", "mediaType": media_type}
    if file_name:
        content["fileName"] = file_name
    return {"attachment": {**content, "testRunStartedId": run_id}}


def step_attachment(started_id: str, step_id: str, entry: Mapping[str, Any]) -> Envelope:
    """A piece of evidence; what lies in a file of its own is named by `url`."""
    content: Envelope = {
        "body": entry.get("text", ""),
        "contentEncoding": "IDENTITY",
        "mediaType": entry["media_type"],
        "testCaseStartedId": started_id,
        "testStepId": step_id,
        "timestamp": split_ns(entry["at_ns"]),
    }
    if entry.get("path"):
        content["url"] = entry["path"]
    if entry.get("title"):
        content["fileName"] = entry["title"]
    return {"attachment": content}
