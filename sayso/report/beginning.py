"""A new run puts the results of the last one away, so that nobody takes them for its own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sayso.report import junit
from sayso.report.html.urls import SINGLE_PAGE, START_PAGE
from sayso.report.stream import RECORDING

UNFINISHED = "unfinished.html"


def start_over(reports: Path) -> None:
    """Put up a start page that says the run has not ended; the end of the run draws the real one.

    What a run may end without, killed or told to write elsewhere, is deleted: the recording,
    JUnit's file and the report in one file.
    """
    for name in (RECORDING, junit.FILE_NAME, SINGLE_PAGE):
        (reports / name).unlink(missing_ok=True)
    page = resources.files("sayso.report.html").joinpath("assets", UNFINISHED)
    (reports / START_PAGE).write_bytes(page.read_bytes())
