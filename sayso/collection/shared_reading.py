"""What one process of a run has read and validated, the workers of `-n` do not do again.

The controller leaves the documents it has read in the folder that the workers share, and the first
worker leaves word when nothing is wrong. A document counts only for the text that it was made of.
"""

from __future__ import annotations

import time
from contextlib import suppress

import orjson
import pytest

from sayso.collection.discovery import feature_files
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reader import documents_read, keep_read, read_feature
from sayso.xdist import is_controller, made_folder, shared_folder

DOCUMENTS, FINE, WRONG = "documents.json", "fine", "wrong"
FIRST = "gw0"
WITHIN = 60.0  # seconds to wait for the first worker's word; then each validates for itself
AGAIN = 0.02  # seconds


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before pytest-xdist starts its workers, which would slow this down."""
    if is_controller(session.config):
        for path in feature_files(session):
            with suppress(FeatureError):  # told by the workers
                read_feature(path, session.config.rootpath)
        folder = made_folder(session.config)
        (folder / DOCUMENTS).write_bytes(orjson.dumps(documents_read()))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    folder = shared_folder(session.config)
    if folder is not None and (folder / DOCUMENTS).is_file():
        keep_read(orjson.loads((folder / DOCUMENTS).read_bytes()))


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
