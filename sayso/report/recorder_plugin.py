"""Controller side: the one place where the reports of all workers come together."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.gc_pause import collector_resting
from sayso.gherkin.reader import uri_of
from sayso.redaction.rules import redact_text
from sayso.report import messages
from sayso.report.documents import step_at
from sayso.report.expected_scenarios import Holdings
from sayso.report.junit import ScenarioCases
from sayso.report.model import INTERRUPTED, Run
from sayso.report.reader import RunReader
from sayso.report.readmes import introductions
from sayso.report.recorder import SENTENCES
from sayso.report.run_metadata import CIRCUMSTANCES, DESELECTED, UNDEFINED, circumstances, meta
from sayso.report.sentences import MEDIA_TYPE, known_sentences
from sayso.report.stream import MessageStream
from sayso.report.tally import census_of
from sayso.report.teardown_errors import errors_at_the_end
from sayso.report.writer import RunWriter
from sayso.text import plural
from sayso.xdist import DIFFERING, tells_of_differing

FLAKY_STATUS = 7  # of pytest-rerunfailures, for --fail-on-flaky


class Recording:
    """Writes what happens in a run into its recording, from its first moment to its last."""

    def __init__(self, config: pytest.Config, path: Path) -> None:
        self._config = config
        self._path = path
        self._sentences: list[Mapping[str, Any]] = []
        self._undefined: set[str] = set()
        self._other_failures = 0
        self._differing = False
        self._junit = ScenarioCases(config)
        self._reader = RunReader()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Begins with what the files hold, after those who make feature files at this moment."""
        with collector_resting():  # documents stay to the end
            self._holdings = Holdings.of(session)
        self._writer = writer = RunWriter(MessageStream(self._path, self._reader.take))
        writer.stream.write(meta())
        for document in self._holdings.documents:
            writer.add_document(document)
        writer.start(time.time_ns())
        self._attach(CIRCUMSTANCES, json.dumps(circumstances(self._config)))
        for path, text in introductions([each.path for each in self._holdings.documents]).items():
            self._attach("text/markdown", text, uri_of(path, self._config.rootpath))

    def _attach(self, media_type: str, body: str, name: str = "") -> None:
        run_id = self._writer.run_id
        self._writer.stream.write(messages.run_attachment(run_id, media_type, body, name))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        example = self._holdings.examples.get(self._holdings.behind(report.nodeid))
        if str(report.when) == "???":  # pytest-xdist's report of a worker that died
            pickle_id = None if example is None else example.pickle["id"]
            self._writer.crash(report, pickle_id, time.time_ns())
        elif hasattr(report, "sayso"):
            self._writer.report(report)
        elif report.failed and example is None:
            self._other_failures += 1
        if example is not None:
            self._junit.note(report, example)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Writes down what keeps scenarios from running."""
        self._differing |= tells_of_differing(report)
        if not report.failed or self._differing:
            return
        self._undefined.update(getattr(report, "sayso_undefined", ()))
        for uri, line, text in problems(report):
            self._writer.stream.write(messages.parse_error(uri, line, text))
        for each in getattr(report, "sayso_problems", ()):
            if each["rule"] == "undefined-step":
                self._suggest(each)

    def _suggest(self, problem: Mapping[str, Any]) -> None:
        """Writes down the code to begin with for a step that has none."""
        documents = self._holdings.documents
        document = next((each for each in documents if each.uri == problem["uri"]), None)
        step = step_at(document, problem["line"]) if document is not None else None
        if step is not None:
            self._writer.suggest(step, redact_text(problem["remedy"]))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Takes what a worker sends home at its end; one that crashed sends nothing."""
        self._define(getattr(node, "workeroutput", {}).get(SENTENCES, ()))

    def _define(self, sentences: Sequence[Mapping[str, Any]]) -> None:
        """Writes down every sentence; the first worker that ends tells for all."""
        if self._sentences or not sentences:
            return
        self._sentences = [*sentences]
        with self._writer.stream.together():
            for each in sentences:
                self._writer.define(each["pattern"], each["kind"], each["location"])
        self._attach(MEDIA_TYPE, json.dumps(self._sentences, ensure_ascii=False))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        self._junit.finish()

    def finish(self, session: pytest.Session, remarks: Iterable[str]) -> Run:
        """Ends the recording with the verdict of the whole run; returns what it tells."""
        self._define(known_sentences(session))
        if self._undefined:
            self._attach(UNDEFINED, json.dumps(sorted(self._undefined)))
        census = census_of(session)
        if census is not None and (left_out := census.called("deselected")):
            self._attach(DESELECTED, json.dumps(left_out))
        for nodeid in census.untried if census is not None else ():
            example = self._holdings.examples[self._holdings.behind(nodeid)]
            self._writer.leave_untried(nodeid, example.pickle["id"])
        said = " ".join([*remarks, *self._remarks(session)])
        # pytest.exit() may ask for any exit code
        success = session.exitstatus == pytest.ExitCode.OK and not self._reader.run.is_unsolved
        self._writer.finish(success, said, time.time_ns())
        run = self._reader.end()
        del self._reader, self._writer  # pytest keeps its plugins; the run may go when it is drawn
        return run

    def _remarks(self, session: pytest.Session) -> Iterator[str]:
        if session.exitstatus == pytest.ExitCode.INTERRUPTED:
            yield INTERRUPTED
        if session.exitstatus == FLAKY_STATUS:
            yield "The run failed because scenarios were flaky (--fail-on-flaky)."
        if self._differing:
            yield f"Nothing ran: {DIFFERING}."
        for error in errors_at_the_end(self._config):
            yield f"The end of the run failed: {error.headline}."
        if self._other_failures:
            yield f"{plural(self._other_failures, 'failure')} in tests that are no scenarios."


def problems(report: pytest.CollectReport) -> Iterator[tuple[str, int | None, str]]:
    """What a failed collection tells: each problem with its file and line, or one text for all."""
    told = getattr(report, "sayso_problems", None)
    if told is None:
        yield report.nodeid, None, redact_text(report.longreprtext)
        return
    for each in told:
        said = (each["text"], each["reason"], each["remedy"])
        yield each["uri"], each["line"], redact_text("\n".join(part for part in said if part))
