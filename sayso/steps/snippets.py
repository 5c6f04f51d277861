"""The code of a missing step definition, made from the text of the step alone."""

from __future__ import annotations

import builtins
import keyword as python
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.steps.definition import BELOW, Keyword
from sayso.steps.pattern import Written, literal, pattern_of

_LONGEST_NAME = 50
_TYPES = {"datatable": "list[list[str]]", "docstring": "str"}
_NOTHING: Mapping[str, Any] = {}


def snippet(
    keyword: Keyword,
    text: str,
    argument: Mapping[str, Any] = _NOTHING,
    written: Written | None = None,
) -> Iterator[str]:
    """A complete module with a step definition for `text`, below a line that says what it is.

    `argument` is what stands below the step, and `written` the step of an outline whose row says
    `text`.
    """
    written = written or Written(text)
    pattern, parameters = pattern_of(written)
    pattern_code = f"parsers.parse({literal(pattern)})" if parameters else literal(pattern)
    names = sorted([keyword, *(["parsers"] if parameters else [])])
    takes = [*parameters, *((name, _TYPES[name]) for key, name in BELOW.items() if key in argument)]
    yield "To define it:"
    yield ""
    yield f"  from pytest_bdd import {', '.join(names)}"
    yield ""
    yield f"  @{keyword}({pattern_code})"
    function = _function_name(written, names)
    yield f"  def {function}({', '.join(f'{name}: {kind}' for name, kind in takes)}) -> None:"
    yield "      raise NotImplementedError"


def _function_name(written: Written, imported: list[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", written.without_values.lower()).strip("_")
    name = plain[:_LONGEST_NAME].rstrip("_") or "step"
    if name[0].isdigit() or name.startswith("pytest_"):  # pytest takes the latter for hooks
        name = f"_{name}"
    taken = name in imported or python.iskeyword(name) or hasattr(builtins, name)
    return f"{name}_2" if taken else name
