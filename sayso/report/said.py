"""What the system itself said while a scenario ran: errors, answers that broke down, slow calls.

Read from the evidence of an attempt, in the order of what explains most. Logs are those of anybody:
JSON lines as structlog or a formatter for JSON writes them, or text with levels and tracebacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import responses
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from sayso.evidence.browser_calls import SLOW_MS
from sayso.evidence.kinds import BROWSER, CONSOLE, EXCHANGE, LOG, LOG_END, REQUEST, SCRIPT
from sayso.evidence.log_lines import CONTAINER
from sayso.report.html.files import Files
from sayso.report.model import Attempt, Evidence, StepRun
from sayso.text import first_line

BROKEN = 500  # the first status that means the server is to blame
# What explains most comes first.
ORDER = ("exception", "answer", "error", "script", "slow", "console")
LEVELS = ("error", "critical", "fatal", "severe")
LEVEL = re.compile(r"\b(?:ERROR|CRITICAL|FATAL|SEVERE)\b[\]:\s-]*(.*)")
TRACEBACK = "Traceback (most recent call last):"
FRAME = re.compile(r'^\s+File "([^"]+)", line (\d+), in (.+)$')
RAISED = re.compile(r"^([A-Za-z_][\w.]*)(?:: (.*))?$")
# Paths of frames that are nobody's own code.
FOREIGN = re.compile(r"site-packages|dist-packages|[\\/]lib[\\/]python|^<")
# What a browser says of each refused call, which is told by itself.
REFUSED = re.compile(r"Failed to load resource: .* status of \d")
Frame = tuple[str, str, str]  # file, line, function
Fact = tuple[str, str, str]  # kind, words, detail
Reader = Callable[[str], Iterator[Fact]]


@dataclass(frozen=True)
class Said:
    """One thing: `words` for everybody, `detail` for who looks into it; `part` is its step."""

    kind: str
    words: str
    detail: str
    part: StepRun
    item: Evidence


def said(attempt: Attempt, files: Files) -> list[Said]:
    """Each thing once, what explains most first."""
    found: dict[tuple[str, str], Said] = {}
    own_log = any(item.media_type == LOG for part in attempt.parts for item in part.evidence)
    for part in attempt.parts:
        for item in part.evidence:
            read = READERS.get(item.media_type)
            if read is None or (own_log and item.media_type == LOG_END):
                continue  # the end of a log repeats what is known, and holds other scenarios'
            for kind, words, detail in _facts(read, files.text(item)):
                found.setdefault((kind, detail or words), Said(kind, words, detail, part, item))
    return sorted(found.values(), key=lambda one: ORDER.index(one.kind))


def _facts(read: Reader, text: str) -> Iterator[Fact]:
    """What a piece of evidence tells; nothing where it is of another form, like a cut-off one."""
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        yield from read(text)


def _of_exchange(text: str) -> Iterator[Fact]:
    body = json.loads(text)
    request, response = body["request"], body.get("response")
    call = f"{request['method']} {urlsplit(request['url']).path}"
    if response is None:
        yield "answer", "A call got no answer", f"{call}: {body.get('error')}"
        return
    yield from _of_call(call, response["status"], body.get("milliseconds") or 0)


def _of_browser(text: str) -> Iterator[Fact]:
    for _at, method, path, status, took in json.loads(text):
        yield from _of_call(f"{method} {path}", status, took)


def _of_call(call: str, status: int, milliseconds: float) -> Iterator[Fact]:
    took = f"{milliseconds / 1000:.1f} s"
    slowly = f" after {took}" if milliseconds > SLOW_MS else ""
    if status >= BROKEN:
        detail = f"{call}: {status} {responses.get(status, '')}".rstrip()
        yield "answer", f"A call broke down with {status}{slowly}", detail
    elif slowly:
        yield "slow", f"A call took {took}", f"{call}: {status}"


def _of_console(text: str) -> Iterator[Fact]:
    if not REFUSED.match(text):
        yield "console", f"The browser complained: {first_line(text)}", text


def _of_script(text: str) -> Iterator[Fact]:
    yield "script", f"A script of the page failed: {first_line(text)}", text


def _of_request(text: str) -> Iterator[Fact]:
    yield "answer", "The page could not load something", text


def _of_log(text: str) -> Iterator[Fact]:
    plain: list[str] = []
    for line in text.splitlines():
        entry = entry_of(line)
        if entry is None:
            plain.append(CONTAINER.sub("", line))
        else:
            yield from _of_entry(entry)
    yield from _of_lines(plain)


def said_in_log(line: str) -> tuple[str, str] | None:
    """The words and the detail of a line of a log that tells of trouble; nothing of any other."""
    found = next(_of_log(line), None)
    return found[1:] if found else None


def entry_of(line: str) -> Mapping[str, Any] | None:
    """The fields of a line of a structured log; nothing for any other line."""
    start = line.find("{")
    if start < 0 or not line.endswith("}"):
        return None
    try:
        entry = json.loads(line[start:])
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _of_entry(entry: Mapping[str, Any]) -> Iterator[Fact]:
    if str(_first(entry, "level", "levelname", "severity")).lower() in LEVELS:
        yield _error_of(entry)
    status, took = _first(entry, "status", "status_code"), _first(entry, "milliseconds", "ms")
    if isinstance(status, int) and isinstance(took, int | float):
        call = f"{entry.get('method', '')} {_first(entry, 'path', 'url')}".strip()
        yield from _of_call(call, status, took)


def _error_of(entry: Mapping[str, Any]) -> Fact:
    where = str(_first(entry, "service", "logger", "name"))
    told = str(_first(entry, "event", "message", "msg"))
    exception = _first(entry, "exception", "exc_info", "stack_trace")
    raised = _raised(exception) if exception else None
    if raised is not None:
        return _exception(where, *raised)
    more = str(_first(entry, "reason", "error", "detail"))
    return "error", _error_in(where, told), more


def _first(entry: Mapping[str, Any], *keys: str) -> Any:
    return next((entry[key] for key in keys if entry.get(key) is not None), "")


def _raised(exception: Any) -> tuple[str, str, list[Frame]] | None:
    """Type, message and frames: from structlog's dictionaries, or from a traceback's text."""
    if isinstance(exception, list) and exception and isinstance(exception[0], dict):
        last = exception[0]
        frames = [
            (str(frame.get("filename")), str(frame.get("lineno")), str(frame.get("name")))
            for frame in last.get("frames") or ()
        ]
        return str(last.get("exc_type")), str(last.get("exc_value")), frames
    lines = str(exception).strip().splitlines()
    found = RAISED.match(lines[-1]) if lines else None
    return (found[1], found[2] or "", _frames(lines)) if found else None


def _frames(lines: list[str]) -> list[Frame]:
    found = (FRAME.match(line) for line in lines)
    return [(frame[1], frame[2], frame[3]) for frame in found if frame]


def _exception(where: str, kind: str, message: str, frames: list[Frame]) -> Fact:
    own = [frame for frame in frames if not FOREIGN.search(frame[0])] or frames
    place = ""
    if own:
        path, line, function = own[-1]
        place = f", {'/'.join(PurePath(path).parts[-2:])}:{line} in {function}"
    return "exception", _error_in(where, message or kind), f"{kind}{place}"


def _error_in(where: str, message: str) -> str:
    return f"Error in {where}: {message}" if where else f"Error: {message}"


def _of_lines(lines: list[str]) -> Iterator[Fact]:
    """Errors in a log of text: a traceback, or a line with a level."""
    told, trace = "", list[str]()
    for line in [*lines, ""]:
        if trace and not line.startswith((" ", "\t")):
            raised = _raised("\n".join([*trace, line]))
            if raised:
                yield _exception("", *raised)
            told, trace = "", []
        elif trace or TRACEBACK in line:
            trace.append(line)
        else:
            if told:
                yield "error", _error_in("", told), ""
            found = LEVEL.search(line)
            told = found[1] if found else ""


READERS: Mapping[str, Reader] = {
    EXCHANGE: _of_exchange,
    BROWSER: _of_browser,
    CONSOLE: _of_console,
    SCRIPT: _of_script,
    REQUEST: _of_request,
    LOG: _of_log,
    LOG_END: _of_log,
}
