"""Command line options of the report."""

from __future__ import annotations

import pytest


def add_options(group: pytest.OptionGroup) -> None:
    """Called by the plugin when it declares its options."""
    group.addoption(
        "--report-dir",
        metavar="DIR",
        dest="sayso_report_dir",
        help="write the report and its evidence into DIR instead of [tool.sayso] reports",
    )
    group.addoption(
        "--report-single",
        action="store_true",
        dest="sayso_report_single",
        help="also write the report as one file, report.html, that can be mailed",
    )
    group.addoption(
        "--report-history",
        metavar="PATH",
        dest="sayso_report_history",
        help="keep the history of runs in PATH instead of history.jsonl beside the report",
    )
    group.addoption(
        "--no-report",
        action="store_true",
        dest="sayso_no_report",
        help="record nothing and draw no pages",
    )
