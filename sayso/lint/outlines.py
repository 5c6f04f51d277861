"""Outlines whose table and text do not agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from sayso.gherkin.dialects import keywords
from sayso.gherkin.document import PLACEHOLDER, Ast, FeatureDocument, rules_of, scenarios_of
from sayso.gherkin.problems import Problem, Severity
from sayso.suggest import closest

ALIKE = 0.75  # difflib's ratio: "qantity" and "quantity"
NEVER_RUN = frozenset({"@skip", "@wip"})

_QUOTED = re.compile(r'"[^"]*"')
_WORDS = re.compile(r"[^\W\d_][\w -]*\w|\w")
_WITHOUT_END = ("br", "hr", "img", "wbr")  # elements of HTML

Text = tuple[int, str]


def outline_problems(document: FeatureDocument) -> Iterator[Problem]:
    """Tables without rows, placeholders without a column, columns nobody reads."""
    feature = document.feature
    outline_words = keywords(feature["language"], ("scenarioOutline",))
    for parent in (feature, *rules_of(feature)):
        yield from _backgrounds(document, parent)
    for _, scenario in scenarios_of(feature):
        if scenario["examples"]:
            yield from _tables(document, scenario)
        else:
            yield from _plain(document, scenario, scenario["keyword"] in outline_words)


def _plain(document: FeatureDocument, scenario: Ast, outline: bool) -> Iterator[Problem]:
    steps = ((step["location"]["line"], step["text"]) for step in scenario["steps"])
    found = [(line, name) for line, text in steps for name in _names(_QUOTED.sub('""', text))]
    if outline:
        reason = "The outline has no Examples, so its placeholders stay as they are."
        severity: Severity = "error" if found else "warning"
        remedy = 'Add "Examples:" with a table.'
        yield document.problem(scenario, reason, remedy, "no-examples", severity)
        return
    for line, name in found:
        reason = f"Placeholder <{name}> in a scenario without Examples."
        remedy = 'Add "Examples:", or write the value.'
        yield document.problem(line, reason, remedy, "placeholder", "warning")


def _backgrounds(document: FeatureDocument, parent: Ast) -> Iterator[Problem]:
    """Placeholders that stay as text although the outlines below have such a column."""
    columns = _columns_below(document, parent)
    for background in (c["background"] for c in parent["children"] if "background" in c):
        for line, text in _texts(background):
            if any(_column(name, columns) for name in PLACEHOLDER.findall(text)):
                reason = "Placeholders are not replaced in a Background."
                remedy = "Write the value, or move the step into the outline."
                yield document.problem(line, reason, remedy, "placeholder")


def _columns_below(document: FeatureDocument, parent: Ast) -> set[str]:
    """The columns of all outlines of a rule, or of a feature and its rules."""
    feature = document.feature
    own = (s for rule, s in scenarios_of(feature) if parent is feature or parent is rule)
    return {name for scenario in own for table in scenario["examples"] for name in _header(table)}


def _header(table: Ast) -> list[str]:
    cells = table["tableHeader"]["cells"] if "tableHeader" in table else ()
    return [cell["value"] for cell in cells]


def _tables(document: FeatureDocument, scenario: Ast) -> Iterator[Problem]:
    lines = (scenario["location"]["line"], scenario["name"]), *_texts(scenario, doc_strings=True)
    used = {name for _, text in lines for name in PLACEHOLDER.findall(text)}
    wholly_empty = not any(table["tableBody"] for table in scenario["examples"])
    for table in scenario["examples"]:
        if not table["tableBody"]:
            reason, remedy = "These Examples have no rows.", "Add a row, or delete them."
            tags = {tag["name"] for tag in (*scenario["tags"], *table["tags"])}
            lost = wholly_empty and tags.isdisjoint(NEVER_RUN)
            severity: Severity = "error" if lost else "warning"
            yield document.problem(table, reason, remedy, "no-rows", severity)
        if "tableHeader" in table:
            yield from _columns(document, table["tableHeader"], _header(table), used)
            yield from _unknown(document, scenario, _header(table))


def _columns(
    document: FeatureDocument, header: Ast, columns: list[str], used: set[str]
) -> Iterator[Problem]:
    for name, count in Counter(columns).items():
        if count > 1 and name:
            reason, remedy = f'Duplicate column "{name}".', "Keep one of them."
            yield document.problem(header, reason, remedy, "duplicate-column")
        if name not in used:
            reason = f'No step uses the column "{name}".'
            remedy = f"Write <{name}> where the value belongs, or delete the column."
            yield document.problem(header, reason, remedy, "unused-column", "warning")


def _unknown(document: FeatureDocument, scenario: Ast, columns: list[str]) -> Iterator[Problem]:
    """A name that is like a column's is a slip; others may be meant as text."""
    for line, text in ((scenario["location"]["line"], scenario["name"]), *_texts(scenario)):
        for name in (name for name in PLACEHOLDER.findall(text) if name not in columns):
            column = _column(name, columns)
            reason = f"Unknown placeholder <{name}>: no such column in Examples."
            if column:
                remedy = f'Did you mean "{column}"?'
                yield document.problem(line, reason, remedy, "placeholder")
            elif name in _names(text):
                remedy = f"The columns are {', '.join(columns)}."
                yield document.problem(line, reason, remedy, "placeholder", "warning")


def _column(name: str, columns: Collection[str]) -> str | None:
    """The column that a placeholder names, or nearly names."""
    return closest(name.strip(), [column for column in columns if column], ALIKE)


def _names(text: str) -> list[str]:
    """What was meant as a placeholder in a text: words in brackets that are no mark-up."""
    names = (
        found[1]
        for found in PLACEHOLDER.finditer(text)
        if not text[found.start() - 1 : found.start()].isalnum()
    )
    return [name for name in names if _WORDS.fullmatch(name) and not _is_markup(name, text)]


def _is_markup(name: str, text: str) -> bool:
    """Whether a name is that of an element: one with an end (<b>…</b>) or one that has none."""
    element = name.split()[0]
    return f"</{element}>" in text or element.casefold() in _WITHOUT_END


def _texts(node: Ast, doc_strings: bool = False) -> Iterator[Text]:
    """What the steps of a scenario or background say, with their tables."""
    for step in node["steps"]:
        yield step["location"]["line"], step["text"]
        for row in step.get("dataTable", {"rows": ()})["rows"]:
            yield from ((row["location"]["line"], cell["value"]) for cell in row["cells"])
        if doc_strings and "docString" in step:
            yield step["docString"]["location"]["line"], step["docString"]["content"]
