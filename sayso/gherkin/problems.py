"""What is wrong with a feature file, said so that its author can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
LONGEST_EXCERPT = 120


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that would be lost or misread; `line` counts from 1, `rule` names the check.

    An error stops the run; a warning stands in the summary.
    """

    uri: str
    line: int
    text: str
    reason: str
    remedy: str
    rule: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.uri}:{self.line}: {excerpt(self.text)}".rstrip()
        return "\n".join([place, *_indented(self.reason), *_indented(self.remedy)])


class FeatureError(Exception):
    """A feature file cannot be read at all; `problems` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def excerpt(text: str) -> str:
    """A text as one short printable line."""
    printable = (c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.strip()[:400])
    shown = " ".join("".join(printable).split())
    return shown if len(shown) <= LONGEST_EXCERPT else f"{shown[:LONGEST_EXCERPT]}…"


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
