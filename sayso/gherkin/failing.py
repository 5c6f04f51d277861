"""How a failed scenario is shown: the traceback of the suite only, and the step in its scenario."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sayso.gherkin.document import Example
from sayso.gherkin.pytest_bdd_private import execute_step
from sayso.gherkin.rendering import step_nodes

# Below the executor, frames of these packages still only say how a step was called.
MACHINERY = frozenset({"_pytest", "pytest_bdd"})


def own_part(excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
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


def told(example: Example, current: int) -> Iterator[str]:
    """The scenario's steps with a mark at the one that failed, and its place in the file."""
    nodes = step_nodes(example.document)
    for number, step in enumerate(example.pickle["steps"]):
        node = nodes[step["astNodeIds"][0]]
        line = f"{node['keyword'].rjust(6)}{step['text']}"
        place = f"   <- {example.document.uri}:{node['location']['line']}"
        yield f"> {line}{place}" if number == current else f"  {line}"


def _is_machinery(entry: Any) -> bool:
    name: str = entry.frame.f_globals.get("__name__", "")
    return name.partition(".")[0] in MACHINERY
