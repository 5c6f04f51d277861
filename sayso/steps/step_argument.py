"""What stands below a step, a data table or a doc string, as it is written in a feature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

IN_WORDS = {"datatable": "a data table", "docstring": "a doc string"}

# What to fill in below a step whose function takes it.
BLANKS = {
    "datatable": ["  | <column> |", "  | <value>  |"],
    "docstring": ['  """', "  <text>", '  """'],
}
_INDENT = "  "


class Table(list[list[str]]):
    """The rows of a data table, which know the file they stand in and the line of each."""

    def __init__(self, rows: Iterable[list[str]], uri: str, lines: Sequence[int]) -> None:
        super().__init__(rows)
        self.uri, self.lines = uri, lines

    def place(self, row: int) -> str:
        """File and line of a row; the header is row 0."""
        return f"{self.uri}:{self.lines[row]}"


def written(argument: Mapping[str, Any]) -> list[str]:
    """The lines of Gherkin for the argument of a pickle's step."""
    lines: list[str] = []
    if "dataTable" in argument:
        rows = argument["dataTable"]["rows"]
        lines += _table([[_cell(cell["value"]) for cell in row["cells"]] for row in rows])
    if "docString" in argument:
        lines += _doc_string(argument["docString"])
    return [f"{_INDENT}{line}" if line else "" for line in lines]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(cells)} |"


def _cell(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _doc_string(text: Mapping[str, Any]) -> list[str]:
    fence = "```" if '"""' in text["content"] else '"""'
    content = text["content"].replace("```", "\\`\\`\\`") if fence == "```" else text["content"]
    return [f"{fence}{text.get('mediaType', '')}", *content.split("\n"), fence]
