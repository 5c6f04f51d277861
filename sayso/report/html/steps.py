"""Steps as the page shows them: the text, its values, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from sayso.report.html.wording import duration
from sayso.report.model import Attempt, Outcome, StepRun
from sayso.report.outcome import NOT_RUN_STATUS

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
class ShownSteps:
    """Steps as items of a list: `items` has the last of them open, the rest stands below it.

    Those that have nothing below their text, which are most of thousands, go together.
    """

    items: Markup
    table: list[list[str]]
    text_block: str | None
    run: StepRun | None = None
    is_explained: bool = False


def written(steps: Iterable[Ast]) -> Iterator[ShownSteps]:
    """Steps as they stand in the file, with the placeholders of an outline marked."""
    items = []
    for step in steps:
        text = step["text"]
        spans = [found.span() for found in PLACEHOLDER.finditer(text)]
        items.append(_item("", step["keyword"], marked(text, spans)))
        if "dataTable" in step or "docString" in step:
            yield ShownSteps(_together(items), *_below(step))
            items = []
    if items:
        yield ShownSteps(_together(items), [], None)


def run_steps(outcome: Outcome, attempt: Attempt, *, whole: bool = False) -> Iterator[ShownSteps]:
    """The steps of an attempt, the background's among them, with their results.

    A page that has the background above shows its steps only to testers, unless it wants the whole.
    """
    steps, document = outcome.example.pickle["steps"], outcome.example.document
    background = len(steps) - len(outcome.example.scenario["steps"])
    items = []
    for index, (step, run) in enumerate(zip(steps, attempt.steps, strict=True)):
        is_explained = tells(run)
        mark, word = MARKS.get(run.status, ("", ""))
        if run.status == "SKIPPED" and run.message:
            mark, word = "s", "skipped"
        if index < background and not is_explained and not whole:
            mark = f"{mark} tech".strip()  # the page has the background once, above
        spans = outcome.spans[index] if index < len(outcome.spans) else ()
        keyword = document.node_of(step)["keyword"]
        items.append(_item(mark, keyword, marked(step["text"], spans), word, run.nanoseconds))
        if is_explained or run.evidence or "argument" in step:
            below = _below(step.get("argument", {}))
            yield ShownSteps(_together(items), *below, run, is_explained)
            items = []
    if items:
        yield ShownSteps(_together(items), [], None)


def _item(mark: str, keyword: str, text: str, word: str = "", nanoseconds: int = 0) -> str:
    """How the item of a step begins.

    Made here and not by a template: a page has thousands of them, and a macro for each took longer
    than all else on the page.
    """
    opened = f'<li class="{mark}">' if mark else "<li>"
    aloud = f' <span class="sr">({word})</span>' if word else ""
    took = f'<small class="t tech">{duration(nanoseconds / 1e9)}</small>' if nanoseconds else ""
    return f"{opened}<b>{escape(keyword.strip())}</b> {text}{aloud}{took}"


def _together(items: Iterable[str]) -> Markup:
    # marks and words are ours, keywords and texts are escaped
    return Markup("</li>\n".join(items))  # noqa: S704  # nosec B704


def tells(part: StepRun) -> bool:
    """Whether a part of an attempt has a reason to give."""
    if part.status in ("FAILED", "UNDEFINED", "PENDING", NOT_RUN_STATUS):
        return True
    return part.status == "SKIPPED" and bool(part.message)


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text as markup with these parts emphasised; everything in it is escaped."""
    parts, end = [], 0
    for start, stop in sorted(spans):
        if start < end:
            continue
        parts.append(f"{escape(text[end:start])}<em>{escape(text[start:stop])}</em>")
        end = stop
    parts.append(escape(text[end:]))
    return "".join(parts)


def _below(argument: Ast) -> tuple[list[list[str]], str | None]:
    """The rows of a data table, and the text of a doc string."""
    rows = argument.get("dataTable", {"rows": ()})["rows"]
    block = argument.get("docString")
    cells = [[cell["value"] for cell in row["cells"]] for row in rows]
    return cells, str(block["content"]) if block else None
