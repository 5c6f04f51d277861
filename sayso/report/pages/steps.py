"""Steps as the page shows them: the sentence, its values, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from sayso.report.pages.words import duration
from sayso.report.run import Attempt, Outcome, StepRun
from sayso.report.state import NOT_RUN_STATUS

Ast = Mapping[str, Any]
PLACEHOLDER = re.compile(r"<[^<>]+>")
# Status -> class of the list item and the word read aloud; a step that passed needs neither.
MARKS = {
    "FAILED": ("x", "fails"),
    "UNDEFINED": ("u", "not automated"),
    "AMBIGUOUS": ("u", "not automated"),
    "PENDING": ("k", "known bug"),
    "SKIPPED": ("n", "not reached"),
    "UNKNOWN": ("n", "not known"),
    NOT_RUN_STATUS: ("s", "not run"),
}


@dataclass(slots=True)
class ShownStep:
    """A step as an item of a list: `line` opens it, the rest stands below the sentence."""

    line: Markup
    table: list[list[str]]
    text_block: str | None
    run: StepRun | None = None
    told: bool = False

    @property
    def has_more(self) -> bool:
        """Whether anything stands below the sentence; most often nothing does."""
        left = self.run is not None and bool(self.run.evidence)
        return self.told or left or bool(self.table) or self.text_block is not None


def written(steps: Iterable[Ast]) -> list[ShownStep]:
    """Steps as they stand in the file, with the placeholders of an outline marked."""
    return [_written(step) for step in steps]


def _written(step: Ast) -> ShownStep:
    text = step["text"]
    spans = [found.span() for found in PLACEHOLDER.finditer(text)]
    line = _line("", step["keyword"], marked(text, spans))
    return ShownStep(line, _rows(step.get("dataTable")), _text(step.get("docString")))


def run_steps(outcome: Outcome, attempt: Attempt) -> Iterator[ShownStep]:
    """The steps of an attempt with their results."""
    steps, nodes = outcome.example.pickle["steps"], outcome.example.document.steps
    background = len(steps) - len(outcome.example.scenario["steps"])
    for index, (step, run) in enumerate(zip(steps, attempt.steps, strict=True)):
        told = tells(run)
        mark, word = MARKS.get(run.status, ("", ""))
        if run.status == "SKIPPED" and run.message:
            mark, word = "s", "skipped"
        if index < background and not told:
            mark = f"{mark} tech".strip()  # the page has the background once, above
        spans = outcome.spans[index] if index < len(outcome.spans) else ()
        keyword = nodes[step["astNodeIds"][0]]["keyword"]
        argument = step.get("argument", {})
        yield ShownStep(
            _line(mark, keyword, marked(step["text"], spans), word, run.nanoseconds),
            _rows(argument.get("dataTable")),
            _text(argument.get("docString")),
            run,
            told,
        )


def _line(
    mark: str, keyword: str, sentence: Markup, word: str = "", nanoseconds: int = 0
) -> Markup:
    """How the item of a step begins.

    Made here and not by a template: a page has thousands of them, and a macro for each took longer
    than all else on the page.
    """
    opened = f'<li class="{mark}">' if mark else "<li>"
    aloud = f' <span class="sr">({word})</span>' if word else ""
    took = f'<small class="t tech">{duration(nanoseconds / 1e9)}</small>' if nanoseconds else ""
    # marks and words are ours, the keyword is one of Gherkin's, the sentence is escaped
    return Markup(f"{opened}<b>{escape(keyword.strip())}</b> {sentence}{aloud}{took}")  # noqa: S704  # nosec B704


def tells(part: StepRun) -> bool:
    """Whether a part of an attempt has a reason to give."""
    if part.status in ("FAILED", "UNDEFINED", "PENDING", NOT_RUN_STATUS):
        return True
    return part.status == "SKIPPED" and bool(part.message)


def marked(text: str, spans: Sequence[tuple[int, int]]) -> Markup:
    """The text with these parts emphasised; everything in it is escaped."""
    if not spans:
        return escape(text)
    parts, end = [], 0
    for start, stop in sorted(spans):
        if start < end:
            continue
        parts.append(f"{escape(text[end:start])}<em>{escape(text[start:stop])}</em>")
        end = stop
    parts.append(escape(text[end:]))
    # each part is escaped; Markup.join would do it again
    return Markup("".join(parts))  # noqa: S704  # nosec B704


def _rows(table: Ast | None) -> list[list[str]]:
    return [[cell["value"] for cell in row["cells"]] for row in table["rows"]] if table else []


def _text(block: Ast | None) -> str | None:
    return str(block["content"]) if block else None
