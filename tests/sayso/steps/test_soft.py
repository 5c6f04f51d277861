"""A Then marked as soft lets its scenario go on, and the scenario fails all the same."""

from __future__ import annotations

import pytest

from tests.sayso.conftest import GOOD, Trial, census

pytest_plugins = ["pytester"]

MARKED = """
import pathlib
import pytest
from pytest_bdd import parsers, then, when
from sayso import eventually, not_run, soft

@then(parsers.parse("softly it holds {quantity:d}"))
@soft
def holds(cart, quantity):
    assert len(cart) == quantity

@soft
@then(parsers.parse("in the end it holds {quantity:d}"))
def in_the_end(cart, quantity):
    eventually(lambda: len(cart), equals=quantity, what="lines", where="the cart", within=0)

@then("softly the program is broken")
@soft
def broken():
    raise KeyError("no such thing")

@then("it is settled")
def settled():
    pathlib.Path("settled").touch()

@then("it is refused")
def refused():
    assert False, "refused"

@then("it is skipped")
def skipped():
    pytest.skip("bad weather")

@then("it cannot be tried")
def untried():
    not_run("needs PostgreSQL")

@then("it works the second time")
@soft
def second():
    tried = pathlib.Path("tried")
    first = not tried.exists()
    tried.touch()
    assert not first, "the first time never works"

@soft
@then("softly it takes too long")
def late():
    raise TimeoutError("no answer")

@then("softly the browser waits too long")
@soft
def waits():
    from playwright.sync_api import TimeoutError
    raise TimeoutError("no heading")

@soft
@then("softly it is given up")
def given_up():
    pytest.fail("hopeless")
"""
HOOKS = """
from pytest_bdd.reporting import test_report_context_registry

def pytest_bdd_step_error(step, exception):
    print("HOOK error", step.name)

def pytest_bdd_after_step(step):
    print("HOOK after", step.name)

def pytest_runtest_logreport(report):
    if report.when == "call":
        for step in test_report_context_registry[report].scenario["steps"]:
            print("BDD", step["name"], "failed" if step["failed"] else "passed")
"""


def steps(trial: Trial, *texts: str) -> None:
    """A scenario with one mug in its cart and these Thens."""
    trial.feature(GOOD.rstrip() + "".join(f"\n    And {text}" for text in texts) + "\n")


def was_settled(trial: Trial) -> bool:
    return (trial.pytester.path / "settled").exists()


@pytest.fixture
def trial(trial: Trial) -> Trial:
    trial.write("acts/marked.py", MARKED)
    return trial


def test_the_scenario_goes_on_and_fails_with_the_failure_itself(trial: Trial) -> None:
    steps(trial, "softly it holds 2", "it is settled")
    result = trial.run("features")
    result.assert_outcomes(failed=1)
    assert census(result) == "1 scenario: 1 failed"
    assert was_settled(trial), "the step after the soft failure did not run"
    result.stdout.fnmatch_lines(
        [
            ">*assert len(cart) == quantity",
            "acts/marked.py:10: AssertionError",
            "  *Then her cart holds 1",
            "> *And softly it holds 2   <- features/cart.feature:8",
            "  *And it is settled",
        ]
    )
    result.stdout.no_fnmatch_line("*StepFailuresError*")
    result.stdout.no_fnmatch_line("*call_fixture_func*")


def test_several_failures_are_one_error_that_holds_all(trial: Trial) -> None:
    steps(trial, "softly it holds 2", "it is settled", "in the end it holds 3", "it is refused")
    result = trial.run("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*StepFailuresError: 3 steps did not pass:",
            "E *And softly it holds 2 (features/cart.feature:8)",
            "E *AssertionError: assert 1 == 2*",
            "E *And in the end it holds 3 (features/cart.feature:10)",
            "E *EventuallyTimeoutError: lines, read in the cart: expected 3, but it was 1*",
            "E *And it is refused (features/cart.feature:11)",
            "E *AssertionError: refused*",
            "acts/marked.py:10: *",
            "*- And in the end it holds 3 -*",
            "acts/marked.py:15: *",
            "*- And it is refused -*",
            "*acts/marked.py:28: AssertionError",
            "> *And softly it holds 2   <- features/cart.feature:8",
            "  *And it is settled",
            "> *And in the end it holds 3   <- features/cart.feature:10",
            "> *And it is refused   <- features/cart.feature:11",
        ]
    )
    result.stdout.no_fnmatch_line("*call_fixture_func*")


