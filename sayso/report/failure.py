"""What was raised, as plain facts: its kind, its message, and where, without the machinery."""

from __future__ import annotations

import traceback
from pathlib import Path
from types import TracebackType

import pytest

from sayso.errors import PlainError
from sayso.redaction.rules import redact_text
from sayso.report.worker_report import ErrorFacts

# Frames of these packages say how a step was called, not what went wrong in it.
MACHINERY = frozenset({"_pytest", "pluggy", "pytest_bdd", "sayso"})
STRICT_XFAIL = "[XPASS(strict)] "


def error_facts(error: BaseException, root: Path) -> ErrorFacts:
    """The facts of an exception: nothing secret in it, and paths as seen from `root`."""
    return {
        "type": type(error).__name__,
        "message": redact_text(message_of(error)),
        "trace": redact_text(trace_of(error).replace(f"{root}/", "")),
    }


def unraised(text: str) -> ErrorFacts:
    """The facts of a failure without an exception: a known bug that works all of a sudden."""
    known = text.removeprefix(STRICT_XFAIL)
    message = f"expected to fail, but works now: {known}" if known != text else text
    return {"type": "Failure", "message": redact_text(message), "trace": ""}


def message_of(error: BaseException) -> str:
    """The message in plain words; some exceptions only have a type."""
    if isinstance(error, pytest.fail.Exception | pytest.skip.Exception):
        return error.msg or ""
    if isinstance(error, SystemExit):
        return f"sys.exit({error.code!r}) was called"
    return str(error) or type(error).__name__


def trace_of(error: BaseException) -> str:
    """The traceback, from the first frame that is the project's own; nothing for a plain error."""
    if isinstance(error, PlainError):
        return ""
    formatted = traceback.TracebackException(
        type(error), error, _own_part(error.__traceback__), compact=True
    )
    return "".join(formatted.format()).rstrip()


def _own_part(trace: TracebackType | None) -> TracebackType | None:
    first = trace
    while first is not None and _is_machinery(first):
        first = first.tb_next
    return first or trace


def _is_machinery(trace: TracebackType) -> bool:
    package = trace.tb_frame.f_globals.get("__name__", "").partition(".")[0]
    if package in MACHINERY:
        return True
    return Path(trace.tb_frame.f_code.co_filename).name == "<string>"
