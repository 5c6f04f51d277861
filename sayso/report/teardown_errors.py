"""An error at the very end of a run does not take the sum and the report with it.

pytest tears down at its end what an interrupted scenario left open. What fails there, or in
anybody's pytest_sessionfinish, would keep all others from ending the run.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple

import pytest

from sayso.redaction.rules import redact_text


class EndingError(NamedTuple):
    """What was raised: in one line, and with its traceback."""

    headline: str
    text: str


ERRORS = pytest.StashKey[list[EndingError]]()
AFTER_A_DEATH = (
    "Its last fixtures may not be torn down, and its plugins may not have ended. "
    "Run with -n0 to see in one process what ended it: a crash, a kill, os._exit()."
)
SENT_HOME = "sayso_errors_at_the_end"  # the key under which a worker tells of its own


def errors_at_the_end(config: pytest.Config) -> list[EndingError]:
    """Those of this process and of its workers."""
    return config.stash.setdefault(ERRORS, [])


def note_error(config: pytest.Config, error: Exception) -> None:
    """Report an error in the summary, and let it fail the run."""
    info = pytest.ExceptionInfo.from_exception(error)
    headline, text = info.exconly().partition("\n")[0], str(info.getrepr(style="short"))
    noted = errors_at_the_end(config)
    noted.append(EndingError(redact_text(headline), redact_text(text)))
    home = getattr(config, "workeroutput", None)
    if home is not None:
        home[SENT_HOME] = [[*error] for error in noted]


def fail(session: pytest.Session) -> None:
    """Let the run fail, unless it ends for a reason of its own."""
    if session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(SessionFinishGuard(config), "sayso.report.teardown_errors.run")


class SessionFinishGuard:
    """Registered last, so that it stands between all others and what they may raise."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._death: EndingError | None = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        sent = getattr(node, "workeroutput", {}).get(SENT_HOME, ())
        errors_at_the_end(self._config).extend(EndingError(*error) for error in sent)
        if error is not None and not hasattr(node, "workeroutput"):
            headline = f"worker {node.gateway.id} died while it ran no test ({error})"
            self._death = EndingError(headline, f"{headline}.\n{AFTER_A_DEATH}")
            errors_at_the_end(self._config).append(self._death)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A worker that died over a test is reported by that test."""
        if str(report.when) == "???" and self._death:  # pytest-xdist's, which follows at once
            errors_at_the_end(self._config).remove(self._death)
            self._death = None

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001  # whatever it is, it is reported and fails the run
            note_error(self._config, error)
        if errors_at_the_end(self._config):
            fail(session)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for error in errors_at_the_end(self._config):
            terminalreporter.section("error at the end of the run", red=True)
            terminalreporter.line(error.text)
