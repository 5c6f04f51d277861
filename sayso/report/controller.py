"""Controller side: the one place where the reports of all workers come together."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from sayso.evidence.redaction import redact_text
from sayso.gherkin.document import Example
from sayso.gherkin.reading import uri_of
from sayso.report import junit, messages
from sayso.report.circumstances import CIRCUMSTANCES, circumstances, meta
from sayso.report.documents import readable
from sayso.report.introductions import introductions
from sayso.report.pages.words import plural
from sayso.report.recorder import SENTENCES, own_definitions
from sayso.report.stream import MessageStream
from sayso.report.writer import RunWriter

FLAKY_STATUS = 7  # of pytest-rerunfailures, for --fail-on-flaky


class Recording:
    """Writes what happens in a run into its recording, from its first moment to its last."""

    def __init__(self, config: pytest.Config, files: Sequence[Path], path: Path) -> None:
        self._config = config
        self._files = files
        self._path = path
        self._documents = [*readable(files, config.rootpath)]
        self._examples = {each.identity: each for each in self.examples}
        self._other_failures = 0

    @property
    def examples(self) -> Iterator[Example]:
        """Every example under the given paths, selected or not."""
        for document in self._documents:
            yield from document.examples

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        self._writer = writer = RunWriter(MessageStream(self._path))
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
        if str(report.when) == "???":  # pytest-xdist's report of a worker that died
            pickle_id = None if example is None else example.pickle["id"]
            self._writer.crash(report, pickle_id, time.time_ns())
        elif hasattr(report, "sayso"):
            self._writer.report(report)
        elif report.failed:
            self._other_failures += 1
        if example is not None:
            junit.name_scenario(self._config, report, example)

    def _example(self, nodeid: str) -> Example | None:
        """The example behind a node id; several browsers add "[name]" to it."""
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

    def finish(self, session: pytest.Session, remarks: Iterable[str]) -> None:
        """Ends the recording with the verdict of the whole run."""
        self._define(own_definitions(session))
        said = " ".join([*remarks, *self._remarks(session)])
        success = session.exitstatus == pytest.ExitCode.OK
        self._writer.finish(success, said, time.time_ns())

    def _remarks(self, session: pytest.Session) -> Iterator[str]:
        if session.exitstatus == pytest.ExitCode.INTERRUPTED:
            yield "The run was interrupted."
        if session.exitstatus == FLAKY_STATUS:
            yield "The run failed because scenarios were flaky (--fail-on-flaky)."
        if self._other_failures:
            yield f"{plural(self._other_failures, 'failure')} in tests that are no scenarios."


def problems(uri: str, text: str) -> Iterator[tuple[int | None, str]]:
    """The problems in a report of collection, each with the line it begins with, if it does."""
    begin = re.compile(rf"^{re.escape(uri)}:(\d+): ", re.MULTILINE)
    places = [*begin.finditer(text)]
    if not places:
        yield None, text
        return
    ends = [place.start() for place in places[1:]] + [len(text)]
    for place, end in zip(places, ends, strict=True):
        yield int(place[1]), text[place.end() : end].strip()
