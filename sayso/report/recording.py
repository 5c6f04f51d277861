"""Records a run: every worker notes its attempts, the controller writes and draws them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sayso.evidence.redaction import redact_text
from sayso.gherkin.discovery import feature_files
from sayso.gherkin.document import Example
from sayso.gherkin.reading import uri_of
from sayso.report import junit, messages
from sayso.report.circumstances import circumstances, meta
from sayso.report.documents import readable
from sayso.report.drawing import draw
from sayso.report.introductions import introductions
from sayso.report.recorder import SENTENCES, Recorder, own_definitions
from sayso.report.stream import MessageStream
from sayso.report.writer import RunWriter
from sayso.settings import Settings

RECORDING = "messages.ndjson"
CIRCUMSTANCES = "application/vnd.sayso.run+json"


def pytest_configure(config: pytest.Config) -> None:
    if config.option.collectonly or config.getoption("sayso_no_report", False):
        return
    config.pluginmanager.register(Recorder(), "sayso-recorder")
    if hasattr(config, "workerinput"):
        return
    files = feature_files(config)
    if files:  # a run without features leaves the last report of the features alone
        junit.write_by_default(config, Settings.of(config).reports)
        config.pluginmanager.register(Recording(config, files), "sayso-recording")


class Recording:
    """Controller side: the one place where the reports of all workers come together."""

    def __init__(self, config: pytest.Config, files: list[Path]) -> None:
        self._config = config
        self._files = files
        self._documents = [*readable(files, config.rootpath)]
        self._reports = Settings.of(config).reports
        self._examples = {
            each.identity: each for document in self._documents for each in document.examples
        }
        self._others = 0
        self._page: Path | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        self._writer = writer = RunWriter(MessageStream(self._reports / RECORDING))
        writer.stream.write(meta())
        for document in self._documents:
            writer.add_document(document.uri, document.text, document.ast, document.pickles)
        writer.start(time.time_ns())
        self._attach(CIRCUMSTANCES, json.dumps(circumstances(self._config)))
        for path, text in introductions(self._files).items():
            self._attach("text/markdown", text, uri_of(path, self._config.rootpath))

    def _attach(self, media_type: str, body: str, name: str = "") -> None:
        run_id = self._writer.run_id
        self._writer.stream.write(messages.run_attachment(run_id, media_type, body, name))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        example = self._example(report.nodeid)
        if str(report.when) == "???":
            self._crash(report, example)
        elif hasattr(report, "sayso"):
            self._writer.report(report)
        elif report.failed:
            self._others += 1
        if example is not None:
            junit.name_scenario(self._config, report, example)

    def _crash(self, report: pytest.TestReport, example: Example | None) -> None:
        pickle_id = None if example is None else example.pickle["id"]
        self._writer.crash(report, pickle_id, time.time_ns())

    def _example(self, nodeid: str) -> Example | None:
        """The example behind a node id; browsers of pytest-playwright add "[name]" to it."""
        found = self._examples.get(nodeid)
        return found or self._examples.get(nodeid.rpartition("[")[0])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            for line, text in problems(report.nodeid, redact_text(report.longreprtext)):
                self._writer.stream.write(messages.parse_error(report.nodeid, line, text))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Takes what a worker sends home at its end; one that crashed sends nothing."""
        self._define(getattr(node, "workeroutput", {}).get(SENTENCES, ()))

    def _define(self, definitions: Iterable[tuple[str, str, str]]) -> None:
        for pattern, kind, location in definitions:
            self._writer.define(pattern, kind, location)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._define(own_definitions(session))
        success = session.exitstatus == pytest.ExitCode.OK
        self._writer.finish(success, self._remark(session), time.time_ns())
        self._page = draw(self._reports)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._page is not None:
            terminalreporter.write_line(f"Report: {self._page}")

    def _remark(self, session: pytest.Session) -> str:
        if session.exitstatus == pytest.ExitCode.INTERRUPTED:
            return "The run was interrupted."
        if self._others:
            return f"{self._others} failures in tests that are no scenarios."
        return ""


def problems(uri: str, text: str) -> Iterator[tuple[int | None, str]]:
    """The problems in a report of collection, each with the line it begins with, if it does."""
    begin = re.compile(rf"^{re.escape(uri)}:(\d+): ", re.MULTILINE)
    places = [*begin.finditer(text)]
    if not places:
        yield None, text
    ends = [place.start() for place in places[1:]] + [len(text)]
    for place, end in zip(places, ends, strict=True):
        yield int(place[1]), text[place.end() : end].strip()
