"""Every scenario and test that docs/behaviours.md names exists, under its title in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Why a row may have no scenario.
OPEN = {"not built yet", "not proved yet"}

# Groups of the catalogue that are listed, and how many rows each of them has.
ROWS = {"R": 18, "S": 14, "P": 7, "C": 14, "O": 17, "Y": 14, "I": 17}
ROWS |= {"N": 7, "G": 16, "F": 17, "X": 13, "A": 7}

TITLE = re.compile(r"^ *Scenario(?: Outline)?: (.+)$", re.MULTILINE)
TEST = re.compile(r"^def (test_\w+)", re.MULTILINE)


def rows() -> Iterator[tuple[str, str]]:
    """The id and the place of each row of each table."""
    for line in (ROOT / "docs/behaviours.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "id":
            yield cells[0], cells[-1].replace("\\<", "<")


def titles(feature: str) -> list[str]:
    if feature.startswith("tests/"):
        return TEST.findall((ROOT / feature).read_text("utf-8"))
    path = ROOT / f"features/{feature}.feature"
    return TITLE.findall(path.read_text("utf-8")) if path.is_file() else []


@pytest.mark.parametrize(("row", "place"), sorted(rows()))
def test_named_scenario_exists(row: str, place: str) -> None:
    feature, _, title = place.partition(": ")
    assert place in OPEN or title in titles(feature), f"{row}: there is no {place!r}"


@pytest.mark.parametrize(("group", "number"), ROWS.items())
def test_no_row_of_a_group_is_missing(group: str, number: int) -> None:
    listed = {row for row, _ in rows()}
    expected = {f"{group}{each:02}" for each in range(1, number + 1)}
    assert expected - listed == set()
