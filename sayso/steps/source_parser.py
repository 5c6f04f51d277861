"""How a sentence matches, as far as its source tells, without the parser it is given to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from traceback import format_exception_only
from typing import Any

import parse  # type: ignore[import-untyped]  # it ships no types
from cucumber_expressions.errors import (  # type: ignore[import-untyped]  # it ships no types
    CucumberExpressionError,
)
from cucumber_expressions.parameter_type import (  # type: ignore[import-untyped]  # same
    ParameterType,
)
from cucumber_expressions.parameter_type_registry import (  # type: ignore[import-untyped]  # same
    ParameterTypeRegistry,
)

from sayso.steps.definition import Argument, dissect
from sayso.steps.expression import Expression
from sayso.steps.written import Sentence

_REFUSALS = (CucumberExpressionError, KeyError, NotImplementedError, ValueError, re.error)
_TYPE = re.compile(r"[^\W\d]\w*(?=[?*+]?$)")  # behind its alignment, before its cardinality


class RefusedError(ValueError):
    """A text is no pattern for its parser; the message says what the parser raised."""


@dataclass(frozen=True)
class StandIn:
    """A type of the suite's own, of which only the pattern is known."""

    pattern: str

    def __call__(self, text: str) -> str:
        """The text itself."""
        return text


_ANYTHING = StandIn(r".+?")
StandIns = dict[str, StandIn]


class SourceParser:
    """Matches sentences like the parser of the definition, as far as the source tells.

    It is `exact` when all of the sentence is written there, and every type of it is known. Raises
    RefusedError where the parser of the definition cannot be made.
    """

    def __init__(self, sentence: Sentence, types: Mapping[str, str | None]) -> None:
        self.name, self.kind, self.flags = sentence.pattern, sentence.kind, sentence.flags
        stand_ins = {} if sentence.plain else _stand_ins(sentence, types)
        self.exact = sentence.whole and _ANYTHING not in stand_ins.values()
        self._expression: Expression | None = None
        try:
            self._match = self._matcher(stand_ins, sentence)
        except _REFUSALS as error:
            raise RefusedError(format_exception_only(error)[-1].strip()) from error

    @property
    def argument_names(self) -> tuple[str, ...]:
        """What the values of a Cucumber expression are called, in its order."""
        return self._expression.names if self._expression else ()

    def is_matching(self, text: str) -> bool:
        """Whether the sentence says `text`."""
        return self._match(text) is not None

    def arguments(self, text: str) -> list[Argument]:
        """The values in a sentence with the names and types their author gave them."""
        if self._expression:
            return self._expression.arguments(text)
        match: re.Match[str] | None = getattr(self._match(text), "match", None)
        kinds = dict(dissect(self.kind, self.name)[1])
        return [
            (*match.span(name), match[name], name, kinds.get(name) or "str")
            for name in (match.re.groupindex if match else ())
            if match
        ]

    def _matcher(self, stand_ins: StandIns, sentence: Sentence) -> Callable[[str], object]:
        if self.kind == "string":
            return lambda text: True if text == self.name else None
        if self.kind == "re":
            return re.compile(self.name, self.flags).fullmatch
        if self.kind == "CucumberParser":
            self._expression = _expression(sentence, stand_ins)
            return self._expression.match
        inner = _parser(self.kind)(self.name, dict(stand_ins))
        return lambda text: inner.parse(text, evaluate_result=False)


def _parser(kind: str) -> Any:
    if kind == "parse":
        return parse.Parser
    from parse_type.cfparse import (  # type: ignore[import-untyped]  # it ships no types
        Parser,  # few suites need it, and it takes its time
    )

    return Parser


def _expression(sentence: Sentence, stand_ins: StandIns) -> Expression:
    types = ParameterTypeRegistry()
    for name, stand_in in stand_ins.items():
        types.define_parameter_type(ParameterType(name, stand_in.pattern, str, stand_in))
    count = len(dissect(sentence.kind, sentence.pattern)[1])
    names = sentence.names if sentence.direct or len(sentence.names) == count else ("",) * count
    return Expression(sentence.pattern, names, types)


def _stand_ins(sentence: Sentence, types: Mapping[str, str | None]) -> StandIns:
    """What stands in for the types of a sentence that its parser does not bring along."""
    found = {}
    for _, kind in dissect(sentence.kind, sentence.pattern)[1]:
        name = _TYPE.search(kind)
        if name and (types.get(name[0]) or not _brings(sentence.kind, kind)):
            pattern = types.get(name[0])
            found[name[0]] = StandIn(pattern) if pattern else _ANYTHING
    return found


@lru_cache
def _brings(parser: str, kind: str) -> bool:
    """Whether a parser knows a type by itself."""
    if parser == "CucumberParser":
        return ParameterTypeRegistry().lookup_by_type_name(kind) is not None
    try:
        parse.Parser(f"{{:{kind}}}")
    except ValueError:
        return False
    return True
