"""What the terminal says with `--format agent`: failures only, each short enough to be read whole.

For assistants, whose reading is paid by length: the story up to the step that failed, why, what the
system said, where the evidence lies, and the command that runs it again.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sayso.report.html.files import Files
from sayso.report.model import Attempt, Failure, Outcome, Run, StepRun
from sayso.report.outcome import State
from sayso.report.reason import reason_of
from sayso.report.said import said

MOST = 2000  # bytes of UTF-8 for one failure
MOST_MESSAGE, MOST_PAGE, MOST_SYSTEM = 600, 450, 350  # of these, at most
PAGE = "Aria snapshot:"
PLACE = re.compile(r'^ +File "([^"]+)", line ([0-9]+)', re.MULTILINE)


class AgentPlugin:
    """Keeps pytest itself from printing anything about scenarios."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """The category pytest would choose, without a letter for it."""
        if report.when != "call" and report.passed:
            return "", "", ""
        if hasattr(report, "wasxfail"):
            return None
        return report.outcome, "", ""


def be_brief(config: pytest.Config) -> None:
    """Turn off what pytest prints by itself."""
    option = config.option
    option.verbose, option.tbstyle, option.reportchars = -2, "no", ""
    option.no_header = True
    option.console_output_style = "classic"  # no percentages
    config.pluginmanager.register(AgentPlugin(), "sayso-agent")


def lines_of(run: Run, reports: Path | None, started_in: Path) -> Iterator[str]:
    """Every scenario that did not simply work, whatever else is known of the run."""
    for outcome in run.outcomes:
        if outcome.is_unsolved or outcome.state is State.FLAKY:
            again = f"again: pytest {shlex.quote(outcome.test or outcome.example.identity)}"
            room = MOST - len(again.encode()) - 1
            yield from ["", *_cut([*_failure(outcome, reports, started_in)], room), again]
    for uri, line, message in run.unreadable:
        place = f"{uri}:{line}" if line else uri
        yield from ["", *_cut([f"CANNOT RUN {place}", *message.splitlines()], MOST)]


def of_tests(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """The failures of tests that are no scenarios."""
    for report in reports:
        text = [f"FAILED {report.nodeid} ({report.when})", *report.longreprtext.splitlines()]
        yield from ["", *_cut(text, MOST)]


def _failure(outcome: Outcome, reports: Path | None, started_in: Path) -> Iterator[str]:
    example, attempt = outcome.example, outcome.telling
    place = f"{example.document.uri}:{example.line}"
    yield f"{outcome.state.in_terminal.upper()} {place} {example.name}"
    if attempt is None:
        yield reason_of(outcome) or "It was never run."
        return
    culprit = attempt.culprit
    yield from story(outcome, attempt, culprit)
    yield from _reason(outcome, culprit)
    yield from [f"evidence: {path}" for path in _paths(attempt, reports, started_in)][-3:]
    if reports is not None:
        yield from _cut([*_system(attempt, reports)], MOST_SYSTEM)


def story(outcome: Outcome, attempt: Attempt, culprit: StepRun | None) -> Iterator[str]:
    """The steps up to the one that failed, which is marked; all of them if none did."""
    example = outcome.example
    for step, ran in zip(example.pickle["steps"], attempt.steps, strict=False):
        yield f"{'>' if ran is culprit else ' '} {example.document.sentence(step)}"
        if ran is culprit:
            return


def _reason(outcome: Outcome, culprit: StepRun | None) -> Iterator[str]:
    failure = culprit.failure if culprit is not None else None
    if failure is None:
        yield f"reason: {reason_of(outcome) or 'unknown'}"
        return
    message, _, page = failure.message.partition(PAGE)
    said = message.partition("Call log:")[0].strip().splitlines()
    yield from _cut([f"reason: {failure.type}: {(said or [''])[0]}", *said[1:]], MOST_MESSAGE)
    yield from _last_own_line(failure)
    if page.strip():
        yield from _cut(["page:", *page.strip().splitlines()], MOST_PAGE)


def _last_own_line(failure: Failure) -> Iterator[str]:
    """Where in the suite it happened, from the traceback if there is one; not in a library."""
    places = PLACE.findall(failure.trace)
    own = [place for place in places if "site-packages" not in place[0]]
    yield from [f"at: {path}:{line}" for path, line in (own or places)[-1:]]


def _system(attempt: Attempt, reports: Path) -> Iterator[str]:
    """What the system under test said, what explains most first."""
    for one in said(attempt, Files(reports)):
        yield f"system: {one.words}" + (f" ({one.detail})" if one.detail else "")


def _paths(attempt: Attempt, reports: Path | None, started_in: Path) -> Iterator[Path]:
    for part in attempt.parts:
        for each in part.evidence:
            if each.path and reports is not None:
                path = reports / each.path
                yield path.relative_to(started_in) if path.is_relative_to(started_in) else path


def _cut(lines: list[str], most: int) -> list[str]:
    """As many of the lines as have room, of the last one its beginning; the first always."""
    kept: list[str] = []
    room = most
    for line in lines:
        size = len(line.encode()) + 1
        if size > room:
            return [*kept, line.encode()[: max(room - 4, 0)].decode(errors="ignore") + "…"]
        kept.append(line)
        room -= size
    return kept
