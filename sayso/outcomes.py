"""An ending that a suite may ask for: not run, because something is missing."""

from __future__ import annotations

import pytest


class NotRun(pytest.skip.Exception):  # type: ignore[name-defined,misc]  # pytest types it as a value
    """What a scenario needs is not there, so nothing can be said about it."""

    __module__ = "builtins"  # shown as "NotRun: ...", like pytest's own Skipped


def not_run(reason: str) -> None:
    """End the scenario as "not run" because of what is missing, like "needs PostgreSQL".

    Never counted as passed, and told apart from scenarios that somebody chose to skip.
    """
    __tracebackhide__ = True
    raise NotRun(reason, _use_item_location=True)
