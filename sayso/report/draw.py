"""Draws the pages of a run, as a folder and as one file, and notes it for later runs."""

from __future__ import annotations

from pathlib import Path

from sayso.collection.shards import FILE_NAME as DURATIONS
from sayso.gc_pause import collector_resting
from sayso.report.durations import keep_durations
from sayso.report.history import History, remember
from sayso.report.html.evidence import EvidenceViews, is_picture
from sayso.report.html.files import Embedded, Files
from sayso.report.html.last_good import FILE_NAME as LAST_GOOD
from sayso.report.html.last_good import Calls, keep_last_good, read_last_good
from sayso.report.html.page import (
    INDEX,
    SCRIPT,
    SCRIPTS,
    STYLE,
    SearchIndex,
    render_body,
    render_page,
)
from sayso.report.html.pages import Pages
from sayso.report.html.templates_environment import asset
from sayso.report.html.urls import SINGLE_PAGE, START_PAGE, UrlBuilder, page_anchor
from sayso.report.model import Run

# Folders with a page for each of something that may be gone in the next run.
OF_MANY = ("f", "failures", "folders")
SECTION = '<section class="chapter" id="{}">{}</section>'
BUDGET = 30_000_000  # bytes; what mail servers and artefact viewers still take


def draw(run: Run, reports: Path, history: Path, *, single: bool = False) -> Path:
    """Draws a run into this folder and notes it in the history; returns the start page."""
    with collector_resting():  # what is made is needed to the end
        before = History.before(history, run)
        calls = history.with_name(LAST_GOOD)
        last_good = read_last_good(calls)
        _write_folder(run, before, reports, last_good)
        if single:
            _write_single(run, before, reports, last_good)
        remember(history, run)
        keep_durations(history.with_name(DURATIONS), run)
        keep_last_good(calls, run, Files(reports).text)
    return reports / START_PAGE


def _write_folder(run: Run, history: History, reports: Path, last_good: Calls) -> None:
    """A folder of pages that opens by a double click."""
    pages = Pages(run, history, UrlBuilder(), EvidenceViews(Files(reports)), last_good)
    index = SearchIndex(pages)
    write_anew(reports / STYLE, asset(STYLE))
    write_anew(reports / SCRIPT, "\n".join(map(asset, SCRIPTS)))
    write_anew(reports / INDEX, index.script)
    written = set()
    for page in pages:
        # A page by itself is whole; only those of which there are many share style and scripts.
        whole = "/" not in page.path
        text = render_page(page, render_body(page, pages), pages, index, whole=whole)
        path = reports / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_anew(path, text)
        written.add(path)
    for folder in OF_MANY:
        for left_over in set((reports / folder).rglob("*.html")) - written:
            left_over.unlink()


def _write_single(run: Run, history: History, reports: Path, last_good: Calls) -> None:
    """One file that can be mailed, with pictures as far as the budget goes."""
    files = Embedded(reports, _pictures(run), BUDGET)
    pages = Pages(run, history, UrlBuilder(single=True), EvidenceViews(files), last_good)
    all_pages = list(pages)
    parts = [SECTION.format(page_anchor(page.path), render_body(page, pages)) for page in all_pages]
    index = SearchIndex(pages)
    text = render_page(all_pages[0], "".join(parts), pages, index, whole=True)
    write_anew(reports / SINGLE_PAGE, text)


def write_anew(path: Path, text: str) -> None:
    """Write a file that is no other file's link: the page of an earlier run is kept as it was."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8", errors="replace")


def _pictures(run: Run) -> dict[str, None]:
    """The pictures of the run, those of failures first, each once."""
    found: dict[str, None] = {}
    for outcome in sorted(run.outcomes, key=lambda outcome: outcome.state.works):
        for attempt in outcome.attempts:
            for part in attempt.parts:
                found.update({item.path: None for item in part.evidence if is_picture(item)})
    return found
