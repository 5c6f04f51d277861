"""Everything that was recorded of an attempt, in one order of time; what is odd stands out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from sayso.evidence import kinds
from sayso.evidence.browser_calls import FIRST_ERROR, SLOW_MS
from sayso.report.html.wording import duration
from sayso.report.model import Attempt, Evidence, Outcome, StepRun
from sayso.report.said import entry_of, said_in_log
from sayso.text import first_line

MOST = 300  # lines; what is left out are the quiet ones
FEW = 2  # lines of the log that are not worth folding
LONGEST = 200  # characters of a line
# The end of the log is of the whole system; a scenario's own lines stand with their steps.
ADDRESS = re.compile(r"https?://\S+")
WITH_DIGITS = re.compile(r"/[^/\s:]*\d[^/\s:]*")  # a part of a path that may be an id
PASSED_OVER = (kinds.LOG_END, kinds.TRACE)
COMPLAINTS = (kinds.CONSOLE, kinds.SCRIPT, kinds.REQUEST)


@dataclass(frozen=True)
class Moment:
    """A line: when it was, which kind of thing it was, what it says, and how long it took."""

    at_ns: int
    kind: str
    text: str
    milliseconds: float = 0.0
    is_odd: bool = False
    is_first_odd: bool = False
    is_new: bool = False  # it was not so when the scenario last worked

    @property
    def took(self) -> str:
        return duration(self.milliseconds / 1000) if self.milliseconds else ""


Read = Callable[[Evidence], str]


def timeline(
    outcome: Outcome,
    attempt: Attempt,
    read: Read,
    last_good: Collection[str] | None = None,
    acted: Iterable[Moment] = (),
) -> list[Moment]:
    """The lines of an attempt; `read` gives the text of a piece of evidence.

    `acted` is what was done in the browser, as far as that is known.

    `last_good` has the signs of the scenario when it last worked, if that is known: what was odd
    then, too, is not the first odd thing.
    """
    found = sorted(chain(_all(outcome, attempt, read), acted), key=lambda moment: moment.at_ns)
    quiet = sum(1 for moment in found if moment.kind == "log" and not moment.is_odd)
    kept = _without_quiet(found, min(quiet, max(0, len(found) - MOST)))
    if last_good is not None:
        kept = [replace(one, is_new=_is_new(one, last_good)) for one in kept]
    odd = [place for place, moment in enumerate(kept) if moment.is_odd]
    first = next((place for place in odd if kept[place].is_new), odd[0] if odd else None)
    if first is not None:
        kept[first] = replace(kept[first], is_first_odd=True)
    return kept


def _is_new(moment: Moment, last_good: Collection[str]) -> bool:
    """Only calls are kept of good runs; an error in the log is new whatever was before."""
    if moment.kind in ("call", "browser"):
        return _sign(moment.text) not in last_good
    return moment.is_odd


def signs(attempt: Attempt, read: Read) -> dict[str, None]:
    """The calls of an attempt and the complaints of its browser, each once, without made-up ids."""
    found: dict[str, None] = {}
    for part in attempt.parts:
        for item in part.evidence:
            if item.media_type == kinds.EXCHANGE:
                found[_sign(short(item.title))] = None
            elif item.media_type in (kinds.BROWSER, *COMPLAINTS):
                found |= {_sign(moment.text): None for moment in _of(item, part, read)}
    return found


def _sign(text: str) -> str:
    return WITH_DIGITS.sub("/…", ADDRESS.sub("…", text))


def folded(moments: Iterable[Moment]) -> Iterator[list[Moment]]:
    """Lines by themselves, but those of the log that say nothing odd together, as they follow."""
    for is_quiet, group in groupby(moments, lambda one: one.kind == "log" and not one.is_odd):
        lines = list(group)
        yield from [lines] if is_quiet and len(lines) > FEW else ([line] for line in lines)


def _without_quiet(found: list[Moment], left_out: int) -> list[Moment]:
    """Without so many of the log's lines that say nothing odd, and with a line that says so."""
    if not left_out:
        return found
    quiet = [moment for moment in found if moment.kind == "log" and not moment.is_odd]
    gone = {id(moment) for moment in quiet[-left_out:]}
    kept = [moment for moment in found if id(moment) not in gone]
    note = f"{left_out} lines of the log are left out here; they stand with their steps."
    return [*kept, Moment(found[-1].at_ns, "log", note)]


