"""The lines of a log that belong to a scenario, in whatever form a system writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# `docker compose logs` puts the container's name before each line.
CONTAINER = re.compile(r"^[\w.-]+\s*\| ")
# What goes on in the next line: indented, empty, or one of the headings inside of a traceback.
CONTINUED = re.compile(
    r"\s|$|Traceback \(|During handling of the above|The above exception was|Caused by: "
)
TRACEBACK = re.compile(r"Traceback \(|During handling of the above|The above exception was")


def about(lines: Iterable[str], correlation_id: str) -> Iterator[str]:
    """The lines that hold the id, and what continues them, like the traceback that follows."""
    named = re.compile(rf"{re.escape(correlation_id)}(?!\w)", re.IGNORECASE)
    state: dict[str, _Record] = {}  # lines of several containers stand in turn
    for line in lines:
        prefix = CONTAINER.match(line)
        container = prefix[0] if prefix else ""
        record = state.setdefault(container, _Record())
        if record.takes(line.removeprefix(container), bool(named.search(line))):
            yield line


class _Record:
    """Whether the record that is being written is wanted."""

    def __init__(self) -> None:
        self._wanted = False
        self._in_traceback = False

    def takes(self, line: str, is_named: bool) -> bool:
        if CONTINUED.match(line):
            self._in_traceback |= bool(TRACEBACK.match(line))
        elif self._in_traceback:  # the error, with which Python ends a traceback
            self._in_traceback = False
        else:
            self._wanted = False
        self._wanted |= is_named
        return self._wanted
