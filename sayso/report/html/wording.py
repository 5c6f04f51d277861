"""Sentences about a run: numbers, dates and durations as people say them."""

from __future__ import annotations

import time
from collections.abc import Mapping

from sayso.report.model import Run
from sayso.report.outcome import State
from sayso.text import plural

SENTENCES = {
    State.FAILS: ("1 fails", "{} fail"),
    State.INTERRUPTED: ("1 was interrupted", "{} were interrupted"),
    State.FLAKY: ("1 worked only after another try", "{} worked only after another try"),
    State.NOT_AUTOMATED: ("1 is written but not automated", "{} are written but not automated"),
    State.KNOWN_BUG: ("1 is a known bug", "{} are known bugs"),
    State.QUARANTINED: ("1 fails in quarantine", "{} fail in quarantine"),
    State.SKIPPED: ("1 was skipped", "{} were skipped"),
    State.NOT_RUN: ("1 was not run", "{} were not run"),
    State.DESELECTED: ("1 was deselected", "{} were deselected"),
}


def verdict(run: Run) -> str:
    """The first sentence of the report: does it work?"""
    counts = run.counts
    total = sum(counts.values())
    tried = sum(count for state, count in counts.items() if state.tried)
    summary = _of_scenarios(counts, total, tried)
    files = len({uri for uri, _line, _text in run.unreadable})
    if not files:
        return summary
    said = "1 file has problems" if files == 1 else f"{files:,} files have problems"
    return f"{said}. {summary}" if tried else f"{said}, so nothing was run."


def _of_scenarios(counts: Mapping[State, int], total: int, tried: int) -> str:
    if not total:
        return "There are no scenarios yet."
    if not tried:
        return f"Nothing was run; {plural(total, 'scenario is', 'scenarios are')} written."
    works = sum(count for state, count in counts.items() if state.works)
    if works < tried:
        return _of_chosen(works, total, total - counts.get(State.DESELECTED, 0))
    ran = "" if tried == total else " that were run"
    if tried == 1:
        return "The one scenario that was run works." if ran else "The one scenario works."
    return f"All {tried:,} scenarios{ran} work."


def _of_chosen(works: int, total: int, chosen: int) -> str:
    """What did not work, what was not reached, and what works add up to the number named."""
    kind = "scenario" if chosen == total else "chosen scenario"
    if chosen == 1:
        return f"The one {kind} does not work."
    return f"{works:,} of {plural(chosen, kind)} {'works' if works == 1 else 'work'}."


def remarks(counts: Mapping[State, int]) -> list[str]:
    """A sentence for every state but the good one; none where all was simply not run."""
    if set(counts) <= {State.NOT_RUN}:
        return []
    return [
        (one if counts[state] == 1 else many.format(f"{counts[state]:,}")) + "."
        for state, (one, many) in SENTENCES.items()
        if counts.get(state)
    ]


def run_remarks(run: Run) -> list[str]:
    """What is true of the whole run and of no single scenario."""
    if run.finished_ns is None:
        return ["The run was cut off before its end; this is what it recorded until then."]
    if run.unreadable:
        return []
    if run.message:
        return [run.message]
    unexplained = run.success is False and not _explained(run)
    return ["The run as a whole failed nevertheless."] if unexplained else []


def _explained(run: Run) -> bool:
    return not any(state.tried for state in run.counts) or any(
        state.needs_attention for state in run.counts
    )


def in_words(counts: Mapping[State, int]) -> str:
    """The states of several scenarios in one line: "5 work, 1 fails"."""
    total = sum(counts.values())
    if set(counts) == {State.WORKS}:
        return "works" if total == 1 else f"all {total:,} work"
    if len(counts) == 1 and not next(iter(counts)).tried:
        return next(iter(counts)).word
    good = counts.get(State.WORKS, 0)
    parts = [f"{good:,} {'works' if good == 1 else 'work'}"] if good else []
    parts += [sentence.rstrip(".") for sentence in remarks(counts)]
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time somebody waits: "35 ms", "1.4 s", "2 min 5 s"."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def moment(nanoseconds: int) -> str:
    return day(nanoseconds) + time.strftime(", %H:%M UTC", time.gmtime(nanoseconds / 1e9))


def day(nanoseconds: int) -> str:
    at = time.gmtime(nanoseconds / 1e9)
    return time.strftime(f"{at.tm_mday} %b %Y", at)
