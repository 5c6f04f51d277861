"""All that is known of why a scenario failed is found by the search and stands in its ticket."""

from __future__ import annotations

from pathlib import Path

from sayso.report.draw import draw
from sayso.report.model import Evidence, Failure
from sayso.report.outcome import State
from tests.projects.report_runs import made_run, outcome_of


def drawn(reports: Path) -> Path:
    """A report of a failure of which the browser and a check after the last step had to say."""
    run = made_run({"Ada": State.FAILS, "Ben": State.WORKS})
    attempt = outcome_of(run, "Ada").attempts[0]
    complaint = Evidence("The console", "text/x.sayso.console", "no handle\nshop.js:3", "")
    attempt.steps[0].evidence = (complaint,)
    attempt.tear_down.status = "FAILED"
    attempt.tear_down.failure = Failure("AssertionError", "the ledger is wrong", "")
    draw(run, reports, reports / "history.jsonl")
    return reports


def test_the_search_knows_what_the_system_and_later_checks_said(tmp_path: Path) -> None:
    index = (drawn(tmp_path) / "search-index.js").read_text("utf-8")
    assert "The browser complained: no handle" in index
    assert "the ledger is wrong" in index


def test_a_ticket_says_what_was_found_afterwards(tmp_path: Path) -> None:
    (page,) = (drawn(tmp_path) / "failures").iterdir()
    assert "Reason: it broke\nAfterwards: the ledger is wrong\n" in page.read_text("utf-8")
