"""What went wrong with the system outside of any scenario: told at the end, and fails the run."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.redaction.rules import redact_text

TROUBLES = pytest.StashKey[list[str]]()
SENT_HOME = "sayso_troubles"  # the key under which a worker tells of its own


def troubles(config: pytest.Config) -> list[str]:
    """Those of this process and of its workers."""
    return config.stash.setdefault(TROUBLES, [])


def tell(config: pytest.Config, trouble: str) -> None:
    """Tell of a trouble in the summary, and let it fail the run."""
    noted = troubles(config)
    noted.append(redact_text(trouble))
    home = getattr(config, "workeroutput", None)
    if home is not None:
        home[SENT_HOME] = noted


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    troubles(node.config).extend(getattr(node, "workeroutput", {}).get(SENT_HOME, ()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Before the report is drawn, which tells how the run ended."""
    if troubles(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    noted = troubles(terminalreporter.config)
    if noted:
        terminalreporter.section("system under test", red=True, bold=True)
        for trouble in noted:
            terminalreporter.write_line(trouble, red=True)
