"""How a failed scenario is shown: the traceback of the suite only, and the step in its scenario."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import pytest

from sayso.gherkin.document import Example
from sayso.runner.pytest_bdd import execute_step
from sayso.steps.soft import StepFailure

# Below the executor, frames of these packages still only say how a step was called.
MACHINERY = frozenset({"_pytest", "pytest_bdd"})


def user_frames(excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
    """The traceback from the step function on; the whole of it when no step was running."""
    entries = list(excinfo.traceback)
    codes = [entry.frame.code.raw for entry in entries]
    start = len(codes)
    if execute_step.__code__ in codes:
        start = codes.index(execute_step.__code__) + 1
        while start < len(entries) and _is_machinery(entries[start]):
            start += 1
    wanted = {id(entry) for entry in entries[start:]}
    return excinfo.traceback.filter(lambda entry: id(entry) in wanted or not wanted)


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
    nodes = example.document.steps
    for step in example.pickle["steps"]:
        node = nodes[step["astNodeIds"][0]]
        place = f"{example.document.uri}:{node['location']['line']}"
        yield node["keyword"], step["text"], place


def _is_machinery(entry: Any) -> bool:
    name: str = entry.frame.f_globals.get("__name__", "")
    return name.partition(".")[0] in MACHINERY
