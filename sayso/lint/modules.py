"""Python files that cannot be read: whatever they define would be missing without a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sayso.gherkin.problems import Problem
from sayso.gherkin.reader import uri_of
from sayso.steps.suite import Suite


def unreadable(suite: Suite, root: Path) -> Iterator[Problem]:
    """A problem for each file of a suite that is missing among its modules."""
    for path in sorted(set(suite.files) - {module.path for module in suite.modules}):
        line, text, reason = _fault(path)
        remedy = "Until this is mended, the sentences of the file are missing."
        yield Problem(uri_of(path, root), line, text, reason, remedy, "unreadable")


def _fault(path: Path) -> tuple[int, str, str]:
    """Line, its text, and why Python does not read the file."""
    try:
        ast.parse(path.read_bytes(), str(path))
    except OSError as error:
        return 1, "", f"It cannot be read: {error.strerror}."
    except SyntaxError as error:
        return error.lineno or 1, (error.text or "").strip(), f"This is no Python: {error.msg}."
    except ValueError as error:
        return 1, "", f"This is no Python: {error}."
    return 1, "", "It was changed while it was read."
