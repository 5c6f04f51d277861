"""What is wrong with a feature file, said so that its author can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sayso.text import indented

LONGEST_EXCERPT = 120

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right; `line` counts from 1, `rule` names the check.

    An error is for what would be lost, falsely green or cannot run; it stops the run.
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
        return "\n".join([place, *indented(f"{self.reason}\n{self.remedy}", "    ")])


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