@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        ("softly the program is broken", "E*KeyError: 'no such thing'"),
        ("softly it takes too long", "E*TimeoutError: no answer"),
        ("softly the browser waits too long", "E*TimeoutError: no heading"),
        ("softly it is given up", "E*Failed: hopeless"),
    ],
)
def test_what_is_no_failed_assertion_stops_at_once(trial: Trial, ending: str, reason: str) -> None:
    steps(trial, ending, "it is settled")
    result = trial.run("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([reason])
    assert not was_settled(trial), "the step after it ran"


@pytest.mark.parametrize("ending", ["it is skipped", "it cannot be tried"])
def test_a_skip_does_not_hide_a_failure_before_it(trial: Trial, ending: str) -> None:
    steps(trial, "softly it holds 2", ending)
    result = trial.run("features")
    result.assert_outcomes(failed=1)
    assert census(result) == "1 scenario: 1 failed"


def test_every_step_is_told_once_to_hooks_and_to_pytest_bdds_own_report(trial: Trial) -> None:
    trial.write("conftest.py", HOOKS)
    steps(trial, "softly it holds 2", "it is settled", "softly it holds 3", "it is settled")
    told = trial.run("features", "-s").outlines
    assert [line.partition("HOOK ")[2] for line in told if "HOOK" in line][3:] == [
        "error softly it holds 2",
        "after it is settled",
        "error softly it holds 3",
        "after it is settled",
    ]
    assert [line.partition("BDD ")[2] for line in told if "BDD " in line] == [
        "an empty cart passed",
        'Ada adds 1 "Blue mug" to her cart passed',
        "her cart holds 1 passed",
        "softly it holds 2 failed",
        "it is settled passed",
        "softly it holds 3 failed",
        "it is settled passed",
    ]


def test_a_retry_begins_with_no_failures(trial: Trial) -> None:
    steps(trial, "it works the second time", "it is settled")
    result = trial.run("features", "--reruns=1")
    assert census(result).startswith("1 scenario: 1 flaky"), census(result)


def test_a_known_bug_may_be_a_soft_failure(trial: Trial) -> None:
    trial.write(
        "conftest.py",
        "import pytest\n\ndef pytest_bdd_apply_tag(tag, function):\n"
        "    if tag == 'slow':\n        pytest.mark.xfail(reason='SHOP-1')(function)\n"
        "        return True\n",
    )
    steps(trial, "softly it holds 2", "softly it holds 3")
    text = (trial.pytester.path / "features/cart.feature").read_text()
    trial.feature(text.replace("  Scenario", "  @slow\n  Scenario"))
    trial.run("features").assert_outcomes(xfailed=1)


@pytest.mark.parametrize("keyword", ["given", "when", "step"])
@pytest.mark.parametrize("order", ["{step}\n@soft\n", "@soft\n{step}\n"], ids=["below", "above"])
def test_a_soft_step_that_is_no_then_is_an_error_before_anything_runs(
    trial: Trial, keyword: str, order: str
) -> None:
    marked = order.format(step=f'@{keyword}("Ada hopes")')
    trial.write(
        "acts/wrong.py",
        f"from pytest_bdd import {keyword}\nfrom sayso import soft\n\n{marked}def hopes(): pass\n",
    )
    steps(trial, "it is settled")
    result = trial.run("features")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(
        ["acts/wrong.py:4: *Ada hopes*", "*Only a Then can be soft*", "*Take @soft away*"]
    )
    assert not was_settled(trial), "something ran"


def test_a_soft_step_without_source_is_told_too(trial: Trial) -> None:
    code = "from functools import partial\nfrom pytest_bdd import given\nfrom sayso import soft\n\n"
    trial.write("acts/wrong.py", f'{code}given("Ada hopes")(soft(partial(print)))\n')
    steps(trial, "it is settled")
    trial.run("features").stdout.fnmatch_lines(["unknown place:0: Given Ada hopes"])


def test_the_workers_of_a_distributed_run_mark_every_failed_step(trial: Trial) -> None:
    steps(trial, "softly it holds 2", "it is settled", "softly it holds 3")
    result = trial.run_apart("features", "-n2")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "> *And softly it holds 2   <- features/cart.feature:8",
            "  *And it is settled",
            "> *And softly it holds 3   <- features/cart.feature:10",
        ]
    )


def test_a_retry_marks_its_own_failures_only(trial: Trial) -> None:
    steps(trial, "it works the second time", "softly it holds 2")
    told = trial.run("features", "--reruns=1").outlines
    assert [line.split(" <- ")[0].split() for line in told if line.startswith("> ")][-1:] == [
        [">", "And", "softly", "it", "holds", "2"]
    ]
    assert not any(line.startswith("> ") and "second time   <-" in line for line in told)


KNOWN = """
import pytest

def pytest_collection_modifyitems(items):
    items[0].add_marker(pytest.mark.xfail(raises=AssertionError, strict=True))
"""


def test_a_known_failed_assertion_excuses_no_other_error(trial: Trial) -> None:
    steps(trial, "softly it holds 2", "softly the program is broken")
    trial.write("conftest.py", KNOWN)
    result = trial.run("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E*StepsError: 2 steps did not pass:"])


def test_a_known_failure_may_be_of_several_assertions(trial: Trial) -> None:
    steps(trial, "softly it holds 2", "it is refused")
    trial.write("conftest.py", KNOWN)
    assert census(trial.run("features")) == "1 scenario: 1 known bug"
