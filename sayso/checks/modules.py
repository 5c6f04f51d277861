"""Python files that cannot be read: whatever they define would be missing without a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sayso.gherkin.problems import Problem
from sayso.sentences.suite import Suite


def unreadable(suite: Suite, root: Path) -> Iterator[Problem]:
    """A problem for each file of a suite that is missing among its modules."""
    for path in sorted(set(suite.files) - {module.path for module in suite.modules}):
        yield _problem(path, path.relative_to(root).as_posix())


def _problem(path: Path, uri: str) -> Problem:
    line, text, reason = 1, "", "It is not UTF-8."
    try:
        ast.parse(path.read_bytes(), str(path))
    except OSError as error:
        reason = f"It cannot be read: {error.strerror}."
    except SyntaxError as error:
        line, text = error.lineno or 1, (error.text or "").strip()
        reason = f"This is no Python: {error.msg}."
    except ValueError as error:
        reason = f"This is no Python: {error}."
    remedy = "Until this is mended, the sentences of the file are missing."
    return Problem(uri, line, text, reason, remedy, "unreadable")
