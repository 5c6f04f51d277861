"""A scenario is alone with what it claims by tags like @alone_with:mail, across workers.

A claim is a lock on a file in a folder that the workers of a run share. The kernel takes the lock
back when a worker dies.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Generator, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import pytest

from sayso.errors import PlainError
from sayso.xdist import shared_folder

fcntl: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None
MARKER = "alone_with"
WITHIN = 600.0  # seconds; longer than any scenario should take
AGAIN = 0.02  # seconds between two tries
REFUSED = pytest.StashKey[str]()


class ClaimError(PlainError):
    """Another scenario kept for too long what this one claims."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Hold the claims from before the set-up to after the tear-down, also of a retried test."""
    names = {str(name) for mark in item.iter_markers(MARKER) for name in mark.args}
    folder = shared_folder(item.config) if names and fcntl else None
    if folder is None:  # one process runs one scenario after the other
        return (yield)
    with ExitStack() as held:
        # in one order for everybody, so that no two wait for each other
        item.stash[REFUSED] = claim(held, folder, sorted(names), item.nodeid, WITHIN)
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Raises ClaimError for a claim that came to nothing, where it fails the test and no more."""
    __tracebackhide__ = True
    refused = item.stash.get(REFUSED, "")
    if refused:
        raise ClaimError(refused)


def claim(held: ExitStack, folder: Path, names: Iterable[str], who: str, within: float) -> str:
    """Why the claims of `who` came to nothing after some seconds, or nothing; `held` keeps them."""
    deadline = time.monotonic() + within
    for name in names:
        path = folder / f"{quote(name, safe='')}.claim"
        file = held.enter_context(path.open("a+", encoding="utf-8"))
        while not _locked(file):
            if time.monotonic() >= deadline:
                file.seek(0)
                return f'it waited {within:g} s for "{name}", which {file.read()} claims'
            time.sleep(AGAIN)
        file.truncate(0)
        file.write(who)
        file.flush()
    return ""


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
