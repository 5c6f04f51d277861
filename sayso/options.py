"""Command line options; their defaults stand in [tool.sayso]."""

from __future__ import annotations

import pytest

from sayso.settings import EVIDENCE

_SHOWING = ("collectonly", "showfixtures", "show_fixtures_per_test", "cacheshow")


def add_options(group: pytest.OptionGroup) -> None:
    """Declare every option of sayso."""
    _selection(group)
    _shard(group)
    _target(group)
    _evidence(group)
    _report(group)


def _selection(group: pytest.OptionGroup) -> None:
    group.addoption(
        "--tags",
        action="append",
        metavar="EXPRESSION",
        dest="sayso_tags",
        help='run what carries these tags, like "@smoke and not @slow" (a Cucumber tag '
        "expression); when given several times, what fits them all",
    )


def _shard(group: pytest.OptionGroup) -> None:
    group.addoption(
        "--shard",
        dest="sayso_shard",
        metavar="NUMBER/COUNT",
        help="run one of several parts of what was selected, like 2/8, balanced by how long the "
        "scenarios took before; auto: the one of GitLab's `parallel:`",
    )


def _target(group: pytest.OptionGroup) -> None:
    group.addoption(
        "--target",
        dest="sayso_target",
        metavar="NAME",
        help="the system under test, by its name in [tool.sayso.targets]",
    )
    group.addoption(
        "--browser-path",
        dest="sayso_browser_path",
        metavar="PATH",
        help="the Chromium to use, instead of looking for one",
    )
    group.addoption(
        "--browser-server",
        dest="sayso_browser_server",
        metavar="ADDRESS",
        help="use the browser behind this Playwright server, like ws://host:3000/",
    )
    group.addoption(
        "--browser-cdp",
        dest="sayso_browser_cdp",
        metavar="ADDRESS",
        help="use the Chromium that listens here for its DevTools protocol, like http://host:9222",
    )


def _evidence(group: pytest.OptionGroup) -> None:
    group.addoption(
        "--evidence",
        dest="sayso_evidence",
        choices=EVIDENCE,
        help="how much is kept: nothing; pictures of failures only; also one of the end of every "
        "scenario (default); or one after every step that changed the page, and all log lines",
    )


def _report(group: pytest.OptionGroup) -> None:
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
        "--format",
        dest="sayso_format",
        choices=("pytest", "agent"),
        help="agent: print failures only, each in at most 2 kB, for an assistant that reads them",
    )
    group.addoption(
        "--no-report",
        action="store_true",
        dest="sayso_no_report",
        help="record nothing and draw no pages",
    )


def only_collects(config: pytest.Config) -> bool:
    """Whether not even a fixture is set up."""
    return any(config.getoption(option, False) for option in _SHOWING)