def _all(outcome: Outcome, attempt: Attempt, read: Read) -> Iterator[Moment]:
    example = outcome.example
    texts = map(example.document.sentence, example.pickle["steps"])
    for text, part in zip(
        ("Before the first step", *texts, "After the last step"), attempt.parts, strict=False
    ):
        if part.started_ns and part.status not in ("SKIPPED", "UNKNOWN"):
            yield Moment(part.started_ns, "step", text, part.nanoseconds / 1e6)
        yield from chain.from_iterable(_of(item, part, read) for item in part.evidence)
        if part.status == "FAILED":
            yield Moment(part.started_ns + part.nanoseconds, "failed", f"Failed: {text}")


def _of(item: Evidence, part: StepRun, read: Read) -> Iterator[Moment]:
    """The lines of one piece of evidence; one that nobody can read is named by its title."""
    if item.media_type in PASSED_OVER:
        return
    try:
        yield from READERS.get(item.media_type, _titled)(item, part, read)
    except (ValueError, LookupError, TypeError, AttributeError):
        yield from _titled(item, part, read)


def _titled(item: Evidence, _part: StepRun, read: Read) -> Iterator[Moment]:
    is_picture = item.media_type.startswith("image/")
    text = item.title or item.media_type
    if item.media_type == kinds.TEXT:
        text = f"{text}: {first_line(read(item))}"
    yield Moment(item.at_ns, "picture" if is_picture else "note", short(text))


def _complaint(item: Evidence, _part: StepRun, read: Read) -> Iterator[Moment]:
    text = f"{item.title}: {first_line(read(item))}"
    yield Moment(item.at_ns, "browser", short(text), is_odd=True)


def _exchange(item: Evidence, _part: StepRun, read: Read) -> Iterator[Moment]:
    took = float(json.loads(read(item)).get("milliseconds") or 0)
    status = item.title.rpartition(": ")[2]
    is_odd = not status.isdigit() or int(status) >= FIRST_ERROR or took > SLOW_MS
    yield Moment(item.at_ns - int(took * 1e6), "call", short(item.title), took, is_odd)


def _browser(item: Evidence, _part: StepRun, read: Read) -> Iterator[Moment]:
    for at_ms, method, path, status, took in json.loads(read(item)):
        is_odd = status >= FIRST_ERROR or took > SLOW_MS
        text = short(f"{method} {path}: {status}")
        yield Moment(at_ms * 1_000_000, "browser", text, took, is_odd)


def _rows(item: Evidence, _part: StepRun, _read: Read) -> Iterator[Moment]:
    yield Moment(item.at_ns, "rows", short(item.title.removeprefix("Rows: ")))


def _mail(item: Evidence, _part: StepRun, _read: Read) -> Iterator[Moment]:
    yield Moment(item.at_ns, "mail", short(item.title.removeprefix("Mail ")))


def _log(item: Evidence, part: StepRun, read: Read) -> Iterator[Moment]:
    """A line each; one without a time of its own stands where the line before it does."""
    at_ns = part.started_ns
    for line in read(item).splitlines():
        if not line.strip() or line[:1].isspace():
            continue  # what goes on from the line before, like a traceback
        entry = entry_of(line) or {}
        at_ns = _moment_of(entry, line) or at_ns
        odd = said_in_log(line)
        text = " ".join(filter(None, odd)) if odd else _said(entry) or line
        yield Moment(at_ns, "log", short(text), is_odd=bool(odd))


def _said(entry: Mapping[str, Any]) -> str:
    """A line of a structured log: who, how bad, what."""
    head = [str(entry[key]) for key in ("service", "level", "event") if entry.get(key)]
    rest = [f"{key}={entry[key]}" for key in ("method", "path", "status") if key in entry]
    return " ".join([*head, *rest])


def _moment_of(entry: Mapping[str, Any], line: str) -> int:
    """The time that a line begins with or has as `timestamp`, if it says in which zone."""
    text = str(entry.get("timestamp") or line.partition(" ")[0])
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return int(at.timestamp() * 1e9) if at.tzinfo else 0


def short(text: str) -> str:
    """A text as long as a line may be."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


READERS: dict[str, Callable[[Evidence, StepRun, Read], Iterator[Moment]]] = {
    kinds.EXCHANGE: _exchange,
    kinds.BROWSER: _browser,
    kinds.ROWS: _rows,
    kinds.MAIL: _mail,
    kinds.LOG: _log,
    **dict.fromkeys(COMPLAINTS, _complaint),
}
