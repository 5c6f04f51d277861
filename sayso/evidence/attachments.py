"""What one attempt at a scenario left behind, step by step, as plain data."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sayso.evidence import kinds
from sayso.redaction import rules as redaction
from sayso.redaction import secrets
from sayso.text import plural

MAX_FILE = 5_000_000  # bytes of a file that are kept
MAX_INLINE = 4_000  # characters of text that travel with the record instead of in a file
EXTENSIONS = {
    kinds.MAIL: ".eml",
    kinds.EXCHANGE: ".json",
    kinds.ROWS: ".json",
    kinds.LOG: ".log",
    kinds.LOG_END: ".log",
    **dict.fromkeys((kinds.CONSOLE, kinds.SCRIPT, kinds.REQUEST), ".txt"),
    kinds.TEXT: ".txt",
}
TEXTS = ("text/", "message/", "application/json", "application/xml")


class Evidence:
    """Collects entries for the step that is running; nothing secret goes in."""

    def __init__(self, reports: Path, *, keeps: bool = True) -> None:
        self.step: int | None = None
        self._begun = 0
        self._keeps = keeps
        self._reports = reports
        self._entries: list[dict[str, Any]] = []

    def begin_step(self) -> None:
        """The next of the scenario's steps, background first, is about to run."""
        self.step, self._begun = self._begun, self._begun + 1

    def add(self, body: str | bytes, *, kind: str, title: str) -> None:
        """Keep a text, picture or document; `kind` is its media type, e.g. "image/png".

        Texts lose their secrets first. A picture is kept as it is: mask it before.
        """
        if not self._keeps:
            return
        if isinstance(body, bytes) and is_text(kind):
            body = body.decode(errors="replace")
        entry = {
            "step": self.step,
            "title": redaction.redact_text(title),
            "media_type": kind,
            "at_ns": time.time_ns(),
        }
        self._entries.append(entry | self._kept(body, kind))

    def file(self, path: str | Path, *, title: str = "File", name: str = "") -> None:
        """Keep a file that somebody uploaded or was given, with its name and size.

        What is text loses its secrets first. One of more than 5 MB is only named.
        """
        if not self._keeps:
            return
        path = Path(path)
        size = path.stat().st_size
        title = f"{title}: {name or path.name}, {size_of(size)}"
        if size > MAX_FILE:
            self.add(f"Not kept: larger than {size_of(MAX_FILE)}.", kind=kinds.TEXT, title=title)
        else:
            body = path.read_bytes()
            self.add(body, kind=kind_of(name or path.name, body), title=title)

    def secret(self, value: str, kind: str = "a registered value") -> None:
        """Never let this value stand in an artefact; it also fails the run if one holds it.

        `kind` is what the message then calls it. Raises ValueError for a value of less than six
        characters.
        """
        secrets.RUN.add(value, kind)

    def take(self) -> list[dict[str, Any]]:
        """The entries since the last call: what the report has not yet got."""
        taken, self._entries = self._entries, []
        return taken

    def _kept(self, body: str | bytes, kind: str) -> dict[str, str]:
        if isinstance(body, str):
            body = redaction.redact_text(body)
            if len(body) <= MAX_INLINE:
                return {"text": body, "file_name": f"evidence{extension(kind)}"}
            body = body.encode()
        path = keep(body, extension(kind), self._reports)
        return {"path": path.relative_to(self._reports).as_posix(), "file_name": path.name}


EVIDENCE = pytest.StashKey[Evidence]()


def keep(body: bytes, suffix: str, reports: Path) -> Path:
    """The file under reports/evidence that holds these bytes; equal bytes share one file."""
    path = reports / "evidence" / f"{hashlib.sha256(body).hexdigest()[:16]}{suffix}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return path


def kind_of(name: str, body: bytes) -> str:
    """The media type that a file's name tells; text by any other name is plain text."""
    import mimetypes  # reads the tables of the machine

    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return kind if is_text(kind) or not _is_readable(body) else kinds.TEXT


def _is_readable(body: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        return "\0" not in body.decode()
    return False


def size_of(number: int) -> str:
    """A size for people: "812 bytes", "12 kB", "3.4 MB"."""
    if number < 1_000:
        return plural(number, "byte")
    return f"{number / 1_000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"


def is_text(kind: str) -> bool:
    """Whether a media type is text, so that secrets can be taken out of it."""
    return kind.startswith(TEXTS) or kind.endswith(("+json", "+xml"))


def extension(kind: str) -> str:
    """The usual ending of file names of a media type, with its dot."""
    if kind in EXTENSIONS:
        return EXTENSIONS[kind]
    import mimetypes  # reads the tables of the machine

    return mimetypes.guess_extension(kind) or ".bin"
