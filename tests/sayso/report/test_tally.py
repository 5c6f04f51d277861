"""Every scenario ends as one word, and the words add up to what the files hold."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from sayso import eventually
from tests.sayso.conftest import CART, GOOD, QUIET, Trial, census

pytest_plugins = ["pytester"]

ENDINGS = """
Feature: Endings

  Scenario: Passes
    Given an empty cart

  Scenario: Fails
    Given an empty cart
    Then her cart holds 1

  @skip
  Scenario: Is skipped
    Given an empty cart

  Scenario: Needs a server
    Given PostgreSQL

  Scenario: Works at the second try
    Given patience

  @slow
  Scenario: Is left out
    Given an empty cart

  Scenario Outline: Rows
    Given an empty cart
    Then her cart holds <n>

    Examples:
      | n |
      | 0 |
      | 1 |
"""
WORLD = """
import os
import pathlib
import pytest
from pytest_bdd import given
from sayso import not_run

@pytest.fixture
def postgres():
    not_run("needs PostgreSQL")

@given("PostgreSQL")
def ask_for(postgres):
    pass

@given("patience")
def try_again():
    tried = pathlib.Path("tried")
    if not tried.exists():
        tried.touch()
        raise AssertionError("not yet")

@given("a crash")
def crash():
    os._exit(9)

@given("Ctrl-C")
def interrupt():
    raise KeyboardInterrupt
"""


@pytest.fixture
def world(trial: Trial) -> Trial:
    trial.write("acts/world.py", WORLD)
    return trial


@pytest.mark.parametrize("mode", [[], ["-n2"]])
def test_every_ending_is_counted_once(world: Trial, mode: list[str]) -> None:
    world.feature(ENDINGS)
    run = world.run_apart if mode else world.run
    result = run("features", "-m", "not slow", "--reruns=1", *mode)
    assert census(result) == (
        "8 scenarios: 2 passed, 2 failed, 1 flaky, 1 skipped, 1 not run, 1 deselected"
    )
    result.stdout.fnmatch_lines(["  1 not run: needs PostgreSQL", "  1 skipped: no reason given"])


def test_a_plugin_that_makes_scenarios_vanish_fails_the_run(world: Trial) -> None:
    world.feature(ENDINGS)
    world.write(
        "conftest.py",
        "def pytest_collection_modifyitems(items):\n    del items[3]\n",
    )
    result = world.run("features")
    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        ["features/cart.feature:15: Needs a server", "*Internal error: the scenario vanished*"]
    )


def test_a_scenario_without_a_result_fails_the_run(world: Trial) -> None:
    world.feature(GOOD)
    world.write(
        "conftest.py",
        "import pytest\n\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_runtest_protocol(item):\n    return True\n",
    )
    result = world.run("features")
    assert result.ret == pytest.ExitCode.INTERNAL_ERROR
    result.stdout.fnmatch_lines(["INTERNAL ERROR: features/cart.feature::One mug has no result"])


def test_after_a_crashed_worker_the_sum_is_still_right(world: Trial) -> None:
    world.feature(GOOD, "features/good.feature")
    world.feature("Feature: A\n  Scenario: B\n    Given a crash\n")
    result = world.run_apart("features", "-n2", "--max-worker-restart=1")
    assert result.ret != pytest.ExitCode.OK
    assert census(result) == "2 scenarios: 1 passed, 1 failed"


def test_what_a_crashed_worker_leaves_undone_is_not_run(world: Trial) -> None:
    world.feature("Feature: A\n  Scenario: B\n    Given a crash\n", "features/a.feature")
    world.feature(ENDINGS, "features/b.feature")
    result = world.run_apart("features", "-n1", "--max-worker-restart=0")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert census(result) == "9 scenarios: 1 failed, 8 not run"
    result.stdout.fnmatch_lines(["  8 not run: the worker crashed"])


def test_a_worker_that_crashes_between_scenarios_fails_the_run(world: Trial) -> None:
    world.feature(GOOD)
    world.write("conftest.py", CRASH_BEFORE_THE_FIRST)
    result = world.run_apart("features", "-n1", "--max-worker-restart=0")
    assert result.ret not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    assert census(result) == "1 scenario: 1 not run"
    result.stdout.fnmatch_lines(["  1 not run: the worker crashed"])


CRASH_BEFORE_THE_FIRST = """
import os

def pytest_collection(session):
    if hasattr(session.config, "workerinput"):
        os._exit(9)
