"""How a sentence matches, as far as its source tells, without the parser it is given to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import parse  # type: ignore[import-untyped]  # it ships no types
from cucumber_expressions.errors import (  # type: ignore[import-untyped]  # it ships no types
    UndefinedParameterTypeError,
)
from cucumber_expressions.expression import (  # type: ignore[import-untyped]  # it ships no types
    CucumberExpression,
)
from cucumber_expressions.parameter_type_registry import (  # type: ignore[import-untyped]  # same
    ParameterTypeRegistry,
)

from sayso.sentences.definition import Argument, dissect

_ANYTHING = r".+?"


@dataclass(frozen=True)
class StandIn:
    """A type of the suite's own, of which only the pattern is known."""

    pattern: str

    def __call__(self, text: str) -> str:
        """The text itself."""
        return text


class SourceParser:
    """Matches sentences like the parser of the definition, as far as the source tells."""

    def __init__(
        self,
        kind: str,
        pattern: str,
        types: Mapping[str, str | None],
        whole: bool = True,
        flags: int = 0,
    ) -> None:
        self.name, self.kind, self.flags = pattern, kind, flags
        self._types = types
        self._whole = whole

    @cached_property
    def exact(self) -> bool:
        """Whether all of the sentence is written there, and every type of it is known."""
        named = self._fields.values() if self._parsed else ()
        return self._whole and not any(self._types.get(kind, kind) is None for kind in named)

    def is_matching(self, text: str) -> bool:
        """Whether the sentence says `text`."""
        return self._matcher(text) is not None

    def arguments(self, text: str) -> list[Argument]:
        """The values in a sentence with the names and types their author gave them."""
        found = self._matcher(text) if self._parsed else None
        match: re.Match[str] | None = getattr(found, "match", None)
        return [
            (*match.span(name), match[name], name, self._fields.get(name) or "str")
            for name in (match.re.groupindex if match else ())
            if match
        ]

    @property
    def _parsed(self) -> bool:
        return self.kind in ("parse", "cfparse")

    @cached_property
    def _fields(self) -> dict[str, str]:
        return dict(dissect(self.kind, self.name)[1])

    @cached_property
    def _matcher(self) -> Callable[[str], object]:
        if self.kind == "re":
            return re.compile(self.name, self.flags).fullmatch
        if self.kind == "CucumberParser":
            return _cucumber(self.name)
        if self.kind == "string":
            return re.compile(re.escape(self.name)).fullmatch
        pattern = self.name
        if self.kind == "cfparse":  # its cardinality
            pattern = re.sub(r":(\w+)[?*+]\}", r":\1}", pattern)
        inner = parse.compile(pattern, _stand_ins(pattern, self._types))
        return lambda text: inner.parse(text, evaluate_result=False)


def _stand_ins(pattern: str, types: Mapping[str, str | None]) -> dict[str, Any]:
    stand_ins = {}
    for _, kind in dissect("parse", pattern)[1]:
        if kind in types or (kind.isidentifier() and len(kind) > 2):
            stand_ins[kind] = StandIn(types.get(kind) or _ANYTHING)
    return stand_ins


def _cucumber(expression: str) -> Callable[[str], object]:
    """A matcher for a Cucumber expression; types of the suite's own fit anything."""
    try:
        found = CucumberExpression(expression, ParameterTypeRegistry())
    except UndefinedParameterTypeError:
        found = CucumberExpression(re.sub(r"\{\w+\}", "{}", expression), ParameterTypeRegistry())
    match: Callable[[str], object] = found.match
    return match
