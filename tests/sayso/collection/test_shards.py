"""--shard: every scenario in exactly one shard, and the shards of about equal length."""

from __future__ import annotations

import json
import random

import pytest

from sayso.collection.shards import Shard, ShardError, shards_of
from tests.sayso.conftest import Trial, census

pytest_plugins = ["pytester"]

FIVE = "Feature: Filling a cart\n" + "".join(
    f"\n  {tag}Scenario: {title}\n    Given an empty cart\n"
    for title, tag in {"A": "@slow\n  ", "B": "", "C": "@slow\n  ", "D": "", "E": ""}.items()
)


@pytest.mark.parametrize("seed", range(50))
def test_every_test_is_in_exactly_one_shard_in_whatever_order_they_come(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = [f"features/{number}.feature::title" for number in range(chance.randrange(60))]
    seconds = {name: chance.choice([0.0, 0.5, chance.random() * 9]) for name in names}
    count = chance.randint(1, 12)
    found = shards_of(seconds, count)
    assert found.keys() == seconds.keys()
    assert set(found.values()) <= set(range(1, count + 1))
    chance.shuffle(names)
    assert shards_of({name: seconds[name] for name in names}, count) == found


@pytest.mark.parametrize("seed", range(50))
def test_no_shard_is_longer_than_the_shortest_by_more_than_one_test(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    seconds = {f"a::{number}": chance.random() * 9 for number in range(chance.randint(1, 60))}
    count = chance.randint(1, 8)
    lengths = dict.fromkeys(range(1, count + 1), 0.0)
    for name, number in shards_of(seconds, count).items():
        lengths[number] += seconds[name]
    assert max(lengths.values()) - min(lengths.values()) <= max(seconds.values()) + 1e-9


def test_tests_that_take_no_time_are_spread_too() -> None:
    found = shards_of(dict.fromkeys("abcdef", 0.0), 3)
    assert sorted(found.values()) == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0/8", "there is no shard 0 of 8"),
        ("9/8", "there is no shard 9 of 8"),
        ("1/0", "there is no shard 1 of 0"),
        ("2", "is no shard"),
        ("a/b", "is no shard"),
        ("-1/8", "is no shard"),
        ("1/8/9", "is no shard"),
    ],
)
def test_what_is_no_shard_is_refused(text: str, said: str) -> None:
    with pytest.raises(ShardError, match=rf"^--shard={text}.* {said}; write it like --shard=2/8$"):
        Shard.of(text, {})


def test_gitlab_says_which_shard_a_parallel_job_is() -> None:
    assert Shard.of("auto", {"CI_NODE_INDEX": "3", "CI_NODE_TOTAL": "4"}) == Shard(3, 4)
    with pytest.raises(ShardError, match="CI_NODE_INDEX and CI_NODE_TOTAL, which are not set"):
        Shard.of("auto", {"CI_NODE_TOTAL": "1"})


def titles(trial: Trial, *arguments: str) -> str:
    return "".join(each[-1] for each in trial.ids("features", *arguments))


def test_shards_hold_what_was_selected_and_no_more(trial: Trial) -> None:
    trial.feature(FIVE)
    assert [titles(trial, f"--shard={number}/2") for number in (1, 2)] == ["ACE", "BD"]
    slow = [titles(trial, f"--shard={number}/2", "-m", "slow") for number in (1, 2)]
    quick = [titles(trial, f"--shard={number}/2", "--tags=not @slow") for number in (1, 2)]
    assert (slow, quick) == (["A", "C"], ["BE", "D"])
    assert titles(trial, "--shard=1/2", "-k", "B or D") == "B"


LATE = """
import pytest

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    yield
    config.hook.pytest_deselected(items=items[2:])
    del items[2:]
"""


def test_what_others_deselect_late_is_in_no_shard(trial: Trial) -> None:
    trial.feature(FIVE)
    trial.write("conftest.py", LATE)
    assert [titles(trial, f"--shard={number}/2") for number in (1, 2)] == ["A", "B"]


@pytest.mark.parametrize("path", [".test_durations", "reports/durations.json"])
def test_shards_are_balanced_by_earlier_durations(trial: Trial, path: str) -> None:
    trial.feature(FIVE)
    # what is unknown counts as the mean, 4 s
    known = {"features/cart.feature::B": 7.0, "features/cart.feature::A": 1.0}
    trial.write(path, json.dumps(known))
    assert [titles(trial, f"--shard={number}/2") for number in (1, 2)] == ["BE", "ACD"]


def test_what_the_report_measured_counts_more_than_an_older_file(trial: Trial) -> None:
    trial.feature(FIVE)
    trial.write(".test_durations", json.dumps({"features/cart.feature::B": 999}))
    measured = {f"features/cart.feature::{title}": 1.0 for title in "ABCDE"}
    trial.write("kept/durations.json", json.dumps(measured))
    history = "--report-history=kept/history.jsonl"
    assert titles(trial, "--shard=1/2", history) == "ACE"


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": "b"}'])
def test_durations_that_cannot_be_read_are_told(trial: Trial, text: str) -> None:
    trial.feature(FIVE)
    trial.write(".test_durations", text)
    result = trial.run("features", "--shard=1/2")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: *.test_durations: not seconds by test, as JSON; delete it, or make it again"]
    )


def test_workers_share_one_shard(trial: Trial) -> None:
    trial.feature(FIVE)
    result = trial.run_apart("features", "-n2", "--shard=2/2")
    assert census(result) == "5 scenarios: 2 passed, 3 deselected"


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_a_shard_with_nothing_to_run_is_green_and_says_so(
    trial: Trial, workers: tuple[str, ...]
) -> None:
    trial.feature(FIVE)
    result = trial.run_apart("features", "--shard=8/8", *workers)
    assert result.ret == pytest.ExitCode.OK
    said = "Shard 8 of 8 has nothing to run: all 5 tests are in other shards."
    result.stdout.fnmatch_lines(["5 scenarios: 5 deselected", said])


def test_a_selection_of_nothing_is_no_empty_shard(trial: Trial) -> None:
    trial.feature(FIVE)
    result = trial.run("features", "--shard=8/8", "-k", "nobody")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_wrong_shard_ends_the_run_before_it_begins(trial: Trial) -> None:
    trial.feature(FIVE)
    result = trial.run("features", "--shard=9/8")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.errlines == [
        "ERROR: --shard=9/8: there is no shard 9 of 8; write it like --shard=2/8",
        "",
    ]
