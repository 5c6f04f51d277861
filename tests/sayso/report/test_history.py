"""The history knows since when, what changed, and how often it needed another try."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.changes import changes
from sayso.report.history import History, remember
from sayso.report.html.since import since
from sayso.report.html.trend import in_short, trend
from sayso.report.model import Run
from sayso.report.outcome import State
from tests.projects.report_runs import made_run, outcome_of

WORKS, FAILS, FLAKY, NOT_RUN = State.WORKS, State.FAILS, State.FLAKY, State.NOT_RUN


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.jsonl"


def history_of(path: Path, runs: list[Run]) -> History:
    """The history as the last of these runs finds it."""
    for run in runs:
        remember(path, run)
    return History.before(path, runs[-1].started_ns)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([FAILS, FAILS, FAILS], "fails since 2 Jan 1970, 3 runs, commit abc"),
        ([WORKS, FAILS, FAILS], "fails since 3 Jan 1970, 2 runs, commit abc"),
        ([FAILS, WORKS, FAILS], "fails for the first time"),
        ([NOT_RUN, NOT_RUN, FAILS], "never run before"),
        ([FAILS, NOT_RUN, FAILS], "fails since 2 Jan 1970, 2 runs, commit abc"),
        ([WORKS, FLAKY, FLAKY], "needed another try in 2 of 3 runs"),
    ],
)
def test_since_when_it_is_so(path: Path, states: list[State], said: str) -> None:
    runs = [
        made_run({"Ada": state, "Ben": WORKS}, day, commit="abc")
        for day, state in enumerate(states, 1)
    ]
    history = history_of(path, runs)
    assert since(outcome_of(runs[-1], "Ada"), history) == said


def test_a_first_run_says_nothing_of_the_past(path: Path) -> None:
    run = made_run({"Ada": FAILS})
    assert since(outcome_of(run, "Ada"), history_of(path, [run])) == ""


def test_a_line_inserted_above_does_not_make_a_new_scenario(path: Path) -> None:
    before, after = made_run({"Ada": FAILS}, 1), made_run({"Ben": WORKS, "Ada": FAILS}, 2)
    assert since(outcome_of(after, "Ada"), history_of(path, [before, after])).startswith(
        "fails since"
    )


def test_changes_since_the_scenarios_were_last_tried(path: Path) -> None:
    first = made_run({"Ada": WORKS, "Ben": FAILS, "Cleo": WORKS, "Dan": WORKS}, 1)
    part = made_run({"Ada": NOT_RUN, "Ben": NOT_RUN, "Cleo": WORKS, "Dan": WORKS}, 2)
    last = made_run({"Ada": FAILS, "Ben": WORKS, "Cleo": WORKS, "Eve": WORKS}, 3)
    found = changes(last, history_of(path, [first, part, last]))
    assert [each.example.name for each in found.newly_failing] == ["Ada"]
    assert [each.example.name for each in found.newly_working] == ["Ben"]
    assert [each.example.name for each in found.new] == ["Eve"]
    assert [each.title for each in found.removed] == ["Dan"]


def test_a_scenario_with_the_same_steps_was_renamed(path: Path) -> None:
    before = made_run({"Ada": WORKS}, 1)
    renamed = made_run({"Ada": WORKS}, 2, uri="features/shop/moved.feature")
    found = changes(renamed, history_of(path, [before, renamed]))
    assert [(name.uri, new.example.name) for name, new in found.renamed] == [
        ("features/shop/paying.feature", "Ada")
    ]
    assert (found.new, found.removed) == ([], [])


def test_features_that_were_not_given_are_not_called_gone(path: Path) -> None:
    before = made_run({"Ada": WORKS}, 1)
    elsewhere = made_run({"Ben": WORKS}, 2, uri="features/stock/selling.feature")
    assert changes(elsewhere, history_of(path, [before, elsewhere])).removed == []


def test_the_trend_is_told_in_words_too(path: Path) -> None:
    runs = [made_run({"Ada": state}, day) for day, state in enumerate([FAILS, WORKS, WORKS], 1)]
    history = history_of(path, runs)
    assert in_short(runs[-1], history) == "2 of the last 3 runs succeeded."
    assert [len(column.pieces) for column in trend(runs[-1], history)] == [1, 1, 1]


def test_a_run_is_remembered_once_and_only_if_it_tried_something(path: Path) -> None:
    run = made_run({"Ada": WORKS})
    remember(path, run)
    remember(path, run)
    remember(path, made_run({"Ada": NOT_RUN}, 2))
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_a_line_that_was_cut_off_is_passed_over(path: Path) -> None:
    remember(path, made_run({"Ada": WORKS}, 1))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"started_ns": 172800000000000, "sta')
    assert len(History.before(path, made_run({}, 9).started_ns).runs) == 1


def test_names_are_written_once(path: Path) -> None:
    for day in (1, 2, 3):
        remember(path, made_run({"Ada": WORKS}, day))
    assert path.read_text("utf-8").count("Ada") == 1
