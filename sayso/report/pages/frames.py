"""Foreign markup in a file of its own, where it can run nothing and fetch nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

# The frame is sandboxed; this holds also for somebody who opens the file by itself.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
HEAD = (
    '<!doctype html><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
)


def framed(reports: Path, html: str) -> str:
    """Writes the markup beside the evidence; returns its path in the report."""
    data = (HEAD + html).encode("utf-8", "replace")
    name = f"evidence/{sha256(data).hexdigest()[:16]}-frame.html"
    path = reports / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return name
