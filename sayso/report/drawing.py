"""Draws the pages of a recorded run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sayso.garbage import collector_resting
from sayso.report.claim import ClaimError, claim
from sayso.report.history import FILE_NAME, History, remember
from sayso.report.pages.folder import write_folder
from sayso.report.pages.single import write_single
from sayso.report.reading import read_run
from sayso.report.run import Run
from sayso.report.stream import RECORDING


def draw(run: Run, reports: Path, history: Path, *, single: bool = False) -> Path:
    """Draws a run into this folder and notes it in the history; returns the start page."""
    with collector_resting():  # what is made is needed to the end
        before = History.before(history, run.started_ns)
        start_page = write_folder(run, before, reports)
        if single:
            write_single(run, before, reports)
        remember(history, run)
    return start_page


def main(argv: Sequence[str]) -> int:
    """Draws the pages of an earlier run again."""
    parser = argparse.ArgumentParser(prog="sayso report", description=main.__doc__)
    parser.add_argument("reports", nargs="?", default="reports", type=Path)
    parser.add_argument("--single", action="store_true", help="also write report.html, one file")
    parser.add_argument("--history", type=Path, help="the history, if not beside the report")
    given = parser.parse_args(argv)
    if not (given.reports / RECORDING).is_file():
        parser.error(f"{given.reports / RECORDING} does not exist: name a folder with a recording")
    history = given.history or given.reports / FILE_NAME
    try:
        with claim(given.reports, "copy it and draw the copy"):
            run = read_run(given.reports / RECORDING)
            start_page = draw(run, given.reports, history, single=given.single)
    except ClaimError as error:
        parser.error(str(error))
    print(start_page)  # noqa: T201  # the command's answer
    return 0
