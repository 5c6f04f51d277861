"""How a failed scenario is shown: the traceback of the suite only, and the step in its scenario."""

from __future__ import annotations

import traceback
from collections.abc import Container, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from sayso.gherkin.document import Example
from sayso.steps.soft import StepFailure

# Frames of these packages that come first say how a step was called, not what went wrong in it.
PAGE = "Aria snapshot:"
MOST_OF_PAGE = 12  # lines in the terminal
MACHINERY = frozenset({"_pytest", "pluggy", "pytest_bdd", "pytest_playwright", "sayso"})


def user_frames(excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
    """For the terminal: the traceback from the project's own first frame; else the whole of it."""
    entries = excinfo.traceback
    own = (place for place, entry in enumerate(entries) if not _is_machinery(entry.frame.raw))
    return entries[next(own, 0) :]


def shorten_pages(shown: Any) -> None:
    """Cut the page that Playwright adds to a message, so that the reason stays in sight.

    The whole of it stands in the report. What pytest made no chain of stays as it is.
    """
    for trace, *_ in getattr(shown, "chain", ()):
        for entry in getattr(trace, "reprentries", ()):
            lines: list[str] = getattr(entry, "lines", [])
            begins = next((n for n, line in enumerate(lines) if line.endswith(PAGE)), len(lines))
            more = len(lines) - begins - 1 - MOST_OF_PAGE
            if more > 0:
                del lines[-more:]
                lines.append(f"E       ... and {more} more lines of the page, in the report")


def format_user_frames(error: BaseException) -> str:
    """For the report: the same as text, with what raised it."""
    first = trace = error.__traceback__
    while first is not None and _is_machinery(first.tb_frame):
        first = first.tb_next
    kind = type(error)
    formatted = traceback.TracebackException(kind, error, first or trace, compact=True)
    return "".join(formatted.format()).rstrip()


def told(example: Example, failed: Container[int]) -> Iterator[str]:
    """The scenario's steps with a mark at those that failed, and their places in the file."""
    for number, (keyword, text, place) in enumerate(_steps(example)):
        line = f"{keyword.rjust(6)}{text}"
        yield f"> {line}   <- {place}" if number in failed else f"  {line}"


def failure_of(example: Example, number: int, error: BaseException) -> StepFailure:
    """An error with the step it belongs to."""
    keyword, text, place = list(_steps(example))[number]
    return StepFailure(f"{keyword}{text}", place, error)


def _steps(example: Example) -> Iterator[tuple[str, str, str]]:
    """Keyword, text and place of each step."""
    for step in example.pickle["steps"]:
        node = example.document.node_of(step)
        place = f"{example.document.uri}:{node['location']['line']}"
        yield node["keyword"], step["text"], place


def _is_machinery(frame: FrameType) -> bool:
    """True for a frame of these packages, and for code that one of them made from a text."""
    package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return package in MACHINERY or Path(frame.f_code.co_filename).name == "<string>"
