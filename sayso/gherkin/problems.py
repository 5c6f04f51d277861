"""What is wrong with a feature file, said so that its author can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST_EXCERPT = 120


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that would be lost or misread; `line` counts from 1, `rule` names the check."""

    uri: str
    line: int
    text: str
    reason: str
    remedy: str
    rule: str

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


def nearest(word: str, known: Iterable[str], ending: str = "") -> str:
    """` Did you mean "…"?` for the closest known word, or nothing.

    An `ending` that all of them have makes none of them alike.
    """
    folded = {each.casefold().removesuffix(ending): each for each in known}
    close = get_close_matches(word.casefold().removesuffix(ending), folded, n=1, cutoff=0.6)
    return f' Did you mean "{folded[close[0]]}"?' if close else ""


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
