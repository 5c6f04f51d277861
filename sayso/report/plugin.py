"""The report's part of a run: quarantine, recording, JUnit, history, pages."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sayso.collection.discovery import has_features, only_shows
from sayso.gc_pause import collector_resting
from sayso.report import junit, quarantine
from sayso.report.beginning import start_over
from sayso.report.expected_scenarios import Holdings
from sayso.report.history import FILE_NAME
from sayso.report.recorder import Recorder
from sayso.report.recorder_plugin import Recording
from sayso.report.stream import RECORDING
from sayso.settings import Settings


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", quarantine.MARKER)
    entries, today = _entries(config), datetime.now(tz=UTC).date()
    register = config.pluginmanager.register
    register(quarantine.QuarantinePlugin(entries, today), "sayso-quarantine")
    if only_shows(config) or config.getoption("sayso_no_report", False):
        return
    register(Recorder(), "sayso-recorder")
    # A run without features leaves the last report of the features alone.
    if hasattr(config, "workerinput") or not has_features(config):
        return
    reports = Settings.of(config).reports
    junit.write_by_default(config, reports)
    recording = Recording(config, reports / RECORDING)
    register(recording, "sayso-recording")
    register(Ending(config, recording, entries, today), "sayso-ending")


def _entries(config: pytest.Config) -> list[quarantine.Entry]:
    try:
        return quarantine.read_entries(Settings.of(config).quarantine)
    except quarantine.QuarantineError as error:
        raise pytest.UsageError(str(error)) from error


class Ending:
    """Ends a run: the quarantine's verdict, the last message, the history, the pages."""

    def __init__(
        self,
        config: pytest.Config,
        recording: Recording,
        entries: list[quarantine.Entry],
        today: date,
    ) -> None:
        self._recording = recording
        self._entries = entries
        self._today = today
        self._complaints: list[str] = []
        self._reports = Settings.of(config).reports
        self._history = _history_path(config)
        self._single = bool(config.getoption("sayso_report_single", False))
        self._start_page: Path | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        start_over(self._reports)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        yield
        examples = Holdings.of(session).examples.values()
        self._complaints = [*quarantine.complaints(examples, self._entries, self._today)]
        if self._complaints and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        with collector_resting():  # what is made now is needed to the end
            run = self._recording.finish(session, self._complaints)
            from sayso.cli.report import draw  # Jinja2, Markdown: only the process that draws

            self._start_page = draw(run, self._reports, self._history, single=self._single)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for complaint in self._complaints:
            terminalreporter.write_line(f"Quarantine: {complaint}", red=True)
        if self._start_page is not None:
            terminalreporter.write_line(f"Report: {self._start_page}")


def _history_path(config: pytest.Config) -> Path:
    """history.jsonl beside the report, or where --report-history says."""
    given = config.getoption("sayso_report_history", None)
    return (
        config.invocation_params.dir / given if given else Settings.of(config).reports / FILE_NAME
    )
