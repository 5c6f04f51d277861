"""The recording of a run: messages.ndjson, one envelope a line, written as it happens."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from sayso.report.messages import Envelope

RECORDING = "messages.ndjson"  # the name of the file
SURROGATE = re.compile("[\ud800-\udfff]")


class MessageStream:
    """A file that a killed run leaves readable: every line is flushed when it is complete.

    `listener`, if any, is told every message as it is written.
    """

    def __init__(self, path: Path, listener: Callable[[Envelope], None] | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        path.unlink(missing_ok=True)  # another run that still writes there keeps a file of its own
        self._file = path.open("wb")
        self._listener = listener
        self._last_id = 0
        self._waiting: list[bytes] | None = None

    def new_id(self) -> str:
        """An id of this run; the ids of documents and pickles never start with "r"."""
        self._last_id += 1
        return f"r{self._last_id}"

    def write(self, envelope: Envelope) -> None:
        try:
            line = orjson.dumps(envelope, option=orjson.OPT_APPEND_NEWLINE)
        except orjson.JSONEncodeError:
            envelope = _printable(envelope)
            line = orjson.dumps(envelope, option=orjson.OPT_APPEND_NEWLINE)
        if self._listener is not None:
            self._listener(envelope)
        if self._waiting is None:
            self._put([line])
        else:
            self._waiting.append(line)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written meanwhile goes to the file at once: messages known at the same time."""
        self._waiting = []
        try:
            yield
        finally:
            lines, self._waiting = self._waiting, None
            self._put(lines)

    def _put(self, lines: Iterable[bytes]) -> None:
        self._file.write(b"".join(lines))
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def _printable(envelope: Envelope) -> Envelope:
    """The message with every lone surrogate, which is in no file of UTF-8, spelt out (RFC 3629)."""
    text = json.dumps(envelope, ensure_ascii=False)
    spelt: Envelope = json.loads(SURROGATE.sub(lambda one: rf"\\u{ord(one[0]):04x}", text))
    return spelt


def read_messages(path: Path) -> Iterator[Envelope]:
    """Every complete envelope; a last line cut off by a killed run is passed over.

    Raises ValueError, naming file and line, for anything else that is not an envelope.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                return
            try:
                envelope = orjson.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: not a message: {error}") from error
            if not isinstance(envelope, dict):
                raise TypeError(f"{path}:{number}: not a message: {line[:80]!r}")
            yield envelope
