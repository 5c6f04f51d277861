"""Draws the pages of a run and notes it in the history."""

from __future__ import annotations

from pathlib import Path

from sayso.gc_pause import collector_resting
from sayso.report.history import History, remember
from sayso.report.html.folder import write_folder
from sayso.report.html.single import write_single
from sayso.report.model import Run


def draw(run: Run, reports: Path, history: Path, *, single: bool = False) -> Path:
    """Draws a run into this folder and notes it in the history; returns the start page."""
    with collector_resting():  # what is made is needed to the end
        before = History.before(history, run.started_ns)
        start_page = write_folder(run, before, reports)
        if single:
            write_single(run, before, reports)
        remember(history, run)
    return start_page
