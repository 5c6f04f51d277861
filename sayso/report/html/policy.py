"""The content security policy of a page: it runs what we wrote and asks nobody for anything."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

# Files opened from a disk have no origin: some browsers know them as 'self', others by scheme.
BESIDE = "'self' file:"


def policy(scripts: Iterable[str], style: str) -> str:
    """Only these scripts and this style, pictures and frames from beside the page."""
    allowed = " ".join(_hash(script) for script in scripts) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {_hash(style) if style else BESIDE}",
            f"img-src {BESIDE} data:",
            f"frame-src {BESIDE}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
