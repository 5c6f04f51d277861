"""The report as a folder of pages that opens by a double click."""

from __future__ import annotations

from pathlib import Path

from sayso.report.history import History
from sayso.report.html.evidence import EvidenceViews
from sayso.report.html.files import Files
from sayso.report.html.page import STYLE, page, told
from sayso.report.html.pages import Chapters
from sayso.report.html.search import search_index
from sayso.report.html.templates_environment import asset
from sayso.report.html.urls import START_PAGE, Book
from sayso.report.model import Run

SCRIPTS = {START_PAGE: ("mode.js", "search.js"), "run.html": ("mode.js", "filter.js")}


def write_folder(run: Run, history: History, reports: Path) -> Path:
    """Writes a page for every chapter; returns the start page."""
    book = Book()
    chapters = Chapters(run, history, book, EvidenceViews(Files(reports)))
    (reports / STYLE).write_text(asset(STYLE), encoding="utf-8")
    written = set()
    for chapter in chapters:
        is_start = chapter.path == START_PAGE
        text = page(
            chapter,
            told(chapter, run, book),
            run,
            book,
            scripts=SCRIPTS.get(chapter.path, ("mode.js",)),
            index=search_index(run, chapters.anchors, book) if is_start else "",
            # A page by itself is whole; only the many pages of features share a file of style.
            own_style="/" not in chapter.path,
        )
        path = reports / chapter.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
        written.add(path)
    for left_over in set((reports / "f").rglob("*.html")) - written:
        left_over.unlink()  # the page of a feature that is gone
    return reports / START_PAGE
