"""What the terminal says at the end: the sum of the scenarios, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sayso.report.expected_scenarios import Census


def write_summary(terminalreporter: Any, census: Census, without_tests: Sequence[str]) -> None:
    """`without_tests` are the arguments below which pytest found no test at all."""
    if not (census.outcomes or census.lost or census.unknown):
        if without_tests and "deselected" not in terminalreporter.stats:  # pytest tells of those
            places = ", ".join(without_tests)
            terminalreporter.line(
                f"Nothing ran: there is no scenario in {places} (feature files end in .feature)"
            )
        return
    terminalreporter.section("scenarios")
    for line in census.lines():
        terminalreporter.line(line)
    for nodeid in census.lost.values():
        terminalreporter.line(f"INTERNAL ERROR: {nodeid} has no result", red=True)
    for nodeid in census.unknown:
        said = f"{nodeid} has a result, but no file held it when the run began"
        terminalreporter.line(f"INTERNAL ERROR: {said}", red=True)
