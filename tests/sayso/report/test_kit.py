"""The samples of the Cucumber Compatibility Kit, run by sayso, against the kit's recordings.

From @cucumber/compatibility-kit 30.0.0. Compared are the documents, the pickles, and for each
attempt the statuses, the values taken from the text, the attachments and whether it was retried.
Not compared, as in cucumber-js's own check: ids, times, places, messages and traces of errors. Our
set-up and tear-down, which every test case has, are left out when they passed.

Of the kit's 46 samples 19 are here. The others do not apply:

- ambiguous, retry-ambiguous, undefined, undefined-multiple, retry-undefined, all-statuses,
  examples-tables-undefined, examples-tables-undefined-multiple, failedish-combinations, empty,
  unknown-parameter-type, rules-backgrounds, cdata: an undefined or ambiguous step, a scenario
  without steps, a value of an unknown type, a rule without a title, or words in angle brackets
  outside of an outline are errors before anything runs.
- hooks, hooks-attachment, hooks-conditional, hooks-named, hooks-skipped, hooks-undefined,
  skipped-failing-hook, global-hooks, global-hooks-afterall-error, global-hooks-attachments,
  global-hooks-beforeall-error, test-run-exception: pytest has fixtures where Cucumber has hooks.
- markdown: features are written in plain Gherkin.
- multiple-features-reversed: the order of tests is pytest's affair (-p random_order and others).
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sayso.report.messages import Envelope
from sayso.report.reader import read_messages
from tests.projects.report_kit_steps import REGULAR_EXPRESSION, STEPS
from tests.projects.report_project import Project
from tests.projects.report_schema import complaints

KIT = Path(__file__).parents[2] / "compat/cucumber/kit"
SAMPLES = sorted(path.name for path in KIT.iterdir() if path.is_dir())
# What differs between two recordings of the same run.
IGNORED = {"id", "uri", "astNodeId", "astNodeIds", "location", "comments"}


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples in one run of one project."""
    project = Project.at(tmp_path_factory.mktemp("kit"), steps=STEPS)
    shutil.rmtree(project.root / "features")
    for sample in SAMPLES:
        shutil.copytree(KIT / sample, project.root / "features" / sample)
    own_steps = project.root / "features/regular-expression/conftest.py"
    own_steps.write_text(REGULAR_EXPRESSION, encoding="utf-8")
    settings = project.root / "pyproject.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('"@REQ-', '"*", "@REQ-'), encoding="utf-8"
    )
    finished = project.run()
    assert (project.reports / "messages.ndjson").is_file(), finished.stdout + finished.stderr
    return project.reports / "messages.ndjson"


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_recorded_as_the_kit_records_it(sample: str, recording: Path) -> None:
    ours = Told(read_messages(recording), f"features/{sample}/", recording.parent)
    theirs = Told(read_messages(KIT / sample / f"{sample}.ndjson"), "samples/", KIT)
    assert ours.documents == theirs.documents
    assert ours.pickles == theirs.pickles
    assert ours.attempts == theirs.attempts


def test_the_recording_of_all_samples_keeps_to_the_schema(recording: Path) -> None:
    assert complaints(recording) == []


def test_unused_definitions_are_recorded(recording: Path) -> None:
    definitions = [
        each["stepDefinition"] for each in read_messages(recording) if "stepDefinition" in each
    ]
    sources = {each["pattern"]["source"] for each in definitions}
    assert {"a step that is used", "a step that is not used"} <= sources


class Told:
    """What a recording tells of the features below a folder, without what may differ."""

    def __init__(self, envelopes: Iterable[Envelope], below: str, folder: Path) -> None:
        self.documents: list[Any] = []
        self.pickles: list[Any] = []
        self.attempts: list[Any] = []
        self._folder = folder
        self._cases: dict[str, dict[str, Any]] = {}
        self._open: dict[str, dict[str, Any]] = {}
        self._mine: set[str] = set()
        for envelope in envelopes:
            for kind, body in envelope.items():
                self._take(kind, body, below)
        self.attempts = [self.attempts[i] for i in _order(self.attempts)]

    def _take(self, kind: str, body: Mapping[str, Any], below: str) -> None:
        if kind == "gherkinDocument" and body["uri"].startswith(below):
            self.documents.append(plain(body))
        elif kind == "pickle" and body["uri"].startswith(below):
            self._mine.add(body["id"])
            self.pickles.append(plain(body))
        elif kind == "testCase" and body["pickleId"] in self._mine:
            self._cases[body["id"]] = dict(body)
        elif kind == "testCaseStarted" and body["testCaseId"] in self._cases:
            self._start(body)
        elif body.get("testCaseStartedId") in self._open:
            self._event(kind, body, self._open[body["testCaseStartedId"]])

    def _start(self, body: Mapping[str, Any]) -> None:
        case = self._cases[body["testCaseId"]]
        steps = {step["id"]: step for step in case["testSteps"]}
        attempt = {"case": case["pickleId"], "attempt": body["attempt"], "steps": [], "files": []}
        self._open[body["id"]] = {**attempt, "by_id": steps}

    def _event(self, kind: str, body: Mapping[str, Any], attempt: dict[str, Any]) -> None:
        if kind == "testStepFinished":
            step = attempt["by_id"][body["testStepId"]]
            status = body["testStepResult"]["status"]
            if "pickleStepId" in step or status != "PASSED":
                attempt["steps"].append((status, arguments(step)))
        elif kind == "attachment":
            attempt["files"].append(
                (body["mediaType"], body.get("fileName", ""), self._content(body))
            )
        elif kind == "testCaseFinished":
            retried = body["willBeRetried"]
            self.attempts.append((attempt["attempt"], attempt["steps"], attempt["files"], retried))

    def _content(self, body: Mapping[str, Any]) -> bytes:
        if body.get("url"):
            return Path(self._folder, body["url"]).read_bytes()
        if body["contentEncoding"] == "BASE64":
            return base64.b64decode(body["body"])
        return str(body["body"]).encode()


def _order(attempts: list[Any]) -> list[int]:
    return sorted(range(len(attempts)), key=lambda index: repr(attempts[index]))


def arguments(step: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """Where the values stand, what they are, and the name of their type."""
    return [
        (found["group"]["start"], found["group"]["value"], found.get("parameterTypeName", ""))
        for each in step.get("stepMatchArgumentsLists", ())
        for found in each["stepMatchArguments"]
        if "start" in found["group"]
    ]


def plain(node: Any) -> Any:
    """The same without what may differ; empty lists and texts are as good as none."""
    if isinstance(node, list):
        return [plain(each) for each in node]
    if isinstance(node, dict):
        kept = {key: plain(value) for key, value in node.items() if key not in IGNORED}
        return {key: value for key, value in kept.items() if value not in ("", [])}
    return node.rstrip() if isinstance(node, str) else node
