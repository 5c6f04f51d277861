"""The report as one file that can be mailed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.report.history import History
from sayso.report.html.evidence import EvidenceViews, is_picture
from sayso.report.html.files import Embedded
from sayso.report.html.page import page, told
from sayso.report.html.pages import Chapters
from sayso.report.html.search import search_index
from sayso.report.html.urls import SINGLE_PAGE, Book, chapter
from sayso.report.model import Run

CHAPTER = '<section class="chapter" id="{}">{}</section>'
BUDGET = 30_000_000  # bytes; what mail servers and artefact viewers still take


def write_single(run: Run, history: History, reports: Path, budget: int = BUDGET) -> Path:
    """Writes all chapters into one page; pictures as far as the budget goes."""
    book = Book(single=True)
    files = Embedded(reports, _pictures(run), budget)
    chapters = Chapters(run, history, book, EvidenceViews(files))
    all_chapters = list(chapters)
    parts = [CHAPTER.format(chapter(each.path), told(each, run, book)) for each in all_chapters]
    text = page(
        all_chapters[0],
        "".join(parts),
        run,
        book,
        scripts=("mode.js", "search.js", "filter.js"),
        index=search_index(run, chapters.anchors, book),
        own_style=True,
    )
    (reports / SINGLE_PAGE).write_text(text, encoding="utf-8", errors="replace")
    return reports / SINGLE_PAGE


def _pictures(run: Run) -> Iterator[str]:
    """The pictures of the run, those of failures first, each once."""
    found: dict[str, None] = {}
    outcomes = list(run.outcomes)
    for outcome in sorted(outcomes, key=lambda each: each.state.works):
        for attempt in outcome.attempts:
            for part in attempt.parts:
                found.update({item.path: None for item in part.evidence if is_picture(item)})
    yield from found
