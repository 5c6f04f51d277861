"""Takes over what the evidence part collected, already free of secrets."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import pytest


def take_evidence(item: pytest.Item) -> list[dict[str, Any]]:
    """The entries made since the last call."""
    if importlib.util.find_spec("sayso.evidence.record") is None:
        return []
    key = importlib.import_module("sayso.evidence.record").EVIDENCE
    return list(item.stash[key].take()) if key in item.stash else []


def redact_text(text: str) -> str:
    if importlib.util.find_spec("sayso.evidence.redaction") is None:
        return text
    return str(importlib.import_module("sayso.evidence.redaction").redact_text(text))
