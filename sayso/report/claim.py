"""One run at a time writes into a folder of reports, and only into one that can be written.

The claim is a lock on a file, which the kernel takes back however a run ends. Where there are no
such locks, as on Windows, nobody is held off.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
from pathlib import Path
from typing import IO, Any

import pytest

from sayso.gherkin.discovery import has_features
from sayso.settings import Settings

fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
FILE_NAME = ".claim"
REMEDY = "give this run another folder with --report-dir=DIR"


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Claim the folder before anybody empties it or writes; raises UsageError if that fails."""
    config = session.config
    if hasattr(config, "workerinput") or not has_features(config):
        return
    reports = Settings.of(config).reports
    try:
        config.add_cleanup(claim(reports).close)
    except BlockingIOError as error:
        raise pytest.UsageError(
            f"another run ({error}) is writing into {reports}; wait for its end, or {REMEDY}"
        ) from error
    except OSError as error:
        raise pytest.UsageError(
            f"reports cannot be written into {reports}: {error.strerror}; {REMEDY} or "
            "[tool.sayso] reports"
        ) from error


def claim(folder: Path) -> IO[str]:
    """The file that holds the claim until it is closed.

    Raises BlockingIOError, with the name of the holder, and OSError for what cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / FILE_NAME).open("a+", encoding="utf-8")
    with contextlib.ExitStack() as stack:
        stack.callback(file.close)
        _lock(file)
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        stack.pop_all()
    return file


def _lock(file: IO[str]) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise BlockingIOError(file.read()) from None
