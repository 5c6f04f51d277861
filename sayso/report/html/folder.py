"""The report as a folder of pages that opens by a double click."""

from __future__ import annotations

from pathlib import Path

from sayso.report.history import History
from sayso.report.html.evidence import EvidenceViews
from sayso.report.html.files import Files
from sayso.report.html.page import STYLE, render_body, render_page
from sayso.report.html.pages import Pages
from sayso.report.html.search import search_index
from sayso.report.html.templates_environment import asset
from sayso.report.html.urls import START_PAGE, UrlBuilder
from sayso.report.model import Run

SCRIPTS = {START_PAGE: ("mode.js", "search.js"), "run.html": ("mode.js", "filter.js")}


def write_folder(run: Run, history: History, reports: Path) -> Path:
    """Writes every page; returns the start page."""
    urls = UrlBuilder()
    pages = Pages(run, history, urls, EvidenceViews(Files(reports)))
    (reports / STYLE).write_text(asset(STYLE), encoding="utf-8")
    written = set()
    for page in pages:
        is_start = page.path == START_PAGE
        text = render_page(
            page,
            render_body(page, pages),
            pages,
            SCRIPTS.get(page.path, ("mode.js",)),
            index=search_index(run, pages.anchors, urls) if is_start else "",
            # A page by itself is whole; only the many pages of features share a file of style.
            own_style="/" not in page.path,
        )
        path = reports / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
        written.add(path)
    for left_over in set((reports / "f").rglob("*.html")) - written:
        left_over.unlink()  # the page of a feature that is gone
    return reports / START_PAGE
