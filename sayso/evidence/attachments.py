"""What one attempt at a scenario left behind, step by step, as plain data."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.evidence import kinds
from sayso.redaction import rules as redaction
from sayso.redaction import secrets

MAX_INLINE = 4_000  # characters of text that travel with the record instead of in a file
EXTENSIONS = {
    kinds.MAIL: ".eml",
    kinds.EXCHANGE: ".json",
    kinds.ROWS: ".json",
    kinds.LOG: ".log",
    kinds.LOG_END: ".log",
    **dict.fromkeys((kinds.CONSOLE, kinds.SCRIPT, kinds.REQUEST), ".txt"),
    "text/plain": ".txt",
}
TEXTS = ("text/", "message/", "application/json", "application/xml")


class Evidence:
    """Collects entries for the step that is running; nothing secret goes in."""

    def __init__(self, reports: Path, *, keeps: bool = True) -> None:
        self.step: int | None = None
        self._keeps = keeps
        self._reports = reports
        self._entries: list[dict[str, Any]] = []

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


def is_text(kind: str) -> bool:
    """Whether a media type is text, so that secrets can be taken out of it."""
    return kind.startswith(TEXTS) or kind.endswith(("+json", "+xml"))


def extension(kind: str) -> str:
    """The usual ending of file names of a media type, with its dot."""
    if kind in EXTENSIONS:
        return EXTENSIONS[kind]
    import mimetypes  # reads the tables of the machine

    return mimetypes.guess_extension(kind) or ".bin"
