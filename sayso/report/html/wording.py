"""Sentences about a run: numbers, dates and durations as people say them."""

from __future__ import annotations

import time
from collections.abc import Mapping

from markupsafe import Markup

from sayso.report.model import UNSOLVED, Run
from sayso.report.outcome import State
from sayso.report.standing import Group
from sayso.text import plural

SENTENCES = {
    State.FLAKY: ("1 worked only after another try", "{} worked only after another try"),
    State.FAILS: ("1 fails", "{} fail"),
    State.INTERRUPTED: ("1 was interrupted", "{} were interrupted"),
    State.NOT_AUTOMATED: ("1 is written but not automated", "{} are written but not automated"),
    State.KNOWN_BUG: ("1 is a known bug", "{} are known bugs"),
    State.QUARANTINED: ("1 fails in quarantine", "{} fail in quarantine"),
    State.SKIPPED: ("1 was skipped", "{} were skipped"),
    State.NOT_RUN: ("1 was not run", "{} were not run"),
    State.DESELECTED: ("1 was not looked at", "{} were not looked at"),
}


def verdict(run: Run) -> str:
    """The first sentence of the report: does it work?"""
    counts = run.counts
    undefined = {State.NOT_AUTOMATED} if run.unreadable else set()
    tried = sum(n for state, n in counts.items() if state.tried and state not in undefined)
    files = len({uri for uri, _line, _text in run.unreadable})
    if not files:
        return _of_scenarios(counts, sum(counts.values()), tried)
    said = "1 file has problems" if files == 1 else f"{files:,} files have problems"
    if not tried:
        return f"Nothing was checked: {said}."
    return f"{said[:1].upper()}{said[1:]}. {_of_scenarios(counts, sum(counts.values()), tried)}"


def _of_scenarios(counts: Mapping[State, int], total: int, tried: int) -> str:
    if not total:
        return "There are no scenarios yet."
    if not tried:
        return f"Nothing was looked at; {plural(total, 'scenario is', 'scenarios are')} written."
    works = sum(count for state, count in counts.items() if state.works)
    if tried < total:
        return f"{tried:,} of {total:,} scenarios looked at, {_share(works, tried)}."
    if tried == 1:
        return f"The one scenario {'works' if works else 'does not work'}."
    if works == tried:
        return f"All {tried:,} scenarios work."
    return f"{works:,} of {tried:,} scenarios {'works' if works == 1 else 'work'}."


def _share(works: int, tried: int) -> str:
    if tried == 1:
        return "and it works" if works else "and it does not work"
    if works == tried:
        return f"all {tried:,} work"
    return f"{works or 'none'} of them {'work' if works > 1 else 'works'}"


def remarks(counts: Mapping[State, int]) -> list[str]:
    """A sentence for every state but the good one; none where all was simply not run."""
    if set(counts) <= {State.NOT_RUN}:
        return []
    return [
        (one if counts[state] == 1 else many.format(f"{counts[state]:,}")) + "."
        for state, (one, many) in SENTENCES.items()
        if counts.get(state)
    ]


def failed_before(group: Group) -> str:
    """What is known of scenarios that this run did not look at and that did not work before."""
    old = group.failed_before
    if not old:
        return ""
    at = moment(max(one.run.started_ns for one in old if one.run))
    return f"{len(old):,} of them failed when last looked at, on {at}."


def area(group: Group) -> str:
    """How a folder or a feature stands: "13 of 31 fail", "all 16 work"."""
    looked = dict(group.looked_at)
    undone = looked.pop(State.NOT_AUTOMATED, 0)
    tried, old = sum(looked.values()), len(group.failed_before)
    before = f", {old:,} failed before" if old else ""
    if not tried and not undone:
        return f"not looked at{before}" if group.total else "no scenarios yet"
    unwritten = f"{undone:,} not automated" if undone else ""
    said = ", ".join(filter(None, (_how(looked, tried) if tried else "", unwritten)))
    rest = group.total - tried - undone
    return f"{said}; {rest:,} not looked at{before}" if rest else said


def _how(looked: Mapping[State, int], tried: int) -> str:
    fails = sum(looked.get(state, 0) for state in UNSOLVED)
    works = sum(count for state, count in looked.items() if state.works)
    if 1 < fails == tried:
        return f"all {tried:,} fail"
    if fails:
        return f"{fails:,} of {tried:,} {'fails' if fails == 1 else 'fail'}"
    if works == tried:
        return "works" if tried == 1 else f"all {tried:,} work"
    return f"{works:,} of {tried:,} {'works' if works == 1 else 'work'}, none fails"


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


def time_element(nanoseconds: int) -> Markup:
    """A moment that the page may tell in the reader's own time, with its age."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(nanoseconds / 1e9))
    return Markup('<time datetime="{}">{}</time>').format(at, moment(nanoseconds))


def day(nanoseconds: int) -> str:
    at = time.gmtime(nanoseconds / 1e9)
    return time.strftime(f"{at.tm_mday} %b %Y", at)
