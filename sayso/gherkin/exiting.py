"""pytest.exit() in a worker ends the run; pytest-xdist would call it a crash, or break."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(Exiting(config), "sayso.gherkin.exiting.worker")


class Exiting:
    """Tells the process that hands out the work to stop, like a worker that reached --maxfail."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._said: str | None = None

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        if isinstance(excinfo.value, pytest.exit.Exception):
            self._said = excinfo.value.msg

    def pytest_sessionfinish(self) -> None:
        """Before pytest-xdist sends home what it noted of the end."""
        if self._said is not None:
            home = self._config.workeroutput  # type: ignore[attr-defined]  # of pytest-xdist
            home["exitstatus"] = int(pytest.ExitCode.TESTS_FAILED)
            home["shouldstop"] = self._said or "a worker was told to exit"
