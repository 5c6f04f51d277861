"""Draws the pages of a recorded run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sayso.gc_pause import collector_resting
from sayso.report.folder_lock import ClaimError, claim
from sayso.report.history import FILE_NAME, History, remember
from sayso.report.html.folder import write_folder
from sayso.report.html.single import write_single
from sayso.report.model import Run
from sayso.report.reader import RecordingError, read_run, recording_at
from sayso.settings import Settings, SettingsError

DESCRIPTION = "Draws the pages of an earlier run again."


def draw(run: Run, reports: Path, history: Path, *, single: bool = False) -> Path:
    """Draws a run into this folder and notes it in the history; returns the start page."""
    with collector_resting():  # what is made is needed to the end
        before = History.before(history, run.started_ns)
        start_page = write_folder(run, before, reports)
        if single:
            write_single(run, before, reports)
        remember(history, run)
    return start_page


def main(argv: Sequence[str], root: Path) -> int:
    """Draws the pages of an earlier run again; unless told otherwise, the project's in `root`."""
    parser = argparse.ArgumentParser(prog="sayso report", description=DESCRIPTION)
    parser.add_argument(
        "reports", nargs="?", type=Path, help="a folder with a recording, if not the project's"
    )
    parser.add_argument("--single", action="store_true", help="also write report.html, one file")
    parser.add_argument("--history", type=Path, help="the history, if not beside the report")
    given = parser.parse_args(argv)
    try:
        path = recording_at(given.reports or Settings.at(root).reports)
        history = given.history or path.parent / FILE_NAME
        with claim(path.parent, "copy it and draw the copy"):
            start_page = draw(read_run(path), path.parent, history, single=given.single)
    except (SettingsError, RecordingError, ClaimError) as error:
        print(f"sayso report: {error}", file=sys.stderr)  # noqa: T201  # the command's answer
        return 2
    print(start_page)  # noqa: T201  # the command's answer
    return 0
