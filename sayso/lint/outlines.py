"""Outlines whose table and text do not agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from gherkin.dialect import DIALECTS

from sayso.gherkin.document import PLACEHOLDER, Ast, FeatureDocument, rules_of, scenarios_of
from sayso.gherkin.problems import Problem
from sayso.suggest import nearest

_QUOTED = re.compile(r'"[^"]*"')
_NO_COLUMN = re.compile(r'^[/!?#.]|/$|[@=:"]|\w\.\w')  # of addresses, ends and attributes
_WITHOUT_END = ("br", "hr", "img", "wbr")  # elements of HTML
_ROWS = "Add a row of values, or take the Examples out."


def outline_problems(document: FeatureDocument) -> Iterator[Problem]:
    """Tables without rows, placeholders without a column, columns nobody reads."""
    feature = document.feature
    if feature is None:
        return
    outline_words = DIALECTS[feature["language"]]["scenarioOutline"]
    for parent in (feature, *rules_of(feature)):
        yield from _backgrounds(document, parent)
    for _, scenario in scenarios_of(feature):
        if scenario["examples"]:
            yield from _tables(document, scenario)
        else:
            yield from _plain(document, scenario, scenario["keyword"] in outline_words)


def _plain(document: FeatureDocument, scenario: Ast, outline: bool) -> Iterator[Problem]:
    if outline:
        reason = "The outline has no Examples, so it would run once with its placeholders as text."
        yield _at(document, scenario, reason, 'Add "Examples:" with a table.', "no-examples")
        return
    for line, name in _outside_quotes(scenario):
        reason = f"<{name}> is a placeholder, but the scenario has no Examples to fill it from."
        remedy = 'Add "Examples:", or write the value.'
        yield Problem(document.uri, line, document.line(line), reason, remedy, "placeholder")


def _backgrounds(document: FeatureDocument, parent: Ast) -> Iterator[Problem]:
    """Placeholders that stay as text although the outlines below have Examples."""
    for background in (each["background"] for each in parent["children"] if "background" in each):
        columns = _columns_below(document, parent)
        meant = (each for each in _placeholders(background, columns) if each[1].strip() in columns)
        for line, name in {*_outside_quotes(background), *meant}:
            reason = f"<{name}> would stay as text: no Examples fill in the steps of a background."
            remedy = "Write the value, or move the step into the outline."
            yield Problem(document.uri, line, document.line(line), reason, remedy, "placeholder")


def _columns_below(document: FeatureDocument, parent: Ast) -> set[str]:
    """The columns of all outlines of a rule, or of a feature and its rules."""
    feature = document.feature
    own = (each for rule, each in scenarios_of(feature) if parent is feature or parent is rule)
    tables = (table for scenario in own for table in scenario["examples"])
    headers = (table["tableHeader"] for table in tables if "tableHeader" in table)
    return {cell["value"] for header in headers for cell in header["cells"]}


def _outside_quotes(node: Ast) -> Iterator[tuple[int, str]]:
    """The placeholders of a scenario's or background's sentences."""
    for step in node["steps"]:
        for name in _names(_QUOTED.sub('""', step["text"])):
            yield step["location"]["line"], name


def _tables(document: FeatureDocument, scenario: Ast) -> Iterator[Problem]:
    used = {name for _, text in _texts(scenario) for name in PLACEHOLDER.findall(text)}
    for table in scenario["examples"]:
        if not table["tableBody"]:
            reason = "These Examples have no row of values, so nothing would run for them."
            yield _at(document, table, reason, _ROWS, "no-rows")
        if "tableHeader" in table:
            columns = [cell["value"] for cell in table["tableHeader"]["cells"]]
            yield from _columns(document, table["tableHeader"], columns, used)
            yield from _unknown(document, scenario, columns)


def _columns(
    document: FeatureDocument, header: Ast, columns: list[str], used: set[str]
) -> Iterator[Problem]:
    for name, count in Counter(columns).items():
        if count > 1:
            reason = f'The column "{name}" stands there {count} times.'
            yield _at(document, header, reason, "Keep one of them.", "duplicate-column")
        if not name:
            yield _at(document, header, "A column has no name.", "Name it.", "unnamed-column")
        elif name not in used:
            reason = f'No step reads the column "{name}".'
            remedy = f"Write <{name}> where the value belongs, or take the column out."
            yield _at(document, header, reason, remedy + nearest(name, used), "unused-column")


def _unknown(document: FeatureDocument, scenario: Ast, columns: list[str]) -> Iterator[Problem]:
    for line, name in _placeholders(scenario, columns):
        if name not in columns:
            reason = f"<{name}> is no column of the Examples, so it would stay there as text."
            remedy = f"The columns are {', '.join(columns)}.{nearest(name.strip(), columns)}"
            yield Problem(document.uri, line, document.line(line), reason, remedy, "placeholder")


def _placeholders(scenario: Ast, columns: Collection[str]) -> Iterator[tuple[int, str]]:
    """Each placeholder with its line."""
    for line, text in _texts(scenario):
        yield from ((line, name) for name in _names(text, columns))


def _names(text: str, columns: Collection[str] = ()) -> Iterator[str]:
    """What was meant as a placeholder in a text, in outlines and elsewhere alike.

    "1 < 2 > 0" is none, and neither is mark-up, an address, or what stands right behind a word, as
    in List<String>, unless it is like one of the columns.
    """
    for found in PLACEHOLDER.finditer(text):
        name, before = found[1], text[found.start() - 1 : found.start()]
        if before.isalnum() and not nearest(name, columns):
            continue
        is_name = name == name.strip() or name.strip() in columns
        if is_name and not _NO_COLUMN.search(name) and not _is_markup(name, text):
            yield name


def _is_markup(name: str, text: str) -> bool:
    """Whether a name is that of an element: one with an end (<b>…</b>) or one that has none."""
    element = name.split()[0]
    return f"</{element}>" in text or element.casefold() in _WITHOUT_END


def _texts(scenario: Ast) -> Iterator[tuple[int, str]]:
    yield scenario["location"]["line"], scenario["name"]
    for step in scenario["steps"]:
        yield step["location"]["line"], step["text"]
        for row in step.get("dataTable", {"rows": ()})["rows"]:
            yield from ((row["location"]["line"], cell["value"]) for cell in row["cells"])
        if doc_string := step.get("docString"):
            yield doc_string["location"]["line"], doc_string["content"]


def _at(document: FeatureDocument, node: Any, reason: str, remedy: str, rule: str) -> Problem:
    line = node["location"]["line"]
    return Problem(document.uri, line, document.line(line), reason, remedy, rule)
