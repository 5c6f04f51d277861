"""A step definition: its pattern, where it stands, what it takes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from sayso.gherkin.reader import uri_of

Keyword = Literal["given", "when", "then"]
Argument = tuple[int, int, str, str, str]  # start, end, text, name, name of its type

KEYWORDS: dict[str, Keyword] = {"Context": "given", "Action": "when", "Outcome": "then"}

# What can stand below a step, and the argument by which its function takes it.
BELOW = {"dataTable": "datatable", "docString": "docstring"}

_WITHOUT_FIELDS = ("string", "re")
# What parse takes for a brace that is said, and for a field. Reading from the left matters:
# "{{{n:d}}}" is a field between two braces.
_PIECE = re.compile(r"\{\{|\}\}|\{([\w.\[\]-]*)(?::([^{}]*))?\}")
_CUCUMBER_PIECE = re.compile(r"\\.|\{()([^{}]*)\}")  # a field has a type and no name


@dataclass(frozen=True, eq=False)
class StepDefinition:
    """A pattern with the function behind it; `keyword` None means it fits any keyword."""

    keyword: Keyword | None
    pattern: str
    kind: str
    function: Callable[..., object] = field(repr=False)
    location: str
    docstring: str = field(repr=False)
    context: Any = field(repr=False)  # pytest-bdd's StepFunctionContext
    needs: tuple[str, ...] = field(repr=False)

    def __str__(self) -> str:
        """As a reader of features knows it: its keyword and its pattern."""
        return f"{(self.keyword or 'step').capitalize()} {self.pattern}"

    @property
    def gives(self) -> str | None:
        """The fixture name under which later steps find what this step returned."""
        return self.context.target_fixture  # type: ignore[no-any-return]  # pytest-bdd is untyped

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Its values in their order, each as name and type, as far as they are written there."""
        _, fields = dissect(self.kind, self.pattern)
        beside = getattr(self.context.parser, "argument_names", ())  # of a Cucumber expression
        named = zip(fields, [*beside, *("" for _ in fields)], strict=False)
        return [(name or other, kind) for (name, kind), other in named]

    @property
    def place(self) -> tuple[str, int]:
        """File and line; a callable without source has line 0."""
        uri, _, line = self.location.rpartition(":")
        return (uri, int(line)) if uri else (self.location, 0)

    @property
    def is_own(self) -> bool:
        """Whether it belongs to the project, and not to an installed package."""
        return is_own(self.place[0])

    @property
    def first_wins(self) -> bool:
        """Whether the first of several that fit acts, as in behave; others are ambiguous."""
        return getattr(self.context.parser, "first_wins", False)

    @property
    def told(self) -> dict[str, Any]:
        """What tells it apart, as plain data that crosses processes."""
        return {"pattern": self.pattern, "kind": self.kind, "location": self.location}

    def matches(self, text: str) -> bool:
        """Whether it matches `text`."""
        return bool(self.context.parser.is_matching(text))


@dataclass(frozen=True, eq=False)
class Match:
    """A step bound to its definition; `ambiguous` when others would fit as well."""

    definition: StepDefinition
    text: str
    ambiguous: bool = False
    error: BaseException | None = None  # what a converter raised for a value in the text

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """What its function takes from elsewhere; a parser of one's own tells by its answer."""
        definition = self.definition
        if self.error or argument_names(definition.context.parser):
            return definition.needs
        names = definition.context.parser.parse_arguments(self.text) or {}
        return tuple(name for name in definition.needs if name not in names)

    @cached_property
    def arguments(self) -> list[Argument]:
        """The parts of the text that were taken as values, in the order of the text."""
        return [] if self.error else sorted(_arguments(self.definition, self.text))

    @cached_property
    def told(self) -> dict[str, Any]:
        """All of it as plain data that crosses processes."""
        return {**self.definition.told, "arguments": self.arguments}


def is_own(uri: str) -> bool:
    """Whether a file belongs to the project, also when its environment lies in the project."""
    place = PurePosixPath(uri)
    return not place.is_absolute() and "site-packages" not in place.parts


def define(context: Any, root: Path, required: Callable[[Any], Iterable[str]]) -> StepDefinition:
    """The definition behind one of pytest-bdd's contexts; locations are relative to `root`."""
    parser = context.parser
    names = argument_names(parser)
    return StepDefinition(
        keyword=context.type,
        pattern=parser.name,
        kind=type(parser).__name__,
        function=context.step_func,
        location=_location(context.step_func, root),
        docstring=inspect.getdoc(context.step_func) or "",
        context=context,
        needs=tuple(name for name in required(context.step_func) if name not in names),
    )


@cache  # asked for every value of every step
def dissect(kind: str, pattern: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The plain texts of a pattern, and between them its fields, each as name and type.

    There is one text more than fields. Exact texts and regular expressions are all text.
    """
    texts, fields, end = [""], [], 0
    piece = _CUCUMBER_PIECE if kind == "CucumberParser" else _PIECE
    for found in piece.finditer(pattern) if kind not in _WITHOUT_FIELDS else ():
        texts[-1] += pattern[end : found.start()]
        end = found.end()
        if found[1] is None:
            texts[-1] += found[0][-1]
        else:
            fields.append((found[1], found[2] or ""))
            texts.append("")
    texts[-1] += pattern[end:]
    return tuple(texts), tuple(fields)


def argument_names(parser: Any) -> frozenset[str]:
    """What a parser calls the values it takes out of a step, as far as it tells."""
    if regex := getattr(parser, "regex", None):
        return frozenset(regex.groupindex)
    if hasattr(parser, "argument_names"):
        return frozenset(parser.argument_names)
    return frozenset(getattr(getattr(parser, "parser", None), "named_fields", ()))


def _location(function: Callable[..., object], root: Path) -> str:
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return "unknown place"
    return f"{_uri(code.co_filename, root)}:{code.co_firstlineno}"


@cache  # a module has many definitions
def _uri(file_name: str, root: Path) -> str:
    return uri_of(Path(file_name), root)


def _arguments(definition: StepDefinition, text: str) -> list[Argument]:
    parser = definition.context.parser
    if hasattr(parser, "arguments"):
        return list(parser.arguments(text))
    regex = getattr(parser, "regex", None)
    if regex and (found := regex.fullmatch(text)):
        names = (name for name in regex.groupindex if found[name] is not None)
        return [(*found.span(name), found[name], name, "str") for name in names]
    inner = getattr(parser, "parser", None)
    result = inner.parse(text) if inner is not None else None
    if result is None:
        return []
    _, fields = dissect(definition.kind, definition.pattern)
    types = {name: kind or "str" for name, kind in fields}
    return [
        (start, end, text[start:end], str(name), types.get(str(name), "str"))
        for name, (start, end) in result.spans.items()
    ]
