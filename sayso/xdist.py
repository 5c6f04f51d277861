"""pytest-xdist: who hands out the run, who takes part in it, and how a worker ends it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from sayso.options import only_collects

DIFFERING = "the workers collected different tests"
SHARED = "sayso_shared_folder"  # the key under which a worker is told of it
NEEDED = '-n needs pytest-xdist: pip install "sayso[parallel]"'
_WORKERS = re.compile(r"-n.*|--numprocesses(=.*)?")
_FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(Exiting(config), "sayso.xdist.worker")


def is_installed() -> bool:
    """Whether there is an xdist to distribute with."""
    return find_spec("xdist") is not None


def lacks_xdist(arguments: Sequence[str]) -> bool:
    """Whether workers are asked for where there is nobody who could start them."""
    return any(map(_WORKERS.fullmatch, arguments)) and not is_installed()


def steal_by_default(config: pytest.Config) -> None:
    """Let idle workers take over from busy ones, where nothing else was asked for.

    Scenarios differ in length far more than unit tests, so a fixed share each leaves workers idle.
    """
    if config.getoption("dist", None) == "no":
        config.option.dist = "worksteal"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput[SHARED] = str(made_folder(node.config))


def made_folder(config: pytest.Config) -> Path:
    """The folder that the controller makes for its workers, and deletes at the end."""
    if _FOLDER not in config.stash:
        config.stash[_FOLDER] = tempfile.TemporaryDirectory(prefix="sayso-")
    return Path(config.stash[_FOLDER].name)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _FOLDER in config.stash:
        config.stash[_FOLDER].cleanup()


def shared_folder(config: pytest.Config) -> Path | None:
    """The folder that the workers of this run share; nothing where there are none."""
    given = getattr(config, "workerinput", {}).get(SHARED)
    return Path(given) if given and Path(given).is_dir() else None


def is_controller(config: pytest.Config) -> bool:
    """Whether this is the controller of pytest-xdist, which collects and runs nothing itself."""
    distributing = config.getoption("dist", "no") != "no" and config.getoption("tx", None)
    in_worker = hasattr(config, "workerinput")
    return bool(distributing) and not in_worker and not only_collects(config)


def tells_of_differing(report: pytest.CollectReport) -> bool:
    """Whether it is pytest-xdist's word that workers differ, which names a worker for a file."""
    said = report.longrepr
    return isinstance(said, str) and said.startswith("Different tests were collected between ")


class Exiting:
    """Sends pytest.exit() in a worker home, which pytest-xdist would take for a crash.

    Tells the process that hands out the work to stop, like a worker that reached --maxfail.
    """

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
