"""A page for each scenario that did not work, with an address that stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.evidence.kinds import TRACE
from sayso.report.agent import story
from sayso.report.causes import found_afterwards
from sayso.report.history import key_of
from sayso.report.html.evidence import is_picture
from sayso.report.html.urls import command
from sayso.report.model import Attempt, Evidence, Outcome, Run, StepRun
from sayso.report.outcome import State
from sayso.report.reason import reason_of
from sayso.report.said import Said

# What nobody has written code for, or chose to skip, has no failure to look into.
NOT_LOOKED_INTO = (State.WORKS, State.NOT_AUTOMATED, State.SKIPPED, State.NOT_RUN, State.DESELECTED)


@dataclass(frozen=True)
class FailurePage:
    """What its page shows of a failure: the attempt that failed, and what stands beside it."""

    outcome: Outcome
    attempt: Attempt

    @property
    def path(self) -> str:
        return failure_path(self.outcome)

    @property
    def part(self) -> StepRun | None:
        return self.attempt.culprit

    @property
    def place(self) -> str:
        """Where it failed, if that was in no step."""
        if self.part is self.attempt.set_up:
            return "Before the first step:"
        return "After the last step:" if self.part is self.attempt.tear_down else ""

    @property
    def pictures(self) -> list[Evidence]:
        """Those of what failed, or else the last that was taken."""
        own = [item for item in self.part.evidence if is_picture(item)] if self.part else []
        taken = [item for part in self.attempt.parts for item in part.evidence if is_picture(item)]
        return own or taken[-1:]

    @property
    def traces(self) -> list[Evidence]:
        parts = (part.evidence for part in self.attempt.parts)
        return [item for items in parts for item in items if item.media_type == TRACE]


def failure_path(outcome: Outcome) -> str:
    return f"failures/{key_of(outcome.example)}.html"


def failure_of(outcome: Outcome) -> FailurePage | None:
    """The page of an outcome, if it is one to be looked into."""
    if outcome.state in NOT_LOOKED_INTO or outcome.telling is None:
        return None
    bad = (one for one in outcome.attempts if not one.state.works)
    attempt = next(bad, outcome.telling) if outcome.state is State.FLAKY else outcome.telling
    return FailurePage(outcome, attempt)


def failures(run: Run) -> list[FailurePage]:
    """The worst first, as everywhere."""
    return [page for outcome in run.worst_first if (page := failure_of(outcome))]


def ticket(page: FailurePage, feature: str, told: Iterable[Said]) -> str:
    """What to write into a tracker, as plain text; `told` is what the system said."""
    return "\n".join(_ticket(page, feature, told))


def _ticket(page: FailurePage, feature: str, told: Iterable[Said]) -> Iterator[str]:
    outcome, example = page.outcome, page.outcome.example
    row = ", ".join(f"{column}: {value}" for column, value in example.row)
    yield f"{example.name}{f' ({row})' if row else ''}: {outcome.state.word}"
    yield f"{feature}, {example.document.uri}:{example.line}"
    yield ""
    yield from story(outcome, page.attempt, page.part)
    yield ""
    reason, after = reason_of(outcome), found_afterwards(page.attempt)
    yield f"{page.place or 'Reason:'} {reason or 'unknown'}"
    if after not in ("", reason):
        yield f"Afterwards: {after}"
    for one in told:
        yield f"The system said: {one.words}" + (f" ({one.detail})" if one.detail else "")
    yield f"Again: {command(outcome)}"
