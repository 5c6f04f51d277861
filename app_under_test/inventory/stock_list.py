"""A stock list as staff upload it: CSV (RFC 4180) with a heading, a product and a count a line."""

import csv
import re
from dataclasses import dataclass

from app_under_test.inventory.errors import WrongList
from app_under_test.inventory.schemas import MOST_ON_HAND

HEADING = ["sku", "on_hand"]
LONGEST = 10_000
"""Products in one list."""


@dataclass(frozen=True)
class ListedCount:
    """What a line says, and which line it is."""

    line: int
    on_hand: int


def read(text: bytes) -> dict[str, ListedCount]:
    """The counts by stock number; raises WrongList, which names every line that is wrong."""
    rows = _rows(text)
    if not rows or rows[0][1] != HEADING:
        raise WrongList({1: f"The first line must be {','.join(HEADING)}."})
    counts: dict[str, ListedCount] = {}
    wrong: dict[int, str] = {}
    for line, cells in rows[1:]:
        problem = _problem_with(cells, counts)
        if problem:
            wrong[line] = problem
        else:
            counts[cells[0]] = ListedCount(line, int(cells[1]))
    if wrong or not counts:
        raise WrongList(wrong or {2: "There is no product in the list."})
    return counts


def _rows(text: bytes) -> list[tuple[int, list[str]]]:
    """Every line that is not empty, with its number; spreadsheets may put a mark in front."""
    try:
        lines = text.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise WrongList({1: "The list is not in UTF-8."}) from None
    if len(lines) > LONGEST:
        raise WrongList({LONGEST + 1: f"A list has at most {LONGEST:,} lines."})
    read_lines = csv.reader(lines)
    return [(read_lines.line_num, [c.strip() for c in cells]) for cells in read_lines if cells]


def _problem_with(cells: list[str], counts: dict[str, ListedCount]) -> str:
    if len(cells) != len(HEADING) or not cells[0]:
        return "A line holds a stock number and a count."
    if not re.fullmatch(r"[0-9]{1,7}", cells[1]) or int(cells[1]) > MOST_ON_HAND:
        return f"The count must be a whole number from 0 to {MOST_ON_HAND:,}."
    if cells[0] in counts:
        return f"Line {counts[cells[0]].line} is about the same product."
    return ""
