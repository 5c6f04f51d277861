"""Controller side: what happens in a run becomes messages, and the messages become the run."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.gc_pause import collector_resting
from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.reader import uri_of
from sayso.redaction.rules import redact_text
from sayso.report import messages
from sayso.report.expected_scenarios import ExpectedScenarios
from sayso.report.model import INTERRUPTED, Outcome, Run
from sayso.report.outcome import will_be_retried
from sayso.report.reader import RunReader
from sayso.report.recorder import BOUND, BOUND_HOME, STEPS
from sayso.report.run_metadata import (
    BOUND_TESTS,
    CIRCUMSTANCES,
    DESELECTED,
    NOT_READ,
    UNDEFINED,
    circumstances,
    meta,
)
from sayso.report.step_list import MEDIA_TYPE, step_list
from sayso.report.tally import Tally, TallyPlugin
from sayso.report.teardown_errors import errors_at_the_end
from sayso.report.writer import MessageStream, RunWriter
from sayso.text import plural
from sayso.xdist import DIFFERING, tells_of_differing

FLAKY_STATUS = 7  # of pytest-rerunfailures, for --fail-on-flaky
README = "readme.md"


class MessageRecorder:
    """Takes the reports of all workers; `path` is the file of messages, or None for no report."""

    def __init__(self, config: pytest.Config, tally: TallyPlugin, path: Path | None) -> None:
        self._config = config
        self._tally = tally
        self._path = path
        self._steps: list[Mapping[str, Any]] = []
        self._other_failures = 0
        self._reader = RunReader()
        self.retried: set[str] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Begins with what the files hold, after those who make feature files at this moment."""
        with collector_resting():  # documents stay to the end
            self.expected = ExpectedScenarios.of(session)
        self.writer = writer = RunWriter(
            MessageStream(self._path, self._reader.take), brief=self._path is None
        )
        writer.stream.write(meta())
        for document in self.expected.documents:
            writer.add_document(document)
        writer.start(time.time_ns())
        if self._path is not None:
            self._attach(CIRCUMSTANCES, json.dumps(circumstances(self._config)))
            self._introduce(self.expected.documents)

    def _introduce(self, documents: Iterable[FeatureDocument]) -> None:
        for path in _readmes(documents):
            text = path.read_text(encoding="utf-8", errors="replace")
            self._attach("text/markdown", text, uri_of(path, self._config.rootpath))

    def _attach(self, media_type: str, body: str, name: str = "") -> None:
        run_id = self.writer.run_id
        self.writer.stream.write(messages.run_attachment(run_id, media_type, body, name))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        bound = vars(report).get("sayso", {}).get("bound")
        if bound:
            self._bind(report.nodeid, bound)
        example = self.expected.example_of(report.nodeid)
        if will_be_retried(report):
            self.retried.add(report.nodeid)
        if hasattr(report, "sayso"):
            self.writer.report(report)
        elif isinstance(report, pytest.SubtestReport):
            pass  # of a step; its scenario fails with it
        elif example is not None and (report.failed or str(report.when) == "???"):
            self.writer.crash(report, example.pickle["id"], time.time_ns())
        elif example is None and report.failed:
            self._other_failures += 1

    def _bind(self, nodeid: str, identity: str) -> None:
        """Takes a test of an ordinary pytest-bdd module for the scenario that it runs."""
        if nodeid not in self.expected.bound:
            document = self.expected.bind(nodeid, identity, self._config.rootpath.resolve())
            if document is not None:
                self.writer.add_document(document)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if not report.failed or tells_of_differing(report) or self._tally.differing:
            return
        for uri, line, text in problems(report):
            self.writer.stream.write(messages.parse_error(uri, line, text))
        for problem in getattr(report, "sayso_problems", ()):
            if problem["rule"] == "undefined-step":
                self._suggest(problem)

    def _suggest(self, problem: Mapping[str, Any]) -> None:
        for document in self.expected.documents:
            step = _step_at(document, problem["line"]) if document.uri == problem["uri"] else None
            if step is not None:
                identity, code = self.writer.stream.new_id(), redact_text(problem["remedy"])
                self.writer.stream.write(messages.suggestion(identity, step, code))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Takes what a worker sends home at its end; one that crashed sends nothing."""
        output = getattr(node, "workeroutput", {})
        self._define(output.get(STEPS, ()))
        self._config.stash.setdefault(BOUND, {}).update(output.get(BOUND_HOME, {}))

    def _define(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Writes down every step definition; the first worker that ends speaks for all."""
        if self._steps or not steps:
            return
        self._steps = [*steps]
        with self.writer.stream.together():
            for step in steps:
                self.writer.define(step["pattern"], step["kind"], step["location"])
        self._attach(MEDIA_TYPE, json.dumps(self._steps, ensure_ascii=False))

    def take_tally(self, session: pytest.Session) -> Tally:
        """What became of the scenarios without a result; from now on the run's states are known."""
        for nodeid, identity in self._config.stash.get(BOUND, {}).items():
            self._bind(nodeid, identity)
        if self.expected.bound:
            tests = {identity: nodeid for nodeid, identity in self.expected.bound.items()}
            self._attach(BOUND_TESTS, json.dumps(tests))
        tally = self._tally.take(self.expected, session)
        if self._tally.undefined:
            self._attach(UNDEFINED, json.dumps(self._tally.undefined))
        if tally.deselected:
            self._attach(DESELECTED, json.dumps(tally.deselected))
        for nodeid in tally.untried:
            example = self.expected.example_of(nodeid)
            if example is not None:
                self.writer.leave_untried(nodeid, example.pickle["id"])
        return tally

    @property
    def run(self) -> Run:
        return self._reader.run

    @property
    def given(self) -> list[Outcome]:
        """The outcomes of what the command line named."""
        uris = {document.uri for document in self.expected.documents}
        return [each for each in self.run.outcomes if each.example.document.uri in uris]

    def finish(self, session: pytest.Session, remarks: Iterable[str]) -> Run:
        """Ends the messages with the verdict of the whole run."""
        if self._path is not None:
            self._define(step_list(session))
            self._add_not_given()
        message = " ".join([*remarks, *self._remarks(session)])
        success = session.exitstatus == pytest.ExitCode.OK and not self.run.is_unsolved
        self.writer.finish(success, message, time.time_ns())
        return self._reader.end()

    def _add_not_given(self) -> None:
        """The rest of the project, which nobody asked for: the report says what is known of it."""
        documents, broken = self.expected.not_given(self._config)
        for document in documents:
            self.writer.add_document(document)
        examples = [example.identity for document in documents for example in document.examples]
        if examples:
            self._attach(DESELECTED, json.dumps(examples))
            self._introduce(documents)
        if broken:
            self._attach(NOT_READ, json.dumps(broken))

    def _remarks(self, session: pytest.Session) -> Iterator[str]:
        if session.exitstatus == pytest.ExitCode.INTERRUPTED:
            yield INTERRUPTED
        if session.exitstatus == FLAKY_STATUS:
            yield "The run failed because scenarios were flaky (--fail-on-flaky)."
        if self._tally.differing:
            yield f"Nothing ran: {DIFFERING}."
        for error in errors_at_the_end(self._config):
            yield f"The end of the run failed: {error.headline}."
        if self._other_failures:
            yield f"{plural(self._other_failures, 'failure')} in tests that are no scenarios."


def problems(report: pytest.CollectReport) -> Iterator[tuple[str, int | None, str]]:
    """Why a collection failed: each problem with its file and line, or one text for all."""
    known = getattr(report, "sayso_problems", None)
    if known is None:
        yield report.nodeid, None, redact_text(report.longreprtext)
        return
    for problem in known:
        parts = (problem["text"], problem["reason"], problem["remedy"])
        text = "\n".join(part for part in parts if part)
        yield problem["uri"], problem["line"], redact_text(text)


def _readmes(documents: Iterable[FeatureDocument]) -> Iterator[Path]:
    """The readme.md beside feature files: a folder's introduction, in its author's words."""
    for folder in sorted({document.path.parent for document in documents}):
        yield from (path for path in sorted(folder.glob("*.md")) if path.name.lower() == README)


def _step_at(document: FeatureDocument, line: int) -> str | None:
    """The id of the first pickle step that was written on this line, also in a background."""
    for example in document.examples:
        for step in example.pickle["steps"]:
            if document.node_of(step)["location"]["line"] == line:
                return str(step["id"])
    return None
