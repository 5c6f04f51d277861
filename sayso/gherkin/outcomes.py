"""How each scenario ended, read from the reports of its tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pytest

from sayso.gherkin.pytest_bdd_private import Skipped

Word = Literal["passed", "failed", "flaky", "skipped", "not run", "undefined", "deselected"]

WORDS: tuple[Word, ...] = (
    "passed",
    "failed",
    "flaky",
    "skipped",
    "not run",
    "undefined",
    "deselected",
)
# When a scenario was run in several browsers, the first of these words is the one to know.
_WORST_FIRST: tuple[Word, ...] = ("failed", "flaky", "not run", "skipped", "passed")


@dataclass(frozen=True)
class Outcome:
    """The one word for a scenario, and why when the word alone does not say it."""

    word: Word
    reason: str = ""


class NotRun(Skipped):
    """What a scenario needs is not there, so nothing can be said about it."""

    __module__ = "builtins"  # shown as "NotRun: ...", like pytest's own Skipped


def not_run(reason: str) -> None:
    """End the scenario as "not run" because of what is missing, like "needs PostgreSQL".

    Never counted as passed, and told apart from scenarios that somebody chose to skip.
    """
    __tracebackhide__ = True
    raise NotRun(reason, _use_item_location=True)


class Attempts:
    """The reports of one test, which may be tried several times."""

    def __init__(self) -> None:
        self._tries = 1
        self._called = False
        self._bad: Outcome | None = None

    def add(self, report: pytest.TestReport) -> None:
        """Take one phase of one attempt into account."""
        if str(report.outcome) == "rerun":  # an outcome of pytest-rerunfailures
            self._tries, self._called, self._bad = self._tries + 1, False, None
        elif report.failed:
            self._bad = Outcome("failed")
        elif report.skipped and (self._bad is None or self._bad.word != "failed"):
            self._bad = _skipped(report)
        self._called |= report.when == "call" and report.passed

    @property
    def outcome(self) -> Outcome | None:
        """How it ended, or nothing when it was cut off."""
        if self._bad or not self._called:
            return self._bad
        return (
            Outcome("flaky", f"passed at try {self._tries}")
            if self._tries > 1
            else Outcome("passed")
        )


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a scenario that was run more than once, in several browsers."""
    return min(outcomes, key=lambda outcome: _WORST_FIRST.index(outcome.word))


def _skipped(report: pytest.TestReport) -> Outcome:
    if hasattr(report, "wasxfail"):
        return Outcome("skipped", f"known to fail: {report.wasxfail}".rstrip(": "))
    longrepr = report.longrepr
    said = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    reason = said.removeprefix("Skipped: ").removeprefix("NotRun: ")
    return Outcome("not run" if getattr(report, "sayso_not_run", False) else "skipped", reason)
