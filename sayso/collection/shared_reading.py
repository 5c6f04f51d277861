"""What one process has read and validated, no other does again.

Documents are kept in pytest's cache, for the workers of `-n` and for later runs; the first worker
leaves word for the others when nothing is wrong.
"""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from sayso.collection.discovery import feature_files
from sayso.gherkin.kept_documents import keep_in
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reader import read_feature
from sayso.xdist import is_controller, shared_folder

FINE, WRONG = "fine", "wrong"
FIRST = "gw0"
WITHIN = 60.0  # seconds to wait for the first worker's word; then each validates for itself
AGAIN = 0.02  # seconds


def pytest_configure(config: pytest.Config) -> None:
    cache: pytest.Cache | None = getattr(config, "cache", None)  # none with -p no:cacheprovider
    if cache is not None:
        keep_in(cache.mkdir("sayso"), config.rootpath)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Read all before pytest-xdist starts its workers, which would slow this down."""
    if is_controller(session.config):
        for path in feature_files(session):
            with suppress(FeatureError):  # told by the workers
                read_feature(path, session.config.rootpath)


def is_validated(config: pytest.Config) -> bool:
    """Whether another worker has validated the same files and tests, and nothing is wrong."""
    folder = shared_folder(config)
    if folder is None or _is_first(config):
        return False
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        if (folder / FINE).exists() or (folder / WRONG).exists():
            return (folder / FINE).exists()
        time.sleep(AGAIN)
    return False


def leave_word(config: pytest.Config, *, fine: bool) -> None:
    """Tell the other workers, which collect the same, what validation has found."""
    folder = shared_folder(config)
    if folder is not None and _is_first(config):
        (folder / (FINE if fine else WRONG)).touch()


def _is_first(config: pytest.Config) -> bool:
    worker: str = getattr(config, "workerinput", {}).get("workerid", "")
    return worker == FIRST
