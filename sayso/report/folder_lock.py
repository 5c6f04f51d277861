"""One run at a time writes into a folder of reports, and only into one that can be written.

The claim is a lock on a file, which the kernel takes back however a run ends. Where there are no
such locks, as on Windows, nobody is held off.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import IO, Any

import pytest

from sayso.collection.discovery import has_features
from sayso.settings import Settings

fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
FILE_NAME = ".claim"


class ClaimError(Exception):
    """The folder cannot be written now; the message says why and what to do."""


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Claim the folder before anybody empties it or writes; raises UsageError if that fails."""
    config = session.config
    if hasattr(config, "workerinput") or not has_features(config):
        return
    other = "give this run another folder with --report-dir=DIR or [tool.sayso] reports"
    try:
        config.add_cleanup(claim(Settings.of(config).reports, other).close)
    except ClaimError as error:
        raise pytest.UsageError(str(error)) from error


def claim(folder: Path, other: str) -> IO[str]:
    """The file that holds the claim until it is closed; `other` says how to name another folder.

    Raises ClaimError for a folder that a run writes into, or that cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE_NAME).open("a+", encoding="utf-8")
    except OSError as error:
        said = f"reports cannot be written into {folder}: {error.strerror}; {other}"
        raise ClaimError(said) from error
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        said = f"another run ({file.read()}) is writing into {folder}; wait for its end, or {other}"
        file.close()
        raise ClaimError(said) from None
    file.truncate(0)
    file.write(f"process {os.getpid()}")
    file.flush()
    return file
