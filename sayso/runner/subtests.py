"""pytest's subtests in a step: a scenario of which a part failed fails.

pytest itself sees to that only where it prints, which is after the report was written and, with
pytest-xdist, in another process than the one that counted.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from sayso.runner.scenario_item import ScenarioItem

FAILED = pytest.StashKey[bool]()  # whether one did, in any attempt: so pytest counts them, too


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not isinstance(item, ScenarioItem):
        return report
    failed = item.stash.get(FAILED, False)
    if item.executing:
        item.stash[FAILED] = failed or report.failed
    elif call.when == "call" and failed and not report.failed:  # also if a later step skipped it
        again = " (those of earlier tries count)" if item.attempt else ""
        report.outcome, report.longrepr = "failed", f"contains failed subtests{again}"
        vars(report).pop("wasxfail", None)
    return report
