"""A defect: one place of the shop's source, and what stands there instead."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
CATALOGUE = Path(__file__).parent / "catalogue"


class DefectError(Exception):
    """A defect that cannot be put in; the message says which, and why."""


@dataclass(frozen=True)
class Defect:
    """What is wrong, where, and which features can notice it.

    `features` are paths below `features/`. A `harmless` one changes nothing that a person or a
    program could see, and no scenario may fail because of it. One that shows only with real servers
    names its `target`.
    """

    id: str
    says: str
    file: str
    find: str
    put: str
    features: tuple[str, ...]
    harmless: bool = False
    target: str = ""

    def put_in(self, project: Path) -> None:
        """Change the file in a copy of the project; raises DefectError unless it fits once."""
        path = project / self.file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if text.count(self.find) != 1:
            times = text.count(self.find)
            raise DefectError(f"{self.id}: {self.file} holds {self.find!r} {times} times, not once")
        path.write_text(text.replace(self.find, self.put), encoding="utf-8")


def catalogue() -> list[Defect]:
    """All defects, by file and in the order in which they stand there."""
    return [each for path in sorted(CATALOGUE.glob("*.toml")) for each in _of(path)]


def _of(path: Path) -> Iterator[Defect]:
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["defect"]:
        fields: dict[str, Any] = {**entry, "features": tuple(entry["features"])}
        yield Defect(**fields)
