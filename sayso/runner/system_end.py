"""A system under test that ends in the middle of a run is the reason of what fails by it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from sayso.errors import PlainError
from sayso.outcomes import NotRun
from sayso.target.plugin import AWAY, RUNNING, SYSTEM, NotStartedError
from sayso.target.targets import System
from sayso.target.troubles import tell

UNEXPLAINED = pytest.StashKey[int]()  # the error that has nothing to do with the system
ENDING = pytest.StashKey[str]()  # that the system ended during this attempt


class SystemEndedError(PlainError):
    """The system under test ended, so nothing else can be said about what was running."""


def explained(item: pytest.Item, error: BaseException) -> BaseException:
    """What to raise instead of an error: that the system ended or could not start; or the error."""
    if isinstance(error, SystemEndedError | pytest.skip.Exception):
        return error
    if isinstance(error, NotStartedError):
        return error.first(item.nodeid) or NotRun(error.again, _use_item_location=True)
    if item.stash.get(UNEXPLAINED, 0) == id(error):  # its step has asked, which takes its time
        return error
    for system in item.config.stash.get(RUNNING, ()):
        if ending := system.ending():
            first_line = (str(error) or type(error).__name__).partition("\n")[0]
            seen = f"{type(error).__name__}: {first_line}"
            _note(item, system, ending, "during")
            return SystemEndedError(f"{ending}\n  what failed by that: {seen[:300]}")
    if item.stash.get(ENDING, ""):  # it was taken down, and a fixture of the scenario looks for it
        return SystemEndedError(f"{item.stash[ENDING]}, and {type(error).__name__} followed")
    item.stash[UNEXPLAINED] = id(error)
    return error


@contextmanager
def explaining(item: pytest.Item) -> Generator[None]:
    """Raise what explains an error in place of the error."""
    __tracebackhide__ = True
    try:
        yield
    except (Exception, pytest.fail.Exception) as error:
        reason = explained(item, error)
        if reason is error:
            raise
        raise reason from None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    __tracebackhide__ = True
    _settle(item, "before")
    item.stash[ENDING] = ""  # of this attempt
    with explaining(item):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    __tracebackhide__ = True
    with explaining(item):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, Any, Any]:
    __tracebackhide__ = True
    _settle(item, "during")
    with explaining(item):
        return (yield)


def _settle(item: pytest.Item, when: str) -> None:
    """Take down the system if it ended, so that the next scenario gets another.

    One that runs elsewhere is not asked here, since that takes its time, and neither is one that a
    scenario started for itself, and may well have ended.
    """
    item.stash[UNEXPLAINED] = 0
    system = _system(item.config)
    if system is None:
        return
    if system.process is not None and system.process.exit_code is not None:
        _note(item, system, system.ending(), when)
    if system.has_ended:
        _take_down(item.config)


def _system(config: pytest.Config) -> System | None:
    """What the fixture `system` gives now."""
    definition, _ = config.stash.get(SYSTEM, (None, None))
    result = definition.cached_result if definition else None
    return result[0] if result else None


def _note(item: pytest.Item, system: System, ending: str, when: str) -> None:
    """Tell once of an end that nobody asked for."""
    if not ending or system.has_ended:
        return
    system.has_ended = True
    if system.process is None:
        item.config.stash[AWAY] = ending
    item.stash[ENDING] = ending.partition(";")[0]
    tell(item.config, f"{item.stash[ENDING]} {when} {item.nodeid}")


def _take_down(config: pytest.Config) -> None:
    """End the fixture `system` with all that were made from it; whoever asks next makes them anew.

    What fails in that was told with the system's end.
    """
    definition, request = config.stash[SYSTEM]
    try:
        definition.finish(request)
    except Exception as error:  # noqa: BLE001  # of fixtures of a suite: any
        tell(config, f"  and in the tear-down of what used it: {type(error).__name__}: {error}")
