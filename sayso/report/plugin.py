"""The report's part of a run: one model of it for the summary, the exit code and the pages."""

from __future__ import annotations

from collections.abc import Generator
from importlib import resources
from pathlib import Path

import pytest

from sayso.collection.discovery import has_features, only_shows, path_of
from sayso.evidence.leak_scan import found_secrets
from sayso.gc_pause import collector_resting
from sayso.report import junit, kept_runs, quarantine
from sayso.report.history import FILE_NAME
from sayso.report.html.urls import SINGLE_PAGE, START_PAGE
from sayso.report.message_recorder import MessageRecorder
from sayso.report.messages import RECORDING
from sayso.report.model import Run
from sayso.report.recorder import OutcomeRecorder, StepRecorder
from sayso.report.summary import internal_errors, summary_lines, write_summary
from sayso.report.tally import CRASHED, ENDED, Tally, TallyPlugin
from sayso.report.teardown_errors import fail, note_error
from sayso.settings import Settings

UNFINISHED = "unfinished.html"


def pytest_configure(config: pytest.Config) -> None:
    if only_shows(config):
        return
    register = config.pluginmanager.register
    # A run without features leaves the last report of the features alone.
    if not has_features(config):
        return
    silent = config.getoption("sayso_no_report", False)
    register(OutcomeRecorder() if silent else StepRecorder(), "sayso-step-recorder")
    if hasattr(config, "workerinput"):
        return
    if config.getoption("sayso_format") == "agent":
        from sayso.report import agent  # no other run needs it

        agent.be_brief(config)
    reports = None if silent else Settings.of(config).reports
    tally = TallyPlugin(config)
    recorder = MessageRecorder(config, tally, reports / RECORDING if reports else None)
    if reports:
        junit.write_by_default(config, reports)
    register(tally, "sayso-tally")
    register(recorder, "sayso-message-recorder")
    quarantined = config.stash[quarantine.PLUGIN]
    register(ReportPlugin(config, tally, recorder, quarantined, reports), "sayso-report")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Says why a run of a features folder found nothing at all."""
    if exitstatus != pytest.ExitCode.NO_TESTS_COLLECTED or only_shows(config):
        return
    features = Settings.of(config).features
    places = [path_of(argument, config) for argument in config.args]
    asked = any(place.is_relative_to(folder) for place in places for folder in features)
    if asked and not has_features(config) and "deselected" not in terminalreporter.stats:
        names = ", ".join(config.args)
        terminalreporter.line(
            f"Nothing ran: there is no scenario in {names} (feature files end in .feature)"
        )


class ReportPlugin:
    """Ends a run: exit code, summary, last message, JUnit, history, pages."""

    def __init__(
        self,
        config: pytest.Config,
        tally: TallyPlugin,
        recorder: MessageRecorder,
        quarantined: quarantine.QuarantinePlugin,
        reports: Path | None,
    ) -> None:
        self._config = config
        self._tally_plugin = tally
        self._tally: Tally | None = None
        self._recorder = recorder
        self._quarantine = quarantined
        self._reports = reports
        self._last_lines: list[tuple[str, bool]] = []
        self._drawn = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        if self._reports is not None:
            start_over(self._reports)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        with collector_resting():  # what is made now is needed to the end
            self._tally = self._recorder.take_tally(session)
        self._judge(session, self._tally)
        yield
        examples = self._recorder.expected.examples.values()
        complaints = [*self._quarantine.complaints(examples)]
        if complaints:
            fail(session)
            self._last_lines += [(f"Quarantine: {complaint}", True) for complaint in complaints]
        run = self._recorder.finish(session, complaints)
        if self._reports is not None:
            self._write(session, run, self._reports)
        try:
            session.config.hook.pytest_sayso_run_finished(config=session.config, run=run)
        except Exception as error:  # noqa: BLE001  # of a conftest.py: any
            note_error(session.config, error)
            fail(session)

    def _judge(self, session: pytest.Session, tally: Tally) -> None:
        """The exit code, where the scenarios say something else than pytest's."""
        if self._tally_plugin.missed:  # without workers pytest sees to that itself
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
        if tally.lost or tally.unknown:
            session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
        elif CRASHED in tally.reasons.values() and session.exitstatus in ENDED:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        elif self._recorder.run.is_unsolved:
            fail(session)

    def _write(self, session: pytest.Session, run: Run, reports: Path) -> None:
        try:
            self._last_lines.append((f"Report: {self._draw(run, reports)}", False))
            self._drawn = True
        except OSError as error:  # like a full disk
            fail(session)
            line = f"The report in {reports} is incomplete: {error.strerror or error}"
            self._last_lines.append((line, True))

    def _draw(self, run: Run, reports: Path) -> Path:
        writer = self._recorder.writer
        if writer.stream.error is not None:
            raise writer.stream.error
        junit.mend(self._config, writer.unfinished, self._recorder.retried)
        from sayso.report.draw import draw  # Jinja2, Markdown: only the process that draws

        settings = Settings.of(self._config)
        kept_runs.make_room(reports, settings.keep_runs, settings.keep_megabytes)
        single = bool(self._config.getoption("sayso_report_single", False))
        given = self._config.getoption("sayso_report_history", None)
        history = self._config.invocation_params.dir / given if given else reports / FILE_NAME
        return draw(run, reports, history, single=single)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        self._keep()
        for missed in self._tally_plugin.missed:
            terminalreporter.line(f"ERROR: {missed}", red=True)
        if self._config.getoption("sayso_format") == "agent":
            self._tell_agent(terminalreporter)
        elif self._tally is not None:
            unreadable = self._recorder.expected.unreadable
            write_summary(terminalreporter, self._recorder.given, self._tally, unreadable)
        if seed := self._config.getoption("randomly_seed", None):
            terminalreporter.line(f"The order was random; repeat it with --randomly-seed={seed}")
        for text, is_error in self._last_lines:
            terminalreporter.line(text, red=is_error)

    def _keep(self) -> None:
        """Keep a whole report that holds no secret."""
        if self._reports is None or not self._drawn or found_secrets(self._config):
            return
        try:
            if Settings.of(self._config).keep_runs:
                kept_runs.keep(self._reports, self._recorder.run.started_ns)
        except OSError as error:  # like a full disk
            line = f"This run could not be kept in {self._reports}/runs: {error.strerror or error}"
            self._last_lines.append((line, True))

    def _tell_agent(self, terminalreporter: pytest.TerminalReporter) -> None:
        from sayso.report import agent

        reasons = self._tally.reasons if self._tally else {}
        started_in = self._config.invocation_params.dir
        failed = [
            *terminalreporter.stats.get("failed", ()),
            *terminalreporter.stats.get("error", ()),
        ]
        known = self._recorder.expected
        others = [
            each
            for each in failed
            if isinstance(each, pytest.TestReport) and known.example_of(each.nodeid) is None
        ]
        terminalreporter.line(next(summary_lines(self._recorder.given, reasons)))
        for line in (
            *agent.lines_of(self._recorder.run, self._reports, started_in),
            *agent.of_tests(others),
            *(internal_errors(self._tally) if self._tally else ()),
        ):
            terminalreporter.line(line)


def start_over(reports: Path) -> None:
    """Put up a start page that says the run has not ended; the end of the run draws the real one.

    What a run may end without, killed or asked to write elsewhere, is deleted: the messages,
    JUnit's file and the report in one file.
    """
    for name in (RECORDING, junit.FILE_NAME, SINGLE_PAGE):
        (reports / name).unlink(missing_ok=True)
    page = resources.files("sayso.report.html").joinpath("assets", UNFINISHED)
    (reports / START_PAGE).unlink(missing_ok=True)  # the last run may be kept
    (reports / START_PAGE).write_bytes(page.read_bytes())
