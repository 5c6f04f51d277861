"""Draws the pages of a recorded run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sayso.project import project_root
from sayso.report.draw import draw
from sayso.report.folder_lock import ClaimError, claim
from sayso.report.history import FILE_NAME, History
from sayso.report.html.wording import failed_before, verdict
from sayso.report.html.wording import remarks as remarks_on
from sayso.report.model import Run
from sayso.report.reader import RecordingError, read_run, recording_at
from sayso.report.standing import Standings
from sayso.settings import Settings, SettingsError


def main(argv: Sequence[str]) -> int:
    """Draws the pages of an earlier run again."""
    parser = argparse.ArgumentParser(prog="sayso report", description=main.__doc__)
    parser.add_argument(
        "reports", nargs="?", type=Path, help="a folder with a recording, if not the project's"
    )
    parser.add_argument("--single", action="store_true", help="also write report.html, one file")
    parser.add_argument(
        "--verdict",
        action="store_true",
        help="draw nothing; say how all scenarios stand, with exit code 1 unless all is well",
    )
    parser.add_argument("--history", type=Path, help="the history, if not beside the report")
    parser.add_argument(
        "--serve", action="store_true", help="serve it on this machine, with traces by one click"
    )
    parser.add_argument("--port", type=int, default=0, help="for --serve, if not any free one")
    given = parser.parse_args(argv)
    try:
        path = recording_at(given.reports or Settings.at(project_root(Path.cwd())).reports)
        history = given.history or path.parent / FILE_NAME
        if given.verdict:
            return _tell(read_run(path), history)
        with claim(path.parent, "copy it and draw the copy"):
            start_page = draw(read_run(path), path.parent, history, single=given.single)
    except (SettingsError, RecordingError, ClaimError) as error:
        print(f"sayso report: {error}", file=sys.stderr)  # noqa: T201  # the command's answer
        return 2
    if given.serve:
        return _serve(start_page.parent, given.port)
    print(start_page)  # noqa: T201  # the command's answer
    return 0


def _serve(reports: Path, port: int) -> int:
    """Until somebody ends it."""
    from sayso.cli.report_server import ReportServer

    try:
        server = ReportServer(reports, port)
    except (OSError, OverflowError) as error:
        print(f"sayso report: port {port} cannot be used: {error}", file=sys.stderr)  # noqa: T201
        return 2
    with server, suppress(KeyboardInterrupt):
        print(f"{server.address} (Ctrl-C ends it)", flush=True)  # noqa: T201  # the command's answer
        server.serve_forever()
    return 0


def _tell(run: Run, history: Path) -> int:
    """The verdict on the whole project, by the last run that looked at each scenario."""
    standing = Standings(run, History.before(history, run)).all
    remarks = [verdict(run), *remarks_on(run.counts), failed_before(standing)]
    if standing.never:
        remarks.append(f"{standing.never:,} of them never were.")
    print(" ".join(filter(None, remarks)))  # noqa: T201  # the command's answer
    return 0 if standing.works and not run.unreadable else 1
