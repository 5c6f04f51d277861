"""What the terminal prints at the end, drawn from the run: the sum of the scenarios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest

from sayso.report.model import Outcome
from sayso.report.outcome import State, counted
from sayso.report.reason import reason_of
from sayso.report.tally import Tally

IN_ORDER = (
    *(State.WORKS, State.FAILS, State.INTERRUPTED, State.FLAKY, State.KNOWN_BUG),
    *(State.QUARANTINED, State.SKIPPED, State.NOT_RUN, State.NOT_AUTOMATED, State.DESELECTED),
)
WITH_REASON = (State.KNOWN_BUG, State.QUARANTINED, State.SKIPPED, State.NOT_RUN)


def write_summary(
    terminalreporter: pytest.TerminalReporter,
    given: Sequence[Outcome],
    tally: Tally,
    unreadable: tuple[str, ...],
) -> None:
    """The sum, the reasons behind it, and what is an error of sayso itself."""
    if not (given or tally.unknown):
        return
    terminalreporter.section("scenarios")
    for line in summary_lines(given, tally.reasons):
        terminalreporter.line(line)
    if unreadable:
        names = ", ".join(unreadable)
        terminalreporter.line(f"  not counted, because they cannot be read: {names}")
    for line in internal_errors(tally):
        terminalreporter.line(line, red=True)


def internal_errors(tally: Tally) -> Iterator[str]:
    """Scenarios that nobody accounts for, which is an error of sayso itself."""
    for nodeid in tally.lost:
        yield f"INTERNAL ERROR: {nodeid} has no result"
    for nodeid in tally.unknown:
        yield f"INTERNAL ERROR: {nodeid} has a result, but no file held it when the run began"


def summary_lines(given: Sequence[Outcome], not_run: Mapping[str, str]) -> Iterator[str]:
    """The sum of what was given, and under it the reasons that the states leave open."""
    counts = counted(outcome.state for outcome in given)
    parts = (f"{counts[state]} {state.in_terminal}" for state in IN_ORDER if state in counts)
    total = sum(counts.values())
    yield ": ".join(filter(None, [f"{total} scenario{'s' * (total != 1)}", ", ".join(parts)]))
    reasons = Counter((outcome.state.in_terminal, _reason(outcome, not_run)) for outcome in given)
    for (word, reason), count in sorted(reasons.items()):
        if reason:
            yield f"  {count} {word}: {reason}"


def _reason(outcome: Outcome, not_run: Mapping[str, str]) -> str:
    if outcome.state is State.FLAKY:
        return f"passed at try {len(outcome.attempts)}"
    if outcome.state is State.NOT_RUN and outcome.example.identity in not_run:
        return not_run[outcome.example.identity]
    return reason_of(outcome) if outcome.state in WITH_REASON else ""
