"""The report as one file that can be mailed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.report.history import History
from sayso.report.html.evidence import EvidenceViews, is_picture
from sayso.report.html.files import Embedded
from sayso.report.html.page import render_body, render_page
from sayso.report.html.pages import Pages
from sayso.report.html.search import search_index
from sayso.report.html.urls import SINGLE_PAGE, UrlBuilder, page_anchor
from sayso.report.model import Run

SECTION = '<section class="chapter" id="{}">{}</section>'
BUDGET = 30_000_000  # bytes; what mail servers and artefact viewers still take


def write_single(run: Run, history: History, reports: Path, budget: int = BUDGET) -> Path:
    """Writes all pages into one file; pictures as far as the budget goes."""
    urls = UrlBuilder(single=True)
    files = Embedded(reports, _pictures(run), budget)
    pages = Pages(run, history, urls, EvidenceViews(files))
    all_pages = list(pages)
    parts = [SECTION.format(page_anchor(page.path), render_body(page, pages)) for page in all_pages]
    text = render_page(
        all_pages[0],
        "".join(parts),
        pages,
        ("mode.js", "search.js", "filter.js"),
        index=search_index(run, pages.anchors, urls),
        own_style=True,
    )
    (reports / SINGLE_PAGE).write_text(text, encoding="utf-8", errors="replace")
    return reports / SINGLE_PAGE


def _pictures(run: Run) -> Iterator[str]:
    """The pictures of the run, those of failures first, each once."""
    found: dict[str, None] = {}
    outcomes = list(run.outcomes)
    for outcome in sorted(outcomes, key=lambda outcome: outcome.state.works):
        for attempt in outcome.attempts:
            for part in attempt.parts:
                found.update({item.path: None for item in part.evidence if is_picture(item)})
    yield from found
