"""One reader of feature files: the official parser, its pickles, and stable ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha1
from pathlib import Path
from typing import Any, cast

from gherkin.ast_builder import AstBuilder
from gherkin.pickles.compiler import Compiler, GherkinDocumentWithURI
from gherkin.stream.id_generator import IdGenerator

from sayso.gherkin.node_ids import distinct_names, row_ids
from sayso.gherkin.parser import QuickParser
from sayso.gherkin.problems import Problem, Severity

Ast = Mapping[str, Any]
Row = tuple[tuple[str, str], ...]

PLACEHOLDER = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One scenario, or one row of an outline: a pickle bound to its document."""

    document: FeatureDocument = field(repr=False)
    pickle: Ast = field(repr=False)
    scenario: Ast = field(repr=False)
    rule: Ast | None = field(repr=False)
    table: Ast | None = field(repr=False)  # the Examples that the row stands in
    row: Row
    node_name: str

    @property
    def name(self) -> str:
        """The title, with the row's values filled in."""
        return str(self.pickle["name"])

    @property
    def line(self) -> int:
        """The line of the scenario, or of the outline's row."""
        return int(self.pickle["location"]["line"])

    @property
    def identity(self) -> str:
        """What this example is called in every run; a line inserted above does not change it."""
        rule = () if self.rule is None else (self.document.node_name(self.rule),)
        return "::".join((self.document.uri, *rule, self.node_name))

    @property
    def tags(self) -> tuple[str, ...]:
        """All tags with their @, inherited ones first, each once."""
        return tuple(dict.fromkeys(tag["name"] for tag in self.pickle["tags"]))


@dataclass(frozen=True, eq=False)
class FeatureDocument:
    """A feature file as read: `ast` is the official GherkinDocument with its comments."""

    uri: str
    path: Path
    text: str = field(repr=False)
    ast: dict[str, Any] = field(repr=False)
    pickles: list[dict[str, Any]] = field(repr=False)
    examples: tuple[Example, ...] = field(default=(), repr=False)

    @property
    def feature(self) -> Ast:
        """The feature's node; an empty one for a text without, which the reader refuses."""
        return self.ast.get("feature") or {"children": (), "tags": ()}

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text as the parser counts them."""
        return self.text.split("\n")

    @cached_property
    def steps(self) -> Mapping[str, Ast]:
        """The steps by id, those of backgrounds included."""
        scenarios = (scenario for _, scenario in scenarios_of(self.feature))
        holders = (*backgrounds_of(self.feature), *scenarios)
        return {step["id"]: step for holder in holders for step in holder["steps"]}

    def node_of(self, step: Ast) -> Ast:
        """The step as it is written, for a step of a pickle."""
        return self.steps[step["astNodeIds"][0]]

    def sentence(self, step: Ast) -> str:
        """Keyword and text of a step of a pickle."""
        return f"{self.node_of(step)['keyword'].strip()} {step['text']}"

    @cached_property
    def _names(self) -> Mapping[int, str]:
        """The names in node ids by line; siblings of one title get different ones."""
        names: dict[int, str] = {}
        for parent in (self.feature, *rules_of(self.feature)):
            parts = [part for child in parent["children"] for part in child.items()]
            children = [node for kind, node in parts if kind != "background"]
            names |= zip(map(_line, children), distinct_names(children), strict=True)
        return names

    def node_name(self, node: Ast) -> str:
        """What a rule or scenario of this document is called in node ids."""
        return self._names[_line(node)]

    def line(self, number: int) -> str:
        """A line of the text without its indentation; lines count from 1."""
        return self.lines[number - 1].strip() if 0 < number <= len(self.lines) else ""

    def problem(
        self, node: Ast | int, reason: str, remedy: str, rule: str, severity: Severity = "error"
    ) -> Problem:
        """A problem at a node, or at a line."""
        number = node if isinstance(node, int) else _line(node)
        return Problem(self.uri, number, self.line(number), reason, remedy, rule, severity)

    @classmethod
    def of(cls, text: str, uri: str, path: Path) -> FeatureDocument:
        """Parse a text; raises the official parser's CompositeParserException."""
        ids = _Ids(uri)
        ast: dict[str, Any] = dict(QuickParser(AstBuilder(ids)).parse(text))
        ast["uri"] = uri
        compiled = _Compiler(ids).compile(cast("GherkinDocumentWithURI", ast))
        return cls.made(text, uri, path, ast, [dict(pickle) for pickle in compiled])

    @classmethod
    def made(
        cls, text: str, uri: str, path: Path, ast: dict[str, Any], pickles: list[dict[str, Any]]
    ) -> FeatureDocument:
        """A document of parts that were parsed before, perhaps by another process."""
        document = cls(uri, path, text, ast, pickles)
        object.__setattr__(document, "examples", tuple(_examples(document)))
        return document


class _Ids(IdGenerator):
    """Ids that stay the same in every run and worker as long as the file does not change."""

    def __init__(self, uri: str) -> None:
        super().__init__()
        self._prefix = sha1(uri.encode(), usedforsecurity=False).hexdigest()[:8]
        self._count = -1

    def get_next_id(self) -> str:
        self._count += 1
        return f"{self._prefix}-{self._count}"


class _Compiler(Compiler):
    """Fills placeholders in as plain text; the original takes a column's name for a pattern."""

    def _interpolate(
        self, name: str | None, variable_cells: Iterable[Any], value_cells: Sequence[Any]
    ) -> Any:
        if not name or "<" not in name or not value_cells:
            return name
        columns = (cell["value"] for cell in variable_cells)
        values = dict(zip(columns, (cell["value"] for cell in value_cells), strict=True))
        return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), name)


def _line(node: Ast) -> int:
    return int(node["location"]["line"])


def backgrounds_of(feature: Ast) -> Iterator[Ast]:
    """The backgrounds of a feature and of its rules."""
    for child in feature["children"]:
        for inner in (child, *(child["rule"]["children"] if "rule" in child else ())):
            if "background" in inner:
                yield inner["background"]


def rules_of(feature: Ast) -> list[Ast]:
    """The rules of a feature."""
    return [child["rule"] for child in feature["children"] if "rule" in child]


def scenarios_of(feature: Ast) -> Iterator[tuple[Ast | None, Ast]]:
    """Every scenario of a feature with its rule, or None, in the order of the file."""
    for child in feature["children"]:
        if "scenario" in child:
            yield None, child["scenario"]
        for inner in child["rule"]["children"] if "rule" in child else ():
            if "scenario" in inner:
                yield child["rule"], inner["scenario"]


def _examples(document: FeatureDocument) -> Iterator[Example]:
    pickles = iter(document.pickles)
    for rule, scenario in scenarios_of(document.feature):
        title = document.node_name(scenario)
        if not scenario["examples"]:
            yield Example(document, next(pickles), scenario, rule, None, (), title)
            continue
        rows = list(_rows(scenario))
        ids = row_ids([row for _, row in rows])
        for (table, row), row_id in zip(rows, ids, strict=True):
            name = f"{title}[{row_id}]"
            yield Example(document, next(pickles), scenario, rule, table, row, name)


def _rows(scenario: Ast) -> Iterator[tuple[Ast, Row]]:
    for table in scenario["examples"]:
        header = table.get("tableHeader", {"cells": ()})
        columns = [cell["value"] for cell in header["cells"]]
        for row in table["tableBody"]:
            yield table, tuple(zip(columns, (cell["value"] for cell in row["cells"]), strict=True))
