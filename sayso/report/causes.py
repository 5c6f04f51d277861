"""Failures by what is behind them: many scenarios may fail for one cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.report.model import Attempt, Outcome, Run
from sayso.report.outcome import State
from sayso.report.reason import reason_of, reason_of_part
from sayso.report.said import Said

# What differs between two failures of one cause: addresses, quoted names, words with a digit.
MASKED = re.compile(r'https?://\S+|"[^"]*"|“[^”]*”|(?<!\w)\'[^\']*\'(?!\w)|\S*\d\S*')
GAP = "…"
MOST_GAPS = 4  # at most one word in so many, or the text would say nothing
OPENING, CLOSING = re.compile(r"\W*"), re.compile(r"\W*$")
# What the system says of itself is the cause, whatever the scenarios noticed of it.
EXPLAINS = ("exception", "answer")
TOLD_BY_CAUSE = (State.FAILS, State.INTERRUPTED)
Key = tuple[str, str]


@dataclass
class Cause:
    """Scenarios that fail alike; `reason` has a gap where they differ."""

    step: str
    said: list[Said]
    outcomes: list[Outcome] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)  # one for each of them

    @property
    def reason(self) -> str:
        return common(list(dict.fromkeys(self.reasons)))


def causes(run: Run, said: Callable[[Attempt], list[Said]]) -> list[Cause]:
    """What is behind the scenarios that fail, the cause of most scenarios first."""
    found: dict[Key, Cause] = {}
    for outcome in run.outcomes:
        attempt = outcome.telling
        if outcome.state in TOLD_BY_CAUSE and attempt is not None:
            told, (pattern, step) = said(attempt), _step(outcome, attempt, run)
            explained, reason = _explained(told), reason_of(outcome)
            after = "" if explained else found_afterwards(attempt)
            key = explained or ((masked(after), "") if after else (masked(reason), pattern))
            cause = found.setdefault(key, Cause("" if after else step, told))
            cause.outcomes.append(outcome)
            cause.reasons.append(after or reason)
    return sorted(found.values(), key=lambda cause: -len(cause.outcomes))


def found_afterwards(attempt: Attempt) -> str:
    """What a check after the last step found: of one cause it says the same in every scenario."""
    return reason_of_part(attempt.tear_down) if attempt.tear_down.failure else ""


def _explained(told: Sequence[Said]) -> Key | None:
    first = next(iter(told), None)
    if first is None or first.kind not in EXPLAINS:
        return None
    # An exception is known by its place; how long a call took is told in its words only.
    words = first.words if first.kind == "exception" else ""
    return masked(words), re.sub(r"/\S*\d\S*", f"/{GAP}", first.detail.partition(":")[0])


def _step(outcome: Outcome, attempt: Attempt, run: Run) -> tuple[str, str]:
    """The definition of the step that failed and its text; both empty outside of any step."""
    culprit, steps = attempt.culprit, outcome.example.pickle["steps"]
    for index, (step, ran) in enumerate(zip(steps, attempt.steps, strict=False)):
        if ran is culprit:
            known = run.definitions.get("".join(outcome.definitions[index : index + 1]))
            text = outcome.example.document.sentence(step)
            return known.location + known.pattern if known else masked(text), text
    return "", ""


def masked(text: str) -> str:
    return MASKED.sub(GAP, text)


def common(texts: Sequence[str]) -> str:
    """One text for all of these: the words they share, and gaps; or the first one."""
    if len(texts) < 2:
        return "".join(texts)
    words = [text.split() for text in texts]
    if len({len(each) for each in words}) > 1:
        alike = {masked(text) for text in texts}
        return alike.pop() if len(alike) == 1 else texts[0]
    shared = [_shared(column) for column in zip(*words, strict=True)]
    gaps = sum(GAP in word for word in shared)
    return " ".join(shared) if gaps * MOST_GAPS <= len(shared) else texts[0]


def _shared(column: Iterable[str]) -> str:
    """The word, if it is the same in all; else a gap, in the marks that all of them carry."""
    distinct = set(column)
    if len(distinct) == 1:
        return distinct.pop()
    opened = {OPENING.match(word)[0] for word in distinct}  # type: ignore[index]  # it matches ""
    closed = {CLOSING.search(word)[0] for word in distinct}  # type: ignore[index]
    marks = [each.pop() if len(each) == 1 else "" for each in (opened, closed)]
    return GAP.join(marks)