"""


def test_workers_that_collect_different_tests_run_none(world: Trial) -> None:
    world.feature(GOOD)
    mine = "@pytest.fixture(params=[os.getpid(), -os.getpid()])\ndef mine(): pass\n"
    world.write("gifts/mine.py", f"import os, pytest\n\n{mine}")
    world.write("acts/cart.py", CART.replace("empty_cart()", "empty_cart(mine)"))
    result = world.run_apart("features", "-n2")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert census(result) == "1 scenario: 1 not run"
    result.stdout.fnmatch_lines(
        [
            "Different tests were collected between gw*",
            "  1 not run: the workers collected different tests",
        ]
    )


@pytest.mark.parametrize("code", ["", ", returncode=0"])
@pytest.mark.parametrize("mode", [["-p", "no:xdist"], ["-n1"]])
def test_what_an_exit_in_a_step_leaves_undone_is_not_run(
    world: Trial, code: str, mode: list[str]
) -> None:
    world.feature("Feature: A\n  Scenario: B\n    Given enough\n", "features/a.feature")
    world.feature(GOOD, "features/b.feature")
    world.write("acts/enough.py", ENOUGH.replace("CODE", code))
    result = world.run_apart("features", *mode)
    assert census(result) == "2 scenarios: 1 interrupted, 1 not run"
    result.stdout.fnmatch_lines(["*enough*"])
    result.stdout.no_fnmatch_line("*INTERNAL*ERROR*")
    as_if_well = bool(code) and mode != ["-n1"]
    wanted = pytest.ExitCode.TESTS_FAILED if as_if_well else pytest.ExitCode.INTERRUPTED
    assert result.ret == wanted


ENOUGH = """
import pytest
from pytest_bdd import given

@given("enough")
def enough():
    pytest.exit("that is enough"CODE)
"""


@pytest.mark.parametrize("mode", [["-p", "no:xdist"], ["-n2"]])
def test_what_an_interrupted_run_leaves_out_is_not_run(world: Trial, mode: list[str]) -> None:
    world.feature("Feature: A\n  Scenario: B\n    Given Ctrl-C\n", "features/a.feature")
    world.feature(GOOD, "features/b.feature")
    # with workers the other one goes on
    sum_of = {"-p": "1 interrupted, 1 not run", "-n2": "1 passed, 1 failed"}
    result = world.run_apart("features", *mode)
    assert result.ret != pytest.ExitCode.OK
    assert census(result) == f"2 scenarios: {sum_of[mode[0]]}"


def test_what_follows_the_last_allowed_failure_is_not_run(world: Trial) -> None:
    world.feature(ENDINGS)
    result = world.run("features", "-x")
    assert census(result) == "8 scenarios: 1 passed, 1 failed, 6 not run"


def test_a_real_interrupt_leaves_the_right_sum(world: Trial) -> None:
    world.feature(GOOD, "features/b.feature")
    world.feature("Feature: A\n  Scenario: B\n    Given a long wait\n", "features/a.feature")
    world.write("acts/wait.py", WAIT)
    process = subprocess.Popen(  # noqa: S603 - this interpreter, in a folder of our own
        [sys.executable, "-m", "pytest", *QUIET, "features"],
        cwd=world.pytester.path,
        stdout=subprocess.PIPE,
        text=True,
    )
    eventually(
        (world.pytester.path / "waiting").exists,
        equals=True,
        what="whether the scenario has begun",
        where="its file `waiting`",
        within=30,
    )
    os.kill(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert "2 scenarios: 1 interrupted, 1 not run\n" in output


WAIT = """
import pathlib
import threading
from pytest_bdd import given

@given("a long wait")
def wait():
    pathlib.Path("waiting").touch()
    threading.Event().wait(60)
"""


def test_files_that_cannot_be_read_are_named_beside_the_sum(world: Trial) -> None:
    world.feature(GOOD)
    world.feature("rubbish", "features/bad.feature")
    result = world.run("features")
    assert census(result) == "1 scenario: 1 not run"
    result.stdout.fnmatch_lines(
        ["  not counted, because they cannot be read: features/bad.feature"]
    )


def test_a_run_without_features_says_nothing(world: Trial) -> None:
    world.write("test_plain.py", "def test_plain():\n    pass\n")
    result = world.run("test_plain.py")
    result.assert_outcomes(passed=1)
    assert not [line for line in result.outlines if "scenario" in line]


@pytest.mark.parametrize("mode", [["-p", "no:xdist"], ["-n2"]])
def test_a_title_that_is_not_found_deselects_nobody(world: Trial, mode: list[str]) -> None:
    world.feature(GOOD)
    result = world.run_apart("features/cart.feature::Two mugs", *mode)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert census(result) == "1 scenario: 1 not run"
    result.stdout.fnmatch_lines(["  1 not run: something that was asked for was not found"])
    told = result.outlines + result.errlines
    assert sum("ERROR: not found:" in line for line in told) == 1


def test_a_folder_without_anything_to_run_says_so(world: Trial) -> None:
    world.write("features/later/readme.md", "Nothing yet.")
    result = world.run("features/later")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines(
        ["Nothing ran: there is no scenario in features/later (feature files end in .feature)"]
    )


def test_what_was_deselected_is_not_missing(world: Trial) -> None:
    world.write("test_plain.py", "def test_plain():\n    pass\n")
    result = world.run("test_plain.py", "-k", "fancy")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.no_fnmatch_line("Nothing ran*")


def test_ignored_folders_are_not_given(world: Trial) -> None:
    world.feature(GOOD)
    world.feature(GOOD, "features/later/cart.feature")
    assert census(world.run("features", "--ignore=features/later")) == "1 scenario: 1 passed"
