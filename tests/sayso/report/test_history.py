"""The history knows since when, what changed, and how often it needed another try."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.changes import changes
from sayso.report.history import History, remember
from sayso.report.html.files import Files
from sayso.report.html.past import Past
from sayso.report.html.trend import in_short, trend
from sayso.report.html.wording import area, failed_before, verdict
from sayso.report.model import Run
from sayso.report.outcome import State
from sayso.report.standing import Standings
from tests.projects.report_runs import made_run, outcome_of

WORKS, FAILS, FLAKY, NOT_RUN = State.WORKS, State.FAILS, State.FLAKY, State.NOT_RUN
NOWHERE = Files(Path("nowhere"))
DESELECTED = State.DESELECTED
WORKED = "worked last on 2 Jan 1970, 00:00 UTC, commit abc"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.jsonl"


def history_of(path: Path, runs: list[Run]) -> History:
    """The history as the last of these runs finds it."""
    for run in runs:
        remember(path, run)
    return History.before(path, runs[-1])


def past_of(run: Run, history: History, name: str = "Ada") -> Past:
    return Past(outcome_of(run, name), history, run)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([FAILS, FAILS, FAILS], "fails since 2 Jan 1970, 3 runs, commit abc"),
        ([WORKS, FAILS, FAILS], f"fails since 3 Jan 1970, 2 runs, commit abc; {WORKED}"),
        ([WORKS, FAILS], f"fails for the first time; {WORKED}"),
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
    assert past_of(runs[-1], history).since == said


def test_a_first_run_says_nothing_of_the_past(path: Path) -> None:
    run = made_run({"Ada": FAILS})
    assert past_of(run, history_of(path, [run])).since == ""


def test_a_line_inserted_above_does_not_make_a_new_scenario(path: Path) -> None:
    before, after = made_run({"Ada": FAILS}, 1), made_run({"Ben": WORKS, "Ada": FAILS}, 2)
    said = past_of(after, history_of(path, [before, after])).since
    assert said.startswith("fails since")


def test_changes_since_the_scenarios_were_last_tried(path: Path) -> None:
    first = made_run({"Ada": WORKS, "Ben": FAILS, "Cleo": WORKS, "Dan": WORKS}, 1)
    part = made_run({"Ada": NOT_RUN, "Ben": NOT_RUN, "Cleo": WORKS, "Dan": WORKS}, 2)
    last = made_run({"Ada": FAILS, "Ben": WORKS, "Cleo": WORKS, "Eve": WORKS}, 3)
    found = changes(last, history_of(path, [first, part, last]))
    assert [each.example.name for each in found.newly_failing] == ["Ada"]
    assert [each.example.name for each in found.newly_working] == ["Ben"]
    assert [each.example.name for each in found.new] == ["Eve"]
    assert [(each.name.title, each.words) for each in found.dropped] == [("Dan", "removed")]


def test_a_scenario_with_the_same_steps_was_renamed(path: Path) -> None:
    before = made_run({"Ada": WORKS}, 1)
    renamed = made_run({"Ada": WORKS}, 2, uri="features/shop/moved.feature")
    found = changes(renamed, history_of(path, [before, renamed]))
    assert [(name.uri, new.example.name) for name, new in found.renamed] == [
        ("features/shop/paying.feature", "Ada")
    ]
    assert (found.new, found.dropped) == ([], [])


def test_features_that_were_not_given_are_not_called_gone(path: Path) -> None:
    before = made_run({"Ada": WORKS}, 1)
    elsewhere = made_run({"Ben": WORKS}, 2, uri="others/stock/selling.feature")
    assert changes(elsewhere, history_of(path, [before, elsewhere])).dropped == []


def test_what_is_gone_is_told_once(path: Path) -> None:
    runs = [
        made_run({"Ada": WORKS, "Ben": WORKS}, 1),
        *(made_run({"Ada": WORKS}, n) for n in (2, 3)),
    ]
    assert len(changes(runs[1], history_of(path, runs[:2])).dropped) == 1
    assert changes(runs[2], history_of(path, runs)).dropped == []


def test_a_file_that_cannot_be_read_is_not_gone(path: Path) -> None:
    before, after = made_run({"Ada": WORKS}), made_run({"Ben": WORKS}, 2, uri="features/a.feature")
    after.not_read = [before.features[0].uri]
    assert changes(after, history_of(path, [before, after])).dropped == []


@pytest.mark.parametrize("before", [WORKS, FAILS])
def test_a_check_that_was_switched_off_is_told(path: Path, before: State) -> None:
    first, last = made_run({"Ada": before}), made_run({"Ada": State.SKIPPED}, 2)
    found = changes(last, history_of(path, [first, last]))
    assert [(each.name.title, each.words) for each in found.dropped] == [
        ("Ada", "now skipped: it broke")
    ]
    again = made_run({"Ada": State.SKIPPED}, 3)
    assert not changes(again, history_of(path, [first, last, again]))


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("Then 4 are left", ["no longer checks “3 are left”; instead: “4 are left”"]),
        ("And more happens", ["no longer checks “3 are left”"]),
        ("Then 3 are left\n    And all is well", []),
        ("When more happens\n    Then 3 are left", ["its steps changed"]),
    ],
)
def test_an_expectation_that_is_gone_is_told(path: Path, then: str, words: list[str]) -> None:
    first = made_run({"Ada": WORKS}, more="Then 3 are left")
    last = made_run({"Ada": WORKS}, 2, more=then)
    found = changes(last, history_of(path, [first, last]))
    assert [each.words for each in found.dropped] == words


def test_what_fails_as_before_is_told_too(path: Path) -> None:
    first, last = made_run({"Ada": FAILS}), made_run({"Ada": FAILS}, 2)
    found = changes(last, history_of(path, [first, last]))
    assert [each.example.name for each in found.still_failing] == ["Ada"]


def test_runs_against_another_target_are_another_history(path: Path) -> None:
    first, last = made_run({"Ada": FAILS}), made_run({"Ada": FAILS}, 2)
    first.circumstances = {"target": "staging"}
    assert history_of(path, [first, last]).runs == []


def test_reasons_are_kept(path: Path) -> None:
    runs = [made_run({"Ada": FAILS}), made_run({"Ada": WORKS}, 2)]
    marks = past_of(runs[1], history_of(path, runs)).strip
    assert [mark.title for mark in marks] == [
        "2 Jan 1970, 00:00 UTC: fails: it broke",
        "this run: works",
    ]
    alike = [*runs[1:], made_run({"Ada": WORKS}, 3)]
    assert past_of(alike[1], history_of(path.with_name("other"), alike)).strip == []


@pytest.mark.parametrize(
    ("reason", "said"),
    [("mug 2 is gone", ""), ("no mail", "; for another reason last time: mug 1 is gone")],
)
def test_another_reason_than_last_time_is_told(path: Path, reason: str, said: str) -> None:
    runs = [made_run({"Ada": FAILS}), made_run({"Ada": FAILS}, 2)]
    for run, message in zip(runs, ("mug 1 is gone", reason), strict=True):
        failure = outcome_of(run, "Ada").attempts[0].steps[0].failure
        assert failure is not None
        failure.message = message
    told = past_of(runs[1], history_of(path, runs)).since
    assert told == f"fails since 2 Jan 1970, 2 runs{said}"


def test_a_bug_that_became_known_fails_for_no_other_reason(path: Path) -> None:
    runs = [made_run({"Ada": FAILS}), made_run({"Ada": FAILS}, 2)]
    step = outcome_of(runs[1], "Ada").attempts[0].steps[0]
    step.status, step.message = "PENDING", "SHOP-88"
    told = Past(outcome_of(runs[1], "Ada"), history_of(path, runs), runs[1]).since
    assert told == "known bug since 2 Jan 1970, 2 runs"


def test_what_nobody_wrote_code_for_does_not_fail(path: Path) -> None:
    run = made_run({"Ada": FAILS, "Ben": DESELECTED})
    step = outcome_of(run, "Ada").attempts[0].steps[0]
    step.status, step.failure = "UNDEFINED", None
    group = Standings(run, history_of(path, [run])).all
    assert area(group) == "1 not automated; 1 not looked at"


def test_who_committed_what_between_good_and_bad(path: Path) -> None:
    good, bad = made_run({"Ada": WORKS}, commit="c1"), made_run({"Ada": FAILS}, 2, commit="c3")
    commits = [["c3", "Rev", "Send fewer mails"], ["c2", "Ben", "Tidy"], ["c1", "Sam", "Start"]]
    bad.circumstances = {"commit": "c3", "commits": commits}
    history = history_of(path, [good, bad])
    assert past_of(bad, history).suspects == (
        "2 commits in between: “Send fewer mails” (Rev), “Tidy” (Ben)"
    )


@pytest.mark.parametrize(
    ("dirty", "said"),
    [(False, "nothing was committed in between"), (True, "only changes that are not committed")],
)
def test_changes_that_are_not_committed_are_told(path: Path, dirty: bool, said: str) -> None:
    good, bad = made_run({"Ada": WORKS}, commit="c1"), made_run({"Ada": FAILS}, 2)
    bad.circumstances = {"commit": "c1", "commits": [["c1", "Sam", "Start"]], "dirty": dirty}
    history = history_of(path, [good, bad])
    assert past_of(bad, history).suspects == said


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([WORKS, FAILS, WORKS, FAILS], "changed 3 times between working and failing lately"),
        ([WORKS, FAILS, FAILS, WORKS], ""),
    ],
)
def test_to_and_fro_is_unsteady(path: Path, states: list[State], said: str) -> None:
    runs = [made_run({"Ada": state}, day) for day, state in enumerate(states, 1)]
    assert past_of(runs[-1], history_of(path, runs)).unsteady == said


def test_a_scenario_keeps_its_last_known_state(path: Path) -> None:
    whole = made_run({"Ada": FAILS, "Ben": WORKS, "Cleo": WORKS})
    part = made_run({"Ada": DESELECTED, "Ben": WORKS, "Cleo": DESELECTED, "Dan": DESELECTED}, 2)
    group = Standings(part, history_of(path, [whole, part])).all
    assert [each.outcome.example.name for each in group.failed_before] == ["Ada"]
    assert [each.reason for each in group.failed_before] == ["it broke"]
    assert (group.total, group.looked_at, group.never) == (4, {WORKS: 1}, 1)
    history = history_of(path, [whole, part])
    assert past_of(part, history).since == (
        "fails when last looked at, on 2 Jan 1970, 00:00 UTC: it broke"
    )
    assert past_of(part, history, "Dan").since == "never looked at"
    assert verdict(part) == "1 of 4 scenarios looked at, and it works."
    assert area(group) == "works; 3 not looked at, 1 failed before"
    assert failed_before(group) == (
        "1 of them failed when last looked at, on 2 Jan 1970, 00:00 UTC."
    )


def test_all_is_well_only_when_all_was_looked_at_once(path: Path) -> None:
    first = made_run({"Ada": WORKS, "Ben": DESELECTED})
    assert not Standings(first, history_of(path, [first])).all.works
    second = made_run({"Ada": DESELECTED, "Ben": WORKS}, 2)
    assert Standings(second, history_of(path, [first, second])).all.works
    third = made_run({"Ada": DESELECTED, "Ben": FAILS}, 3)
    group = Standings(third, history_of(path, [first, second, third])).all
    assert not group.works
    assert group.failed_before == []  # it fails now


def test_the_trend_is_told_in_words_too(path: Path) -> None:
    runs = [made_run({"Ada": state}, day) for day, state in enumerate([FAILS, WORKS, WORKS], 1)]
    history = history_of(path, runs)
    assert in_short(runs[-1], history) == "2 of the last 3 runs succeeded."
    assert [len(column.pieces) for column in trend(runs[-1], history, NOWHERE)] == [1, 1, 1]


def test_a_part_of_the_scenarios_is_no_success_of_all(path: Path) -> None:
    runs = [made_run({"Ada": FAILS, "Ben": WORKS}), made_run({"Ada": DESELECTED, "Ben": WORKS}, 2)]
    history = history_of(path, runs)
    assert in_short(runs[-1], history) == ("The one whole run failed. 1 run looked at a part only.")
    assert [piece["key"] for piece in trend(runs[-1], history, NOWHERE)[-1].pieces] == [
        "works",
        "notrun",
    ]


def test_one_failure_among_many_can_be_seen(path: Path) -> None:
    states = dict.fromkeys(map(str, range(400)), WORKS)
    runs = [made_run({**states, "0": FAILS}, day) for day in (1, 2)]
    column = trend(runs[-1], history_of(path, runs), NOWHERE)[-1]
    assert [piece["height"] for piece in column.pieces] == ["6.0", "34.0"]


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
    assert len(History.before(path, made_run({}, 9)).runs) == 1


def test_names_are_written_once(path: Path) -> None:
    for day in (1, 2, 3):
        remember(path, made_run({"Ada": WORKS}, day))
    assert path.read_text("utf-8").count("Ada") == 1
