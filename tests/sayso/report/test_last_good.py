"""What is kept of the last good run of each scenario."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.evidence import kinds
from sayso.report.history import key_of
from sayso.report.html.last_good import keep_last_good, read_last_good
from sayso.report.model import Evidence, Run
from sayso.report.outcome import State
from tests.projects.report_runs import made_run, outcome_of


def run_with_calls(states: dict[str, State], status: int) -> Run:
    run = made_run(states)
    calls = [[0, "GET", "/orders/a1b2/lines", status, 3]]
    for outcome in run.outcomes:
        outcome.attempts[0].steps[0].evidence = (
            Evidence("", kinds.BROWSER, json.dumps(calls), ""),
            Evidence("POST /orders/7: 201", kinds.EXCHANGE, "{}", ""),
        )
    return run


def kept(path: Path, run: Run, name: str) -> list[str] | None:
    keep_last_good(path, run, lambda item: item.text)
    return read_last_good(path).get(key_of(outcome_of(run, name).example))


def test_calls_of_what_works_are_kept_without_ids(tmp_path: Path) -> None:
    run = run_with_calls({"One": State.WORKS}, 200)
    calls = ["GET /orders/…/lines: 200", "POST /orders/…: 201"]
    assert kept(tmp_path / "last_good.json", run, "One") == calls


def test_a_failure_leaves_what_is_known_of_the_last_good_run(tmp_path: Path) -> None:
    path = tmp_path / "last_good.json"
    kept(path, run_with_calls({"One": State.WORKS, "Two": State.WORKS}, 200), "One")
    run = run_with_calls({"One": State.FAILS, "Two": State.WORKS}, 404)
    assert kept(path, run, "One") == ["GET /orders/…/lines: 200", "POST /orders/…: 201"]
    assert kept(path, run, "Two") == ["GET /orders/…/lines: 404", "POST /orders/…: 201"]


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "last_good.json"
    path.write_text("[", "utf-8")
    assert read_last_good(path) == {}
    assert kept(path, run_with_calls({"One": State.WORKS}, 200), "One")
