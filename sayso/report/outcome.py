"""From pytest's outcomes to the statuses of Cucumber Messages.

Messages knows no expected failure: its failing step becomes PENDING, so that consumers do not
turn red over a bug everybody knows of; the error itself is kept as a log beside the step.
"""

from __future__ import annotations

from typing import Any

import pytest

from sayso.report import messages
from sayso.report.worker_report import ErrorFacts, PhaseFacts, StepFacts

Result = dict[str, Any]
XFAILED = pytest.xfail.Exception.__name__
SKIPPED, UNKNOWN = "SKIPPED", "UNKNOWN"


def phase_result(report: pytest.TestReport, facts: PhaseFacts) -> Result:
    """The result of set-up or tear-down."""
    took = facts["duration_ns"]
    if report.outcome == "passed":
        return messages.result("PASSED", took)
    if is_expected(report):
        return messages.result("PENDING", took, _expectation(report))
    if report.outcome == "skipped":
        return messages.result("SKIPPED", took, facts["skip_reason"])
    return messages.result("FAILED", took, error=facts["error"])


def step_result(step: StepFacts, report: pytest.TestReport, facts: PhaseFacts) -> Result:
    """The result of a step that was begun."""
    status, took = step["status"], step["duration_ns"]
    if status == "FAILED" and is_expected(report):
        return messages.result("PENDING", took, _expectation(report))
    if status == "SKIPPED":
        return messages.result(status, took, facts["skip_reason"])
    return messages.result(status, took, error=step["error"])


def known_error(step: StepFacts, report: pytest.TestReport) -> dict[str, Any] | None:
    """The error of an expected failure as evidence, unless it was a mere call of pytest.xfail()."""
    if step["error"] is None or not is_expected(report) or step["error"]["type"] == XFAILED:
        return None
    return {
        "step": step["index"],
        "title": "The error behind the known bug",
        "media_type": "text/x.cucumber.log+plain",
        "text": step["error"]["trace"] or step["error"]["message"],
        "at_ns": step["finished_ns"],
    }


def stray_failure(report: pytest.TestReport, facts: PhaseFacts) -> Result | None:
    """A failure of the call that no step shows: strict xfail, or a hook around the steps."""
    if report.outcome != "failed" and not will_be_retried(report):
        return None
    if any(step["status"] in ("FAILED", "UNDEFINED") for step in facts["steps"]):
        return None
    return messages.result("FAILED", error=facts["error"])


def will_be_retried(report: pytest.TestReport) -> bool:
    """True for the outcome that pytest-rerunfailures adds to pytest's three."""
    return str(report.outcome) == "rerun"


def is_expected(report: pytest.TestReport) -> bool:
    """True for the failure that an xfail mark announces."""
    return report.outcome == "skipped" and hasattr(report, "wasxfail")


def _expectation(report: pytest.TestReport) -> str:
    reason = str(getattr(report, "wasxfail", ""))
    return reason.removeprefix("reason: ").removeprefix("[NOTRUN] ") or "expected to fail"


def crash_error(message: str) -> ErrorFacts:
    return {"type": "WorkerCrash", "message": message, "trace": ""}
