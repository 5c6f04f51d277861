"""How each scenario ended, read from the reports of its tests."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import pytest

from sayso.runner.pytest_bdd import Skipped

Word = Literal[
    "passed",
    "failed",
    "interrupted",
    "flaky",
    "known bug",
    "in quarantine",
    "skipped",
    "not run",
    "undefined",
    "deselected",
]

# The words of the report, where "works" stands for "passed", "fails" for "failed".
WORDS: tuple[Word, ...] = get_args(Word)
# When a scenario is run in several browsers, the first of these words is the one to know.
WORST_FIRST: tuple[Word, ...] = (
    "failed",
    "interrupted",
    "flaky",
    "undefined",
    "known bug",
    "not run",
    "deselected",
    "skipped",
    "passed",
)
QUARANTINE = "@quarantine"


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
        self._torn_down = False
        self._bad: Outcome | None = None

    def add(self, report: pytest.TestReport) -> None:
        """Take one phase of one attempt into account, or a subtest that failed."""
        if isinstance(report, pytest.SubtestReport) and not report.failed:
            return  # a part that was skipped says nothing of the whole
        if str(report.outcome) == "rerun":  # an outcome of pytest-rerunfailures
            self._tries, self._called, self._bad = self._tries + 1, False, None
        elif report.failed:
            self._bad = Outcome("failed")
        elif report.skipped and (self._bad is None or self._bad.word != "failed"):
            self._bad = _skipped(report)
        self._called |= report.when == "call" and report.passed
        self._torn_down = report.when == "teardown"

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; nothing when it was torn down without having been called."""
        if self._bad == Outcome("failed"):
            return self._bad
        if not self._torn_down:
            return Outcome("interrupted")
        if self._bad or not self._called:
            return self._bad
        return (
            Outcome("flaky", f"passed at try {self._tries}")
            if self._tries > 1
            else Outcome("passed")
        )


def worst(outcomes: Iterable[Outcome], tags: Container[str]) -> Outcome:
    """The outcome of a scenario that was run more than once, in several browsers."""
    found = min(outcomes, key=lambda outcome: WORST_FIRST.index(outcome.word))
    if found.word == "known bug" and QUARANTINE in tags:
        return Outcome("in quarantine", found.reason)
    return found


def _skipped(report: pytest.TestReport) -> Outcome:
    if hasattr(report, "wasxfail"):
        return Outcome("known bug", str(report.wasxfail))
    longrepr = report.longrepr
    said = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    reason = said.removeprefix("Skipped: ").removeprefix("NotRun: ")
    return Outcome("not run" if getattr(report, "sayso_not_run", False) else "skipped", reason)
